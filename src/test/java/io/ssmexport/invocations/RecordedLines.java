package io.ssmexport.invocations;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmexport.invocations.Clients.Ended;
import io.ssmexport.invocations.random.RandomLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Random lines and what version 2.9.19 of the AWS CLI ended with; of a long output its start and its digest. */
final class RecordedLines {

    private static final Path FILE = Path.of(RandomLines.RESOURCES, "recorded.jsonl");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 600;

    private RecordedLines() {}

    record Entry(RandomLine line, Ended ended) {}

    static List<Entry> read() throws IOException {
        List<Entry> recorded = new ArrayList<>();
        for (String line : Files.readAllLines(FILE)) {
            recorded.add(JSON.readValue(line, Entry.class));
        }
        return recorded;
    }

    static void write(List<Entry> all) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Entry one : all) {
            lines.add(JSON.writeValueAsString(one));
        }
        Files.write(FILE, lines);
    }

    static Ended shortened(Ended ended) {
        String output = ended.output();
        if (output.length() > LONGEST) {
            output = output.substring(0, LONGEST) + "… SHA-256 " + digest(output);
        }
        return new Ended(ended.exitCode(), output, ended.error());
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
