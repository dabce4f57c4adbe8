package io.ssmexport.postgres;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ssmexport.LocalPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A PgBouncer before a server; a test that wants one is skipped where it isn't installed. */
record Bouncer(Process process, int port) implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");

    /**
     * Starts one.
     *
     * @param settings lines of its configuration, {@code pool_mode=transaction} for example
     */
    static Bouncer start(Path directory, int serverPort, String... settings) throws IOException {
        assumeTrue(Files.isExecutable(PROGRAM), PROGRAM + " isn't installed");
        int port = LocalPort.free().number();
        List<String> lines = new ArrayList<>(List.of(
                "[databases]",
                "* = host=127.0.0.1 port=" + serverPort + " user=postgres",
                "[pgbouncer]",
                "listen_addr=127.0.0.1",
                "listen_port=" + port,
                "unix_socket_dir=",
                "auth_type=any"));
        lines.addAll(List.of(settings));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path configuration = Files.write(directory.resolve("bouncer.ini"), lines);
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), configuration.toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "nobody"));
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("bouncer.log").toFile())
                .start();
        return new Bouncer(process, port);
    }

    String url(String database) {
        return "postgresql://postgres@127.0.0.1:" + port + "/" + database;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
