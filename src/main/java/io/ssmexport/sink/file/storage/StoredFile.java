package io.ssmexport.sink.file.storage;

/**
 * A file that is there.
 *
 * @param name relative to its storage, with slashes
 */
public record StoredFile(String name, long bytes) {}
