package io.ssmexport.postgres;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.input.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service of a <a href="https://www.postgresql.org/docs/current/libpq-pgservice.html">connection service file</a>, read as
 * libpq does. The driver's own reader takes properties that name classes to load, refuses parameters of libpq that it has no
 * property for, and logs the lines that it refuses, passwords and all.
 */
final class ServiceFile {

    private ServiceFile() {}

    /**
     * The parameters of a service.
     *
     * @throws Failure of kind USAGE naming file and line, without a value
     */
    static Map<ConnectionParameter, String> read(String service, Map<String, String> environment) {
        List<Path> files = files(environment);
        for (Path file : files) {
            if (Files.exists(file)) {
                Map<ConnectionParameter, String> found = in(file, service);
                if (found != null) {
                    return found;
                }
            }
        }
        throw problem(
                "service " + service,
                "must be in "
                        + String.join(" or ", files.stream().map(Path::toString).toList())
                        + " but is not; add it there, or name that file with PGSERVICEFILE");
    }

    private static Failure problem(String place, String what) {
        return new Failure(Failure.Kind.USAGE, Problem.at(place, what));
    }

    private static List<Path> files(Map<String, String> environment) {
        String own = environment.getOrDefault("PGSERVICEFILE", "");
        String system = environment.getOrDefault("PGSYSCONFDIR", "");
        Path first = own.isEmpty() ? Path.of(System.getProperty("user.home"), ".pg_service.conf") : Path.of(own);
        return system.isEmpty() ? List.of(first) : List.of(first, Path.of(system, "pg_service.conf"));
    }

    private static @Nullable Map<ConnectionParameter, String> in(Path file, String service) {
        List<String> lines;
        try {
            lines = InputFile.read(file).lines().map(String::strip).toList();
        } catch (IOException e) {
            throw problem(file.toString(), "can't be read: " + e.getMessage());
        }
        int header = lines.indexOf("[" + service + "]");
        if (header < 0) {
            return null;
        }
        Map<ConnectionParameter, String> parameters = new EnumMap<>(ConnectionParameter.class);
        for (int i = header + 1; i < lines.size() && !lines.get(i).startsWith("["); i++) {
            if (!lines.get(i).isEmpty() && !lines.get(i).startsWith("#")) {
                put(parameters, lines.get(i), file + " line " + (i + 1));
            }
        }
        return parameters;
    }

    /** What comes first counts. */
    private static void put(Map<ConnectionParameter, String> parameters, String line, String place) {
        int equals = line.indexOf('=');
        String keyword = equals < 0 ? "" : line.substring(0, equals);
        ConnectionParameter parameter = ConnectionParameter.of(keyword).orElse(null);
        if (parameter != null && parameter != ConnectionParameter.SERVICE) {
            parameters.putIfAbsent(parameter, line.substring(equals + 1));
        } else if (!ConnectionParameter.isTuning(keyword)) {
            // What stands there may be a secret.
            throw problem(
                    place,
                    "must set a parameter of libpq that is known here but "
                            + (keyword.matches("[A-Za-z_]{1,40}") ? "sets " + keyword : "is something else")
                            + "; take the line out");
        }
    }
}
