package io.ssmexport.invocations;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists without what the launcher leaves out of their class path. */
class ShortClassPathTest {

    @Test
    void listsEndAsRecordedWithoutThem() throws Exception {
        List<List<String>> lines = CommandLines.all();
        // Set by the same class of the other class path, which would take them for the user's.
        System.clearProperty("aws.configFile");
        System.clearProperty("aws.sharedCredentialsFile");
        try (URLClassLoader withoutThem = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            Method ours = withoutThem.loadClass(Clients.class.getName()).getDeclaredMethod("ours", List.class);
            ours.setAccessible(true);
            for (int i = 0; i < lines.size(); i++) {
                List<String> line = lines.get(i);
                if (i % 48 == 0 || line.contains("--profile")) {
                    assertThat(ours.invoke(null, line))
                            .hasToString(Recorded.read(line).toString());
                }
            }
        }
    }

    private static URL[] classPath() throws MalformedURLException {
        List<URL> kept = new ArrayList<>();
        for (String entry : LeftOut.CLASS_PATH) {
            if (!LeftOut.has(entry)) {
                kept.add(Path.of(entry).toUri().toURL());
            }
        }
        assertThat(kept).as("entries that are kept").hasSizeLessThan(LeftOut.CLASS_PATH.size() - LeftOut.NAMES.size());
        return kept.toArray(URL[]::new);
    }
}
