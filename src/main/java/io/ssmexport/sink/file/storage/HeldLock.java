package io.ssmexport.sink.file.storage;

/** What keeps other runs from a destination until it is closed. */
public interface HeldLock extends AutoCloseable {

    /** Takes away what the lock needed, while it is still held: nothing is left in the middle. */
    void remove();

    @Override
    void close();
}
