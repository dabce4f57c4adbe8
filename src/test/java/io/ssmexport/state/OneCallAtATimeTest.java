package io.ssmexport.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneCallAtATimeTest {

    private static volatile CountDownLatch isWriting = new CountDownLatch(0);
    private static volatile CountDownLatch mayWrite = new CountDownLatch(0);

    @TempDir
    private Path directory;

    @Test
    void nothingChangesWhileACommitIsWritten() throws Exception {
        FilePath.register(new SlowFiles());
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:slow:" + directory.resolve("state") + ";WRITE_DELAY=0");
        OneCallAtATime state = new OneCallAtATime(h2);
        try (Connection first = state.getConnection();
                Connection second = state.getConnection();
                Statement insert = first.createStatement();
                Statement other = second.createStatement()) {
            insert.execute("create table a (v int); create table b (v int)");
            first.setAutoCommit(false);
            second.setAutoCommit(false);
            insert.executeUpdate("insert into a values (1)");
            isWriting = new CountDownLatch(1);
            mayWrite = new CountDownLatch(1);
            FutureTask<Void> commit = new FutureTask<>(() -> {
                first.commit();
                return null;
            });
            FutureTask<Integer> change = new FutureTask<>(() -> other.executeUpdate("insert into b values (1)"));
            Thread changing = new Thread(change);
            new Thread(commit).start();
            isWriting.await();
            try {
                changing.start();
                await().until(() -> changing.getState() == Thread.State.WAITING);
                assertThat(change).isNotDone();
            } finally {
                mayWrite.countDown();
            }
            commit.get();
            assertThat(change.get()).isEqualTo(1);
        }
    }

    /** Files whose first writing, once asked for, waits. Public because H2 makes the instances. */
    public static final class SlowFiles extends FilePathWrapper {

        /** For H2, which then gives it a name. */
        public SlowFiles() {}

        @Override
        public String getScheme() {
            return "slow";
        }

        @Override
        public FileChannel open(String mode) throws IOException {
            return new SlowChannel(super.open(mode));
        }
    }

    private static final class SlowChannel extends FileBaseDefault {

        private final FileChannel channel;

        SlowChannel(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public synchronized int write(ByteBuffer from, long position) throws IOException {
            isWriting.countDown();
            try {
                mayWrite.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return channel.write(from, position);
        }

        @Override
        public synchronized int read(ByteBuffer into, long position) throws IOException {
            return channel.read(into, position);
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean isShared) throws IOException {
            return channel.tryLock(position, size, isShared);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            channel.force(metaData);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            channel.close();
        }
    }
}
