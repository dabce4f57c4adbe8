package io.ssmexport.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import software.amazon.awssdk.utils.UserHomeDirectoryUtils;

/** What {@code aws sso login} left of a session, where the SDK doesn't say why it gives no token. */
record SsoToken(Path file) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where the AWS CLI and the SDK keep it. */
    static SsoToken ofSession(String name) {
        return new SsoToken(
                Path.of(UserHomeDirectoryUtils.userHomeDirectory(), ".aws", "sso", "cache", sha1(name) + ".json"));
    }

    /** What is wrong with it; empty if that isn't plain. */
    Optional<String> problem() {
        if (Files.notExists(file)) {
            return Optional.of("nobody has signed in to it: there is no token of it in " + file.getParent());
        }
        try {
            JsonNode token = JSON.readTree(Files.readAllBytes(file));
            boolean renewable = token.hasNonNull("refreshToken");
            return Optional.ofNullable(token.path("expiresAt").textValue())
                    .filter(ended -> !renewable)
                    .map(ended -> "its token expired at " + ended);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
