package io.ssmexport.invocations.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A list that is read several times, compressed page by page: a tenth of what it takes as a tree. Of all its elements it is
 * known what they are and which members they have.
 */
final class HeldInvocations implements Iterable<JsonNode> {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(Integer.MAX_VALUE)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final List<byte[]> pages = new ArrayList<>();
    private final Members members = new Members();

    /** A page, compressed, and its elements' members. */
    @SuppressWarnings("ArrayRecordComponent") // It is held, never compared.
    record Held(byte[] page, Members members) {}

    /** Any thread may ask. */
    static Held held(ArrayNode page) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (OutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            JSON.writeValue(out, page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return new Held(bytes.toByteArray(), Members.of(page));
    }

    void add(Held held) {
        pages.add(held.page());
        members.addAll(held.members());
    }

    Members members() {
        return members;
    }

    @Override
    public Iterator<JsonNode> iterator() {
        return pages.stream().flatMap(page -> read(page).valueStream()).iterator();
    }

    private static JsonNode read(byte[] page) {
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(page))) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
