package io.ssmexport.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What verify makes of strange answers to ListCommands. */
class CommandListTest {

    private static final Instant START = Instant.ofEpochSecond(1_795_003_200);

    @RegisterExtension
    private final CannedService service = new CannedService();

    private List<String> commands() {
        List<String> ids = new ArrayList<>();
        new CommandList(service.ssm(), Place.of("day"), null, List.of())
                .forEach(START, START.plus(Duration.ofDays(1)), command -> ids.add(command.commandId()));
        return ids;
    }

    private static String page(String id, String token) {
        return "{\"Commands\": [{\"CommandId\": \"" + id + "\", \"RequestedDateTime\": 1795003200}], \"NextToken\": \""
                + token + "\"}";
    }

    @Test
    void onlyAnEmptyTokenEndsTheList() {
        service.answers().add(page("a", "1"), "{\"Commands\": [], \"NextToken\": \"2\"}", page("b", ""));
        assertThat(commands()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"message\": \"hello\"}", "{\"Commands\": null}", "{\"CommandInvocations\": []}"})
    void anAnswerWithoutAListIsNoEmptyOne(String body) {
        service.answers().addForEver(body);
        assertThatThrownBy(this::commands)
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("[day page 1] the answer must have the member Commands but lacked it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UnknownOperationException | what answers there doesn't know ListCommands: check AWS_ENDPOINT_URL; without it nothing can be compared
            AccessDeniedException     | allow ssm:ListCommands to this principal in this region, then try again
            ExpiredTokenException     | renew the credentials, then try again
            InvalidFilterKey          | try again
            """)
    void theAdviceIsThatOfThisOperation(String code, String advice) {
        service.answers().addRefusal(code);
        assertThatThrownBy(this::commands)
                .hasMessageStartingWith("[day page 1] " + code)
                .hasMessageEndingWith("; " + advice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void aTokenThatComesBackEndsTheListWithAFailure(String again) {
        service.answers().add(page("a", "1"), page("b", "2"), page("c", again));
        assertThatThrownBy(this::commands)
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("[day page 3] the token of the next page must ");
        assertThat(service.answers().received()).hasSize(3);
    }
}
