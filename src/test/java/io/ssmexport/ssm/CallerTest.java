package io.ssmexport.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTest {

    private static final String ANSWER =
            "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                    + "<GetCallerIdentityResult>%s</GetCallerIdentityResult></GetCallerIdentityResponse>";

    @RegisterExtension
    private final CannedService service = new CannedService();

    private String account(String answer) {
        service.answers().addForEver(answer);
        return Caller.accountId(service.clients(), List.of("us-east-1"));
    }

    @Test
    void theAccountIsTheOneThatStsTells() {
        assertThat(account(ANSWER.formatted("<Account>123456789012</Account>"))).isEqualTo("123456789012");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<Account/>", "<Account> </Account>", "<Arn>arn:aws:iam::123456789012:user/me</Arn>"})
    void anAnswerWithoutAnAccountIsToldAsOne(String result) {
        assertThatThrownBy(() -> account(ANSWER.formatted(result)))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith(
                        "[account-id] the answer of sts:GetCallerIdentity must have the account's number"
                                + " but had none; check AWS_ENDPOINT_URL");
    }
}
