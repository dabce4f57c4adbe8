package io.ssmexport.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerUrlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tcp://broker:61616|ARTEMIS|tcp://broker:61616",
                "(tcp://a:61616,tcp://b:61616)?ha=true|ARTEMIS|(tcp://a:61616,tcp://b:61616)?ha=true",
                "ssl://b-1.mq.eu-west-1.amazonaws.com:61617|ACTIVEMQ|ssl://b-1.mq.eu-west-1.amazonaws.com:61617",
                "failover:(ssl://a:61617,ssl://b:61617)|ACTIVEMQ|failover:(ssl://a:61617,ssl://b:61617)",
                "activemq:tcp://broker:61616|ACTIVEMQ|tcp://broker:61616",
                "amqps://broker|RABBITMQ|amqps://broker",
                "AMQP://broker/vhost|RABBITMQ|AMQP://broker/vhost"
            })
    void theSchemeSaysWhichBrokerItIs(String text, BrokerUrl.Kind kind, String address) {
        assertThat(BrokerUrl.parse(text)).isEqualTo(new BrokerUrl(kind, address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker:61616", "broker", "http://broker", ""})
    void anotherSchemeIsRefused(String text) {
        assertThatThrownBy(() -> BrokerUrl.parse(text)).hasMessageStartingWith("must be tcp://HOST:PORT (Artemis)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amqp://me:s3cret@broker",
                "tcp://b:61616?user=me&password=s3cret",
                "ssl://b:1?jms.Password=s3cret"
            })
    void aPasswordIsRefusedAndNotRepeated(String text) {
        assertThatThrownBy(() -> BrokerUrl.parse(text))
                .hasMessageContaining("SSM_EXPORT_BROKER_PASSWORD")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void whatIsShownHasNoParameters() {
        assertThat(BrokerUrl.parse("tcp://b:61616?trustStorePath=x")).hasToString("tcp://b:61616");
        assertThat(Credentials.of(Map.of("SSM_EXPORT_BROKER_PASSWORD", "s3cret")))
                .hasToString("credentials of null");
    }
}
