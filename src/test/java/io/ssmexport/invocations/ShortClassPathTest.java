package io.ssmexport.invocations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the launcher leaves out of a list's class path, nothing that a list reaches is in. */
class ShortClassPathTest {

    private static final Pattern LEFT_OUT = Pattern.compile("list,([a-z0-9-]+-)\\*");

    /** Clients for buckets are made by the same class as those that a list asks, in methods that it doesn't call. */
    private static final String BUCKETS = "software/amazon/awssdk/services/s3/";

    private static final Path OWN = Path.of("target", "classes");

    private static final List<String> CLASS_PATH =
            List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));

    private static List<String> leftOut = List.of();

    @BeforeAll
    static void readsTheLauncher() throws IOException {
        leftOut = LEFT_OUT.matcher(Files.readString(Path.of("src/main/launcher/ssm-export")))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void noClassThatAListReachesKnowsALibraryThatIsLeftOut() throws IOException {
        Set<String> packages = packagesLeftOut();
        Queue<String> next =
                new ArrayDeque<>(List.of(ListCommandInvocations.class.getName().replace('.', '/')));
        Set<String> reached = new HashSet<>(next);
        List<String> wrong = new ArrayList<>();
        for (String one = next.poll(); one != null; one = next.poll()) {
            for (String known : ConstantPool.classes(OWN.resolve(one + ".class"))) {
                if (known.indexOf('/') < 0) {
                    continue; // a primitive type, of an array
                }
                if (known.startsWith("io/ssmexport/")) {
                    if (reached.add(known)) {
                        next.add(known);
                    }
                } else if (packages.contains(known.substring(0, known.lastIndexOf('/') + 1))
                        && !known.startsWith(BUCKETS)) {
                    wrong.add(one + " knows " + known);
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(reached).hasSizeGreaterThan(100);
    }

    private static Set<String> packagesLeftOut() throws IOException {
        Set<String> packages = new HashSet<>();
        for (String entry : CLASS_PATH) {
            if (isLeftOut(entry)) {
                try (JarFile jar = new JarFile(entry)) {
                    jar.stream()
                            .map(JarEntry::getName)
                            .filter(name -> name.endsWith(".class"))
                            .forEach(name -> packages.add(name.substring(0, name.lastIndexOf('/') + 1)));
                }
            }
        }
        return packages;
    }

    private static boolean isLeftOut(String entry) {
        String name = Path.of(entry).getFileName().toString();
        return leftOut.stream().anyMatch(name::startsWith);
    }

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
        for (String entry : CLASS_PATH) {
            if (!isLeftOut(entry)) {
                kept.add(Path.of(entry).toUri().toURL());
            }
        }
        assertThat(kept).as("entries that are kept").hasSizeLessThan(CLASS_PATH.size() - leftOut.size());
        return kept.toArray(URL[]::new);
    }
}
