package io.ssmexport.simulator.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksumTest {

    /** The check values of the catalogue of CRCs, and FIPS 180's, of the digits 1 to 9. */
    @ParameterizedTest
    @CsvSource({
        "CRC32, y/Q5Jg==",
        "CRC32C, 4waSgw==",
        "CRC64NVME, rosUhgp5mIg=",
        "SHA1, 98O8HYCOBHMq32eZZczDTKeuNEE=",
        "SHA256, FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU="
    })
    void checksumsHaveTheirPublishedValues(Checksum checksum, String value) {
        Checksum.Count count = checksum.count();
        count.update("x123456789x".getBytes(StandardCharsets.UTF_8), 1, 9);
        assertThat(count.value()).isEqualTo(value);
    }
}
