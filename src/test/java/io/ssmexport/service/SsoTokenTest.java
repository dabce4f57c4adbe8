package io.ssmexport.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SsoTokenTest {

    @TempDir
    private Path cache;

    @Test
    void withoutAFileNobodyHasSignedIn() {
        assertThat(new SsoToken(cache.resolve("none.json")).problem())
                .hasValue("nobody has signed in to it: there is no token of it in " + cache);
    }

    @Test
    void aTokenThatCantBeRenewedHasExpired() throws Exception {
        assertThat(token("{'accessToken':'s3cret','expiresAt':'2026-01-01T00:00:00Z'}")
                        .problem())
                .hasValue("its token expired at 2026-01-01T00:00:00Z");
    }

    @Test
    void ofAnyOtherTheSdkSaysIt() throws Exception {
        assertThat(token("{'accessToken':'s3cret','expiresAt':'2026-01-01T00:00:00Z','refreshToken':'s3cret'}")
                        .problem())
                .isEmpty();
        assertThat(token("{'accessToken':'s3cret'").problem()).isEmpty();
        assertThat(token("{'accessToken':'s3cret'}").problem()).isEmpty();
    }

    private SsoToken token(String json) throws Exception {
        return new SsoToken(Files.writeString(cache.resolve("token.json"), json.replace('\'', '"')));
    }
}
