package io.ssmexport.failure;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** This process, for people on other hosts. */
public final class ThisProcess {

    private ThisProcess() {}

    /** For example {@code process 4711 on db-3}. */
    public static String name() {
        return "process " + ProcessHandle.current().pid() + " on " + host();
    }

    /** Name of the host. */
    public static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "an unnamed host";
        }
    }
}
