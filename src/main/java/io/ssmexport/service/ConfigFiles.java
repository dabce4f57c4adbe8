package io.ssmexport.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code ~/.aws/config} and {@code ~/.aws/credentials} say, put together as the AWS CLI does: a member of the
 * credentials beats that of the configuration.
 *
 * @param withKeys profiles whose keys are among the credentials: these beat a {@code credential_process}, as those of the
 *     configuration don't
 */
record ConfigFiles(
        Map<String, Map<String, String>> profiles,
        Map<String, Map<String, String>> ssoSessions,
        Map<String, Map<String, String>> services,
        Set<String> withKeys) {

    /** As a shell would take the words apart: quotes keep blanks in a name. */
    private static final Pattern HEADER =
            Pattern.compile("(?<kind>profile|sso-session|services)\\s+(\"(?<quoted>[^\"]*)\"|'(?<single>[^']*)'"
                    + "|(?<plain>[^\\s\"']+))");

    /**
     * Reads both; one that isn't there says nothing.
     *
     * @throws SetupFailure naming file and line, if one can't be read
     */
    static ConfigFiles read(Path config, Path credentials) {
        ConfigFiles files =
                new ConfigFiles(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new HashSet<>());
        sections(config).forEach(files::add);
        sections(credentials).forEach((name, members) -> {
            files.profiles.computeIfAbsent(name, key -> new LinkedHashMap<>()).putAll(members);
            if (members.containsKey("aws_access_key_id")) {
                files.withKeys.add(name);
            }
        });
        return files;
    }

    private void add(String header, Map<String, String> members) {
        if (header.equals("default")) {
            profiles.put(header, members);
            return;
        }
        Matcher named = HEADER.matcher(header);
        if (named.matches()) {
            String name = Optional.ofNullable(named.group("quoted"))
                    .or(() -> Optional.ofNullable(named.group("single")))
                    .orElseGet(() -> named.group("plain"));
            switch (named.group("kind")) {
                case "profile" -> profiles.put(name, members);
                case "services" -> services.put(name, members);
                default -> ssoSessions.put(name, members);
            }
        }
    }

    private static Map<String, Map<String, String>> sections(Path file) {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        try {
            return IniText.sections(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), file.toString());
        } catch (AccessDeniedException e) {
            throw new SetupFailure(
                    file.toString(), "it must be readable but permission is denied; let this user read it", e);
        } catch (IOException e) {
            throw new SetupFailure(file.toString(), "it can't be read (" + e.getMessage() + "); mend that", e);
        }
    }
}
