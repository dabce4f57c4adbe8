package io.ssmexport.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stands before an endpoint and puts another {@code Date} into its answers: Java's HTTP server only has the machine's. */
public final class DatedAnswers implements AutoCloseable {

    private volatile URI endpoint;
    private final Supplier<@Nullable String> date;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "dated");
        thread.setDaemon(true);
        return thread;
    });

    /** @param date of the next answer, or null for none */
    public DatedAnswers(URI endpoint, Supplier<@Nullable String> date) throws IOException {
        this.endpoint = endpoint;
        this.date = date;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** From now on another endpoint answers new connections. */
    public void leadTo(URI another) {
        endpoint = another;
    }

    /** As a {@code Date} has it. */
    public static String text(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket real = new Socket(InetAddress.getLoopbackAddress(), endpoint.getPort());
                client.setTcpNoDelay(true);
                real.setTcpNoDelay(true);
                threads.execute(() -> pump(client, real, InputStream::transferTo));
                threads.execute(() -> pump(real, client, this::dated));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private interface Pump {
        Object from(InputStream in, OutputStream out) throws IOException;
    }

    private static void pump(Socket from, Socket to, Pump pump) {
        try (from;
                to) {
            pump.from(from.getInputStream(), to.getOutputStream());
        } catch (IOException e) {
            // One of them has closed it, and so is the other.
        }
    }

    private Object dated(InputStream in, OutputStream out) throws IOException {
        InputStream answers = new BufferedInputStream(in);
        OutputStream client = new BufferedOutputStream(out);
        while (true) {
            long length = 0;
            for (String line = line(answers); !line.isEmpty(); line = line(answers)) {
                String name = line.toLowerCase(Locale.ROOT);
                if (name.startsWith("content-length:")) {
                    length = Long.parseLong(
                            line.substring("content-length:".length()).strip());
                }
                if (!name.startsWith("date:")) {
                    client.write((line + "\r\n").getBytes(ISO_8859_1));
                }
            }
            String now = date.get();
            client.write(((now == null ? "" : "Date: " + now + "\r\n") + "\r\n").getBytes(ISO_8859_1));
            for (long left = length; left > 0; ) {
                byte[] some = answers.readNBytes((int) Math.min(left, 1 << 16));
                if (some.length == 0) {
                    throw new IOException("cut");
                }
                client.write(some);
                left -= some.length;
            }
            client.flush();
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("ended");
            }
            line.write(b);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
