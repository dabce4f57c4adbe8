package io.ssmexport.simulator.s3;

import java.io.IOException;

/** Does what a request asks for, unless a fault is in the way. */
record Dispatch(
        Buckets buckets,
        S3Faults faults,
        Rights rights,
        BucketCalls bucketCalls,
        ObjectCalls objectCalls,
        UploadCalls uploadCalls) {

    /** The connection is to be cut, nothing answered. */
    static final class Cut extends IOException {
        private static final long serialVersionUID = 1;
    }

    static Dispatch of(Buckets buckets, Spill spill, S3Faults faults) {
        Rights rights = new Rights(faults);
        ObjectCalls objects = new ObjectCalls(spill, rights, faults);
        return new Dispatch(
                buckets,
                faults,
                rights,
                new BucketCalls(spill, rights),
                objects,
                new UploadCalls(spill, rights, objects));
    }

    Answer answer(Call call) throws IOException, S3Error {
        if (call.operation() == Operation.LIST_BUCKETS) {
            return buckets.list(call.credential());
        }
        Bucket bucket = buckets.find(call.bucket());
        rights.require(call, bucket);
        fail(call);
        return switch (call.operation()) {
            case LIST_BUCKETS -> buckets.list(call.credential());
            case HEAD_BUCKET -> BucketCalls.head(bucket);
            case GET_BUCKET_LOCATION -> BucketCalls.location(bucket);
            case LIST_OBJECTS_V2 -> ObjectList.answer(call, bucket);
            case LIST_MULTIPART_UPLOADS -> BucketCalls.uploads(call, bucket);
            case DELETE_OBJECTS -> bucketCalls.deleteMany(call, bucket);
            case HEAD_OBJECT, GET_OBJECT -> objectCalls.get(call, bucket);
            case PUT_OBJECT -> objectCalls.put(call, bucket);
            case DELETE_OBJECT -> objectCalls.delete(call, bucket);
            case CREATE_MULTIPART_UPLOAD -> uploadCalls.create(call, bucket);
            case UPLOAD_PART -> uploadCalls.part(call, bucket);
            case COMPLETE_MULTIPART_UPLOAD -> uploadCalls.complete(call, bucket);
            case ABORT_MULTIPART_UPLOAD -> uploadCalls.abort(call, bucket);
            case LIST_PARTS -> uploadCalls.parts(call, bucket);
        };
    }

    private void fail(Call call) throws IOException, S3Error {
        if (faults.happens(S3Fault.SLOW_DOWN, call)) {
            throw new S3Error(503, "SlowDown", "Please reduce your request rate.");
        }
        if (faults.happens(S3Fault.FAIL, call)) {
            throw new S3Error(500, "InternalError", "We encountered an internal error. Please try again.");
        }
        if (faults.happens(S3Fault.EXPIRED_TOKEN, call)) {
            throw S3Error.badRequest("ExpiredToken", "The provided token has expired.");
        }
        boolean conditional = call.operation().writesUnderCondition() && Conditions.isGiven(call);
        if (conditional && faults.happens(S3Fault.CONFLICT, call)) {
            throw new S3Error(
                    409,
                    "ConditionalRequestConflict",
                    "The conditional request cannot succeed due to a conflicting operation against this resource.");
        }
        if (call.isFramed() && faults.happens(S3Fault.REFUSE_FRAMING, call)) {
            throw S3Error.notImplemented("Content-Encoding: aws-chunked");
        }
        long length = call.length();
        if (length > 0 && faults.happens(S3Fault.CUT_UPLOAD, call)) {
            call.input().skipNBytes(length / 2);
            throw new Cut();
        }
    }
}
