package io.ssmexport.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

    private static final URI SSM = URI.create("https://ssm.us-east-1.amazonaws.com");

    private static @Nullable String proxy(Map<String, String> environment, URI url) {
        return new Proxies(environment).of(url).map(Proxies.Address::toString).orElse(null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTPS_PROXY=http://p:1                              | https://a   | p:1
            https_proxy=http://p:1                              | https://a   | p:1
            Https_Proxy=http://p:1                              | https://a   | p:1
            HTTPS_PROXY=http://no:1 https_proxy=http://p:1      | https://a   | p:1
            HTTPS_PROXY=http://no:1 https_proxy=                | https://a   |
            HTTPS_PROXY=http://p:1                              | http://a    |
            HTTP_PROXY=http://p:1                               | https://a   |
            HTTP_PROXY=http://p:1                               | http://a    | p:1
            HTTP_PROXY=http://q:1 HTTPS_PROXY=http://p:1        | https://a   | p:1
            ALL_PROXY=http://p:1                                | https://a   |
            HTTPS_PROXY=                                        | https://a   |
            """)
    void goesThroughTheProxyOfTheSchemeAlone(String variables, URI url, @Nullable String expected) {
        Map<String, String> environment = new HashMap<>();
        Stream.of(variables.split(" "))
                .map(variable -> variable.split("=", 2))
                .forEach(parts -> environment.put(parts[0], parts[1]));

        assertThat(proxy(environment, url)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            *                                   | true
            amazonaws.com                       | true
            .amazonaws.com                      | true
            AmazonAWS.com                       | true
            localhost, .amazonaws.com           | true
            localhost,,us-east-1.amazonaws.com, | true
            ssm.us-east-1.amazonaws.com         | true
            ..amazonaws.com                     | true
            aws.com                             | false
            *.amazonaws.com                     | false
            localhost, *                        | false
            amazonaws.com:443                   | false
            amazonaws                           | false
            localhost                           | false
            """)
    void reachesDirectlyWhatNoProxyNames(String direct, boolean isDirect) {
        Map<String, String> environment = Map.of("HTTPS_PROXY", "http://p:1", "NO_PROXY", direct);

        assertThat(proxy(environment, SSM)).isEqualTo(isDirect ? null : "p:1");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:4566, true",
        "127.0.0.1:4566, http://127.0.0.1:4566, true",
        "127.0.0.1:4567, http://127.0.0.1:4566, false",
        "10.0.0.0/8, http://10.1.2.3, false",
        "corp:8443, http://ssm.corp:8443, true"
    })
    void portsAndAddressesAreComparedAsTheyStand(String direct, URI url, boolean isDirect) {
        Map<String, String> environment = Map.of("http_proxy", "http://p:1", "no_proxy", direct);

        assertThat(proxy(environment, url)).isEqualTo(isDirect ? null : "p:1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://proxy:3128                  | proxy:3128 |   |
            http://proxy:3128/                 | proxy:3128 |   |
            proxy:3128                         | proxy:3128 |   |
            //proxy:3128                       | proxy:3128 |   |
            HTTP://proxy                       | proxy:80   |   |
            http://proxy.corp.example          | proxy.corp.example:80 | |
            http://[::1]:3128                  | [::1]:3128 |   |
            http://u:p@proxy:3128              | proxy:3128 | u | p
            u:p@proxy:3128                     | proxy:3128 | u | p
            http://CORP%5Cu:p%40s%3A%2F%25@proxy | proxy:80 | CORP\\u | p@s:/%
            http://u:a+b@proxy                 | proxy:80   | u | a+b
            http://u:p@s@proxy                 | proxy:80   | u | p@s
            http://u:100%@proxy                | proxy:80   | u | 100%
            http://u@proxy                     | proxy:80   | u |
            http://u:%C3%BC@proxy              | proxy:80   | u | ü
            """)
    void readsAddressesWithUsersAndEncodedPasswords(
            String text, String place, @Nullable String user, @Nullable String password) {
        Proxies.Address address =
                new Proxies(Map.of("HTTPS_PROXY", text)).of(SSM).orElseThrow();

        assertThat(address).hasToString(place);
        assertThat(address.user()).isEqualTo(user);
        assertThat(address.password()).isEqualTo(password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://u:s3cret@",
                "http://u:s3cret@proxy:99999",
                "http://u:s3cret@proxy:port",
                "socks5://u:s3cret@proxy:1",
                "https://u:s3cret@proxy:1",
                "http://"
            })
    void aWrongOneIsRefusedWithoutItsPassword(String text) {
        assertThatThrownBy(() -> new Proxies(Map.of("HTTPS_PROXY", text)).of(SSM))
                .isInstanceOf(SetupFailure.class)
                .hasMessageStartingWith("[HTTPS_PROXY] ")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void noVariableIsNoProxy() {
        assertThat(proxy(Map.of(), SSM)).isNull();
    }
}
