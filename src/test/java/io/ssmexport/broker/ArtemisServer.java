package io.ssmexport.broker;

import java.io.OutputStream;
import java.nio.file.Path;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** Artemis, as a process of its own. */
final class ArtemisServer {

    private static final int JOURNAL_BYTES = 1 << 20;

    private ArtemisServer() {}

    /** Serves; the arguments are the journal's directory and what to listen at. */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        Configuration configuration = new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setJournalType(JournalType.NIO)
                .setJournalFileSize(JOURNAL_BYTES)
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setLargeMessagesDirectory(directory.resolve("large").toString())
                .addAcceptorConfiguration("tcp", args[1])
                .addAddressSetting("#", new AddressSettings());
        new EmbeddedActiveMQ().setConfiguration(configuration).start();
        // The parent's pipe ends with it.
        System.in.transferTo(OutputStream.nullOutputStream());
        Runtime.getRuntime().halt(0);
    }
}
