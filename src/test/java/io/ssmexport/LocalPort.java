package io.ssmexport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A port of this host for a server of the tests. */
public record LocalPort(int number) {

    /** One that nobody has at the moment. */
    public static LocalPort free() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new LocalPort(free.getLocalPort());
        }
    }

    /** Whether somebody takes connections there. */
    public boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), number)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
