package io.ssmexport.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

class ProfileCredentialsTest {

    private static AwsCredentialsProvider failing(RuntimeException failure) {
        return ProfileCredentials.explained("task", "it gives no credentials", "look", () -> {
            throw failure;
        });
    }

    private static IOException noJson() {
        try {
            new ObjectMapper().readTree("s3cret");
        } catch (IOException e) {
            return e;
        }
        throw new AssertionError();
    }

    static Stream<Arguments> lasting() {
        return Stream.of(
                arguments(new UncheckedIOException(noJson()), "what was read is no JSON"),
                arguments(new NullPointerException("clientId"), "something in it is missing, or has expired"),
                arguments(new UncheckedIOException(new NoSuchFileException("/token")), "/token"));
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void whatWillFailAgainSaysWhereAndWhatToDo(RuntimeException failure, String reason) {
        assertThatThrownBy(failing(failure)::resolveCredentials)
                .isInstanceOf(SetupFailure.class)
                .hasMessage("[task] it gives no credentials (" + reason + "); look");
    }

    static Stream<Arguments> passing() {
        return Stream.of(
                arguments(new ConnectException("Connection refused"), "Connection refused"),
                arguments(new UnknownHostException("x"), "there is no host x"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void whatMayPassSaysWhereAndStaysWhatItIs(IOException failure, String reason) {
        RuntimeException thrown = SdkClientException.create("Failed to load", failure);
        assertThatThrownBy(failing(thrown)::resolveCredentials)
                .isInstanceOf(SdkException.class)
                .hasMessage("[task] it gives no credentials (" + reason + ")")
                .hasRootCause(failure);
    }

    @Test
    void whatThereIsIsGiven() {
        AwsCredentialsProvider keys = Credentials.keys("AKID", "s3cret", null);
        assertThat(ProfileCredentials.explained("task", "", "", keys)
                        .resolveCredentials()
                        .accessKeyId())
                .isEqualTo("AKID");
    }
}
