package io.ssmexport.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleArnTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::123456789012:role/read",
                "arn:aws-cn:iam::123456789012:role/path/of/read",
                "arn:aws-us-gov:iam::123456789012:role/a+b=c,d.e@f_g-h"
            })
    void aRoleNamesItsAccount(String arn) {
        assertThat(RoleArn.parse(arn).account()).isEqualTo("123456789012");
        assertThat(RoleArn.parse(arn)).hasToString(arn);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "read",
                "arn:aws:iam::12345678901:role/read",
                "arn:aws:iam::1234567890123:role/read",
                "arn:aws:iam::123456789012:user/read",
                "arn:aws:iam::123456789012:role/",
                "arn:aws:iam::123456789012:role/a b",
                "arn:aws:sts::123456789012:assumed-role/read/session",
                " arn:aws:iam::123456789012:role/read"
            })
    void anythingElseIsNoRole(String text) {
        assertThatThrownBy(() -> RoleArn.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be roles such as arn:aws:iam::123456789012:role/ssm-export-read");
    }
}
