package io.ssmexport.invocations;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** The libraries that the launcher leaves out of a list's class path. */
public final class LeftOut {

    static final List<String> CLASS_PATH =
            List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));

    /** How their files begin. */
    static final List<String> NAMES = names();

    private LeftOut() {}

    private static List<String> names() {
        try {
            return Pattern.compile("list,([A-Za-z0-9.-]+-)\\*")
                    .matcher(Files.readString(Path.of("src/main/launcher/ssm-export")))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether an entry of the class path is one of them. */
    static boolean has(String entry) {
        String name = String.valueOf(Path.of(entry).getFileName());
        return NAMES.stream().anyMatch(name::startsWith);
    }

    /** Packages that have a class in them. */
    public static Set<String> packages() throws IOException {
        Set<String> packages = new HashSet<>();
        for (String entry : CLASS_PATH) {
            if (has(entry)) {
                try (JarFile jar = new JarFile(entry)) {
                    jar.stream()
                            .map(JarEntry::getName)
                            .filter(name -> name.endsWith(".class") && name.contains("/"))
                            .map(name ->
                                    name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
                            .forEach(packages::add);
                }
            }
        }
        return packages;
    }
}
