package io.ssmexport.simulator.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests for multipart uploads. */
record UploadCalls(Spill spill, Rights rights, ObjectCalls objects) {

    private static final int MOST_PARTS = 10_000;
    private static final long SMALLEST_PART = 5L << 20;

    Answer create(Call call, Bucket bucket) throws S3Error {
        Keys.requireValid(call.key());
        Map<String, String> headers = Headers.kept(call, bucket);
        rights.requireKey(call, bucket, headers, "kms:GenerateDataKey");
        Map<String, String> answer = new LinkedHashMap<>(headers);
        answer.keySet().removeIf(name -> !name.startsWith(Headers.ENCRYPTION));
        UploadChecksum.of(call).ifPresent(checksum -> {
            headers.putAll(checksum.headers());
            answer.putAll(checksum.headers());
        });
        Upload upload = bucket.start(call.key(), Map.copyOf(headers));
        return Answer.of(
                Xml.document("InitiateMultipartUploadResult")
                        .text("Bucket", bucket.name())
                        .text("Key", upload.key())
                        .text("UploadId", upload.id())
                        .close(),
                answer);
    }

    Answer part(Call call, Bucket bucket) throws IOException, S3Error {
        Upload upload = upload(call, bucket);
        int number = call.number("partNumber", 0);
        if (number < 1 || number > MOST_PARTS) {
            throw S3Error.invalidArgument(
                    "partNumber",
                    call.query().getOrDefault("partNumber", ""),
                    "Part number must be an integer between 1 and 10000, inclusive");
        }
        Received received = Received.data(call, spill);
        Optional<UploadChecksum> checksum = UploadChecksum.of(upload);
        if (checksum.isPresent()) {
            checksum.get().requirePart(received.checksums());
        }
        Upload.Part part = new Upload.Part(
                received.content(),
                received.md5(),
                ObjectCalls.etag(upload.headers(), received.md5(), ""),
                bucket.now(),
                received.checksums());
        upload.parts().put(number, part);
        Map<String, String> headers = new LinkedHashMap<>(part.headers());
        upload.headers().forEach((name, value) -> {
            if (name.startsWith(Headers.ENCRYPTION)) {
                headers.put(name, value);
            }
        });
        headers.put("ETag", part.etag());
        return Answer.empty(200, headers);
    }

    Answer complete(Call call, Bucket bucket) throws IOException, S3Error {
        Bucket.Condition condition = objects.condition(call);
        Received body = Received.document(call, spill);
        Upload upload = upload(call, bucket);
        List<Map<String, String>> asked = XmlBody.parse(body.content().bytes(), "CompleteMultipartUpload", "Part")
                .groups();
        List<Upload.Part> parts = parts(upload, asked);
        Map<String, String> headers = new LinkedHashMap<>(upload.headers());
        StoredObject object = object(call, bucket, upload, parts, headers);
        bucket.put(object, condition);
        bucket.end(upload);
        Map<String, String> answer = Headers.ofWrite(object);
        answer.keySet().removeIf(name -> name.startsWith("x-amz-checksum-") || name.equals("ETag"));
        Xml document = Xml.document("CompleteMultipartUploadResult")
                .text("Location", "/" + bucket.name() + "/" + upload.key())
                .text("Bucket", bucket.name())
                .text("Key", upload.key())
                .text("ETag", object.etag());
        for (Checksum kind : Checksum.values()) {
            document.text(kind.element(), Optional.ofNullable(object.headers().get(kind.header())));
        }
        document.text("ChecksumType", Optional.ofNullable(object.headers().get("x-amz-checksum-type")));
        return Answer.of(document.close(), answer);
    }

    private StoredObject object(
            Call call, Bucket bucket, Upload upload, List<Upload.Part> parts, Map<String, String> headers)
            throws IOException, S3Error {
        MessageDigest md5 = Checksum.digest("MD5");
        List<InputStream> streams = new ArrayList<>();
        for (Upload.Part part : parts) {
            md5.update(part.md5());
            streams.add(part.content().open(0));
        }
        Content content;
        try (InputStream whole = new SequenceInputStream(Collections.enumeration(streams))) {
            content = spill.keep(whole);
        }
        Optional<String> size = call.header("x-amz-mp-object-size");
        if (size.isPresent() && !size.get().equals(Long.toString(content.size()))) {
            throw S3Error.badRequest(
                    "InvalidRequest", "The provided 'x-amz-mp-object-size' header does not match what was computed.");
        }
        Optional<UploadChecksum> checksum = UploadChecksum.of(upload);
        if (checksum.isPresent()) {
            headers.remove("x-amz-checksum-algorithm");
            headers.putAll(checksum.get().ofWhole(call, content, parts));
        }
        return new StoredObject(
                upload.key(),
                content,
                ObjectCalls.etag(headers, md5.digest(), "-" + parts.size()),
                bucket.now(),
                Map.copyOf(headers),
                bucket.newVersion(),
                false);
    }

    private static List<Upload.Part> parts(Upload upload, List<Map<String, String>> asked) throws S3Error {
        if (asked.isEmpty()) {
            throw S3Error.badRequest("MalformedXML", "You must specify at least one part");
        }
        Optional<UploadChecksum> checksum = UploadChecksum.of(upload);
        List<Upload.Part> parts = new ArrayList<>();
        int last = 0;
        for (Map<String, String> one : asked) {
            int number = number(one.getOrDefault("PartNumber", ""));
            if (number <= last) {
                throw S3Error.badRequest("InvalidPartOrder", "The list of parts was not in ascending order.");
            }
            last = number;
            Upload.Part part = upload.parts().get(number);
            if (part == null || !Conditions.isSame(part.etag(), one.getOrDefault("ETag", ""))) {
                throw S3Error.badRequest(
                        "InvalidPart",
                        "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.");
            }
            if (checksum.isPresent()) {
                checksum.get().requireInCompletion(number, one, part.headers());
            }
            parts.add(part);
        }
        for (Upload.Part part : parts.subList(0, parts.size() - 1)) {
            if (part.content().size() < SMALLEST_PART) {
                throw S3Error.badRequest(
                        "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
            }
        }
        return parts;
    }

    private static int number(String text) throws S3Error {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw S3Error.badRequest("MalformedXML", "A part has no number");
        }
    }

    Answer abort(Call call, Bucket bucket) throws S3Error {
        bucket.end(upload(call, bucket));
        return Answer.empty(204, Map.of());
    }

    Answer parts(Call call, Bucket bucket) throws S3Error {
        Upload upload = upload(call, bucket);
        int most = call.most("max-parts");
        var after = upload.parts().tailMap(call.number("part-number-marker", 0), false);
        List<Map.Entry<Integer, Upload.Part>> page =
                after.entrySet().stream().limit(most).toList();
        Xml document = Xml.document("ListPartsResult")
                .text("Bucket", bucket.name())
                .text("Key", upload.key())
                .text("UploadId", upload.id())
                .text("MaxParts", most)
                .text("IsTruncated", page.size() < after.size());
        if (page.size() < after.size() && !page.isEmpty()) {
            document.text("NextPartNumberMarker", page.get(page.size() - 1).getKey());
        }
        for (Map.Entry<Integer, Upload.Part> part : page) {
            document.open("Part")
                    .text("PartNumber", part.getKey())
                    .text("LastModified", part.getValue().modified())
                    .text("ETag", part.getValue().etag())
                    .text("Size", part.getValue().content().size())
                    .close();
        }
        return Answer.of(document.close(), Map.of());
    }

    private static Upload upload(Call call, Bucket bucket) throws S3Error {
        return bucket.upload(call.key(), call.query().getOrDefault("uploadId", ""));
    }
}
