package io.ssmexport.sink.file.s3;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** A body that must not end early. Java's client takes a connection that is closed for the end, so that half would be all. */
final class WholeBody extends FilterInputStream {

    private long left;

    private WholeBody(AbortableInputStream in, long length) {
        super(in);
        this.left = length;
    }

    /** The SDK asks again when a body breaks off. */
    static <T> ResponseTransformer<GetObjectResponse, T> required(ResponseTransformer<GetObjectResponse, T> as) {
        return (response, in) ->
                as.transform(response, AbortableInputStream.create(new WholeBody(in, response.contentLength()), in));
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        count(value < 0 ? -1 : 1);
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        count(count);
        return count;
    }

    private void count(int read) throws EOFException {
        if (read < 0 && left > 0) {
            throw new EOFException("the answer broke off " + left + " bytes before its end");
        }
        left -= Math.max(0, read);
    }
}
