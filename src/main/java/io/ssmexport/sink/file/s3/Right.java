package io.ssmexport.sink.file.s3;

/** What a policy allows: the action, and whether it is on the bucket or on objects in it. */
enum Right {
    LIST("s3:ListBucket", false),
    GET("s3:GetObject", true),
    PUT("s3:PutObject", true),
    DELETE("s3:DeleteObject", true),
    ABORT("s3:AbortMultipartUpload", true),
    LIST_UPLOADS("s3:ListBucketMultipartUploads", false);

    private final String action;
    private final boolean onObjects;

    Right(String action, boolean onObjects) {
        this.action = action;
        this.onObjects = onObjects;
    }

    /** The line that a policy lacks. */
    String line(String partition, String bucket, String objects) {
        return "\"Action\": \"" + action + "\", \"Resource\": \"arn:" + partition + ":s3:::" + bucket
                + (onObjects ? "/" + objects : "") + "\"";
    }
}
