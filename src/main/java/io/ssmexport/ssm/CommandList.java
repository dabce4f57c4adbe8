package io.ssmexport.ssm;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Place;
import io.ssmexport.failure.Problem;
import io.ssmexport.request.RequestLimits;
import io.ssmexport.request.RequestWindow;
import io.ssmexport.wire.Objection;
import io.ssmexport.wire.TokenChain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Command;
import software.amazon.awssdk.services.ssm.model.CommandFilter;
import software.amazon.awssdk.services.ssm.model.ListCommandsRequest;
import software.amazon.awssdk.services.ssm.model.ListCommandsResponse;

/**
 * The commands of one region as {@code ListCommands} lists them, with their counts. They come page by page; one page is in
 * memory at a time.
 *
 * @param commandId only this command, or null
 * @param filters of those that this operation shares with {@code ListCommandInvocations}
 */
public record CommandList(
        SsmClient client, Place place, @Nullable String commandId, List<CommandFilter> filters) {

    /**
     * Gives all commands requested in {@code [from, until)}.
     *
     * @throws Failure of kind INCOMPLETE naming place and page, if the service refused after all retries, or what came is
     *     no list or one that never ends
     */
    public void forEach(Instant from, Instant until, Consumer<Command> each) {
        List<CommandFilter> windowed = new ArrayList<>(filters);
        RequestWindow window = new RequestWindow(from, until);
        windowed.addAll(window.filters());
        @Nullable String token = null;
        int page = 1;
        TokenChain chain = TokenChain.whole();
        do {
            ListCommandsResponse response = page(windowed, token, page);
            response.commands().stream()
                    .filter(command -> window.contains(command.requestedDateTime()))
                    .forEach(each);
            String next = response.nextToken();
            @Nullable Objection objection = next == null || next.isEmpty() ? null : chain.objection(token, next);
            if (objection != null) {
                throw new Failure(
                        Failure.Kind.INCOMPLETE,
                        Problem.of(objection.toString()).at(page(page)).withRemedy("run again"));
            }
            token = next;
            page++;
        } while (token != null && !token.isEmpty());
    }

    private ListCommandsResponse page(List<CommandFilter> windowed, @Nullable String token, int number) {
        try {
            ListCommandsResponse response = client.listCommands(ListCommandsRequest.builder()
                    .commandId(commandId)
                    .filters(windowed)
                    .maxResults(RequestLimits.LARGEST_PAGE)
                    .nextToken(token)
                    .build());
            if (!response.hasCommands()) {
                throw new Failure(
                        Failure.Kind.INCOMPLETE,
                        Refusal.noList("Commands", List.of()).at(page(number)));
            }
            return response;
        } catch (SdkException e) {
            throw new Failure(
                    Failure.Kind.INCOMPLETE, Refusal.of(e, "ssm:ListCommands").at(page(number)), e);
        }
    }

    private Place page(int number) {
        return place.and("page " + number);
    }
}
