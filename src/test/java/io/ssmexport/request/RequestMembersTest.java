package io.ssmexport.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestMembersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "key                    | Expected: '=', received: 'EOF'",
                "key=a,key=b            | Second instance of key \"key\" encountered",
                "file:///nowhere/at/all | Unable to load paramfile file:///nowhere/at/all: [Errno 2] No such file or"
                        + " directory: '/nowhere/at/all'",
                "[1                     | Invalid JSON: Unexpected end-of-input: expected close marker for Array (start"
                        + " marker at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line:"
                        + " 1, column: 1]): line 1 column 3",
            })
    void aMistakeHasItsParameterAndWhatIsWrongBesideTheText(String text, String said) {
        assertThatExceptionOfType(ParameterMistake.class)
                .isThrownBy(() -> new RequestMembers().structures("Filters", "--filters", List.of(text)))
                .satisfies(mistake -> assertThat(mistake.parameter()).isEqualTo("--filters"))
                .satisfies(mistake -> assertThat(mistake.said()).isEqualTo(said))
                .withMessageStartingWith(said);
    }

    @Test
    void aMemberThatSomebodyNamedBeatsThatOfTheJson() {
        RequestMembers members = new RequestMembers()
                .text("CommandId", "--command-id", "named")
                .defaults("{\"CommandId\": \"json\", \"Details\": true}");
        assertThat(members.toJson()).hasToString("{\"CommandId\":\"named\",\"Details\":true}");
    }

    @Test
    void aMemberIsWhatItsOptionSaysAndAbsentWithoutIt() {
        RequestMembers members = new RequestMembers()
                .text("CommandId", "--command-id", null)
                .number("MaxResults", 7)
                .truth("Details", false)
                .structures("Filters", "--filters", null)
                .defaults(null);
        assertThat(members.toJson()).hasToString("{\"MaxResults\":7,\"Details\":false}");
        assertThat(new RequestMembers()
                        .number("MaxResults", null)
                        .truth("Details", null)
                        .toJson())
                .isEmpty();
        assertThat(RequestMembers.resolve("--query", null)).isNull();
        assertThat(RequestMembers.resolve("--query", "a")).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1  | Invalid JSON: an object of request members is expected",
                "[] | Invalid JSON: an object of request members is expected",
                "'' | Invalid JSON: it is empty",
            })
    void defaultsAreAnObject(String text, String said) {
        assertThatExceptionOfType(ParameterMistake.class)
                .isThrownBy(() -> new RequestMembers().defaults(text))
                .satisfies(mistake -> assertThat(mistake.said()).isEqualTo(said))
                .withMessage(said + "\nJSON received: " + text);
    }

    @Test
    void aFileBelowHomeIsNamedWithATilde(@TempDir Path home) throws Exception {
        Files.writeString(home.resolve("id"), "of the file");
        String before = System.setProperty("user.home", home.toString());
        try {
            assertThat(RequestMembers.resolve("--command-id", "file://~/id")).isEqualTo("of the file");
        } finally {
            System.setProperty("user.home", before);
        }
    }
}
