package io.ssmexport.sink.file.storage;

/**
 * A file that is there.
 *
 * @param name relative to its storage, with slashes
 * @param version another one for other bytes, as far as the storage can tell; means nothing elsewhere
 */
public record StoredFile(String name, long bytes, String version) {}
