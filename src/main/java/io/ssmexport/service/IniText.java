package io.ssmexport.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text in the form of Python's {@code configparser}, with which the AWS CLI reads its files: sections, members with
 * = or :, indented as one likes, values that go on in deeper lines, {@code [DEFAULT]} for all sections. The SDK's own reader
 * refuses indented members and colons.
 *
 * <p>More is taken than there: a byte order mark, and sections and members that come twice, of which the later ones win.
 */
final class IniText {

    private static final String FOR_ALL = "DEFAULT";

    private static final Pattern SECTION = Pattern.compile("\\[(?<name>.+)].*");
    private static final Pattern MEMBER = Pattern.compile("(?<name>[^=:]+?)\\s*[=:]\\s*(?<value>.*)");

    private final String file;
    private final Map<String, Map<String, List<String>>> sections = new LinkedHashMap<>();

    private @Nullable Map<String, List<String>> section;
    private @Nullable List<String> value;

    /** Of the line that began the member, or the section. */
    private int indent;

    private IniText(String file) {
        this.file = file;
    }

    /**
     * Sections with their members, whose names are in lower case. A value of several lines has line feeds.
     *
     * @param file where the text is from, for messages
     * @throws SetupFailure naming the first line that is neither section nor member
     */
    static Map<String, Map<String, String>> sections(String text, String file) {
        IniText read = new IniText(file);
        int number = 0;
        for (String line :
                (Iterable<String>) (text.startsWith("\ufeff") ? text.substring(1) : text).lines()::iterator) {
            read.line(line, ++number);
        }
        return read.joined();
    }

    private void line(String line, int number) {
        String content = line.strip();
        if (content.startsWith("#") || content.startsWith(";")) {
            return;
        }
        if (content.isEmpty()) {
            if (value != null) {
                value.add("");
            }
            return;
        }
        int depth = line.indexOf(content);
        if (value != null && depth > indent) {
            value.add(content);
            return;
        }
        indent = depth;
        Matcher header = SECTION.matcher(content);
        Matcher member = MEMBER.matcher(content);
        if (header.matches()) {
            section = sections.computeIfAbsent(header.group("name").strip(), name -> new LinkedHashMap<>());
            value = null;
        } else if (section == null) {
            throw new SetupFailure(
                    file + " line " + number, "a section such as [default] must come first; put one before this line");
        } else if (member.matches()) {
            value = new ArrayList<>(List.of(member.group("value")));
            section.put(member.group("name").toLowerCase(Locale.ROOT), value);
        } else {
            // What stands there may be a secret.
            throw new SetupFailure(
                    file + " line " + number,
                    "a line must be a [section], a member such as region = us-east-1, or a # comment; mend this line");
        }
    }

    private Map<String, Map<String, String>> joined() {
        Map<String, Map<String, String>> joined = new LinkedHashMap<>();
        Map<String, List<String>> forAll = sections.getOrDefault(FOR_ALL, Map.of());
        sections.forEach((name, members) -> {
            if (!name.equals(FOR_ALL)) {
                Map<String, String> values = joined.computeIfAbsent(name, key -> new LinkedHashMap<>());
                forAll.forEach((key, lines) -> values.put(key, text(lines)));
                members.forEach((key, lines) -> values.put(key, text(lines)));
            }
        });
        return joined;
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines).stripTrailing();
    }

    /** The members below a member that has no value of its own, as those of {@code ssm =} in a {@code [services]} section. */
    static Map<String, String> nested(@Nullable String value) {
        Map<String, String> members = new LinkedHashMap<>();
        if (value != null && value.startsWith("\n")) {
            value.lines().map(String::strip).forEach(line -> {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    members.put(
                            line.substring(0, equals).strip(),
                            line.substring(equals + 1).strip());
                }
            });
        }
        return members;
    }
}
