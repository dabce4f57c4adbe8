package io.ssmexport.failure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import org.junit.jupiter.api.Test;

class CheckedOutputTest {

    private static CheckedOutput printed(OutputStream out) {
        CheckedOutput checked = new CheckedOutput(out);
        PrintWriter writer = new PrintWriter(checked, true, UTF_8);
        writer.println("text");
        return checked;
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        };
    }

    @Test
    void whatIsWrittenHasNoProblem() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(printed(out).problem()).isNull();
        assertThat(out.toString(UTF_8)).isEqualTo("text" + System.lineSeparator());
    }

    @Test
    void whatAPrintWriterKeepsToItselfIsRemembered() {
        assertThat(printed(failing("No space left on device")).problem()).hasMessage("No space left on device");
    }

    @Test
    void aReaderThatHasReadEnoughIsNoProblem() {
        assertThat(printed(failing("Broken pipe")).problem()).isNull();
    }
}
