package io.ssmexport.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** What is forced to the disk, of which the JVM tells. */
public final class Forced {

    private Forced() {}

    /** Files and directories below that one, by their paths from there, that were forced meanwhile, in this order. */
    public static List<String> by(Path directory, Runnable action) throws IOException {
        Path file = Files.createTempFile("forced", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withoutThreshold().withoutStackTrace();
            recording.start();
            action.run();
            recording.stop();
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().equals("jdk.FileForce"))
                    .sorted(Comparator.comparing(RecordedEvent::getStartTime))
                    .map(event -> Path.of(event.getString("path")))
                    .filter(path -> path.startsWith(directory))
                    .map(path -> directory.relativize(path).toString())
                    .toList();
        } finally {
            Files.delete(file);
        }
    }
}
