package io.ssmexport.simulator.s3;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An HTTP response.
 *
 * @param offset where in the content the body starts
 * @param errorCode empty if it isn't an error
 */
record Answer(int status, Map<String, String> headers, Content content, long offset, long length, String errorCode) {

    static Answer empty(int status, Map<String, String> headers) {
        return new Answer(status, headers, Content.of(new byte[0]), 0, 0, "");
    }

    static Answer of(Content content, Map<String, String> headers) {
        return new Answer(200, headers, content, 0, content.size(), "");
    }

    static Answer of(Xml document, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/xml");
        return of(Content.of(document.bytes()), all);
    }

    static Answer of(S3Error error, String resource, String requestId) {
        Xml document = Xml.error().text("Code", error.code()).text("Message", error.message());
        error.details().forEach(document::text);
        document.text("Resource", resource)
                .text("RequestId", requestId)
                .text("HostId", "simulator")
                .close();
        Map<String, String> headers = new LinkedHashMap<>(error.headers());
        Content content = Content.of(error.status() == 304 ? new byte[0] : document.bytes());
        headers.put("Content-Type", "application/xml");
        return new Answer(error.status(), headers, content, 0, content.size(), error.code());
    }

    boolean isDone() {
        return status < 300;
    }

    Answer halved() {
        return new Answer(status, headers, content, offset, length / 2, errorCode);
    }
}
