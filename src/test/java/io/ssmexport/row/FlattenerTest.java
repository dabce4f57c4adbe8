package io.ssmexport.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.CommandPlugin;

class FlattenerTest {

    private static final Instant SENT = Instant.parse("2026-11-19T17:45:36.003Z");
    private static final Instant READ = Instant.parse("2026-11-20T03:17:00Z");
    private static final Flattener FLATTENER = new Flattener("123456789012", "us-east-1");

    private static CommandInvocation invocation(Consumer<CommandInvocation.Builder> more) {
        CommandInvocation.Builder builder = CommandInvocation.builder()
                .commandId("c")
                .instanceId("i-01234567")
                .requestedDateTime(SENT)
                .status("Success");
        more.accept(builder);
        return builder.build();
    }

    private static CommandPlugin plugin(@Nullable String output) {
        return CommandPlugin.builder().name("aws:runShellScript").output(output).build();
    }

    private static @Nullable Object[] values(PluginRow row) {
        return Column.ALL.stream().map(column -> column.value().apply(row)).toArray();
    }

    /** Each value is its column's name, where the column is text. */
    private static CommandInvocation full() {
        return invocation(invocation -> invocation
                .instanceName("instance_name")
                .comment("comment")
                .documentName("document_name")
                .documentVersion("document_version")
                .status("status")
                .statusDetails("status_details")
                .standardOutputUrl("standard_output_url")
                .standardErrorUrl("standard_error_url")
                .traceOutput("trace_output")
                .serviceRole("service_role")
                .notificationConfig(config -> config.notificationArn("notification_arn")
                        .notificationEventsWithStrings("Failed", "notification_events")
                        .notificationType("notification_type"))
                .cloudWatchOutputConfig(config -> config.cloudWatchLogGroupName("cloud_watch_log_group_name")
                        .cloudWatchOutputEnabled(true))
                .commandPlugins(CommandPlugin.builder()
                        .name("plugin_name")
                        .status("plugin_status")
                        .statusDetails("plugin_status_details")
                        .responseCode(-1)
                        .responseStartDateTime(SENT.plusSeconds(1))
                        .responseFinishDateTime(SENT.plusSeconds(2))
                        .output("output")
                        .standardOutputUrl("plugin_standard_output_url")
                        .standardErrorUrl("plugin_standard_error_url")
                        .outputS3Region("output_s3_region")
                        .outputS3BucketName("output_s3_bucket_name")
                        .outputS3KeyPrefix("output_s3_key_prefix")
                        .build()));
    }

    @Test
    void eachMemberReachesItsColumn() {
        PluginRow row = FLATTENER.rows(full(), READ).first();
        List<String> others = List.of("account_id", "region", "command_id", "instance_id", "notification_events");
        assertThat(Column.ALL)
                .filteredOn(column -> column.type() == Column.Type.TEXT && !others.contains(column.name()))
                .allSatisfy(column -> assertThat(column.value().apply(row)).isEqualTo(column.name()));
        assertThat(values(row)).doesNotContainNull().contains("Failed,notification_events");
        assertThat(values(row))
                .filteredOn(value -> !(value instanceof String))
                .containsExactly(0, SENT, true, -1, SENT.plusSeconds(1), SENT.plusSeconds(2), false, READ);
        assertThat(PluginRow.of(values(row))).isEqualTo(row);
    }

    @Test
    void anAbsentMemberIsNullAndAnEmptyTextStays() {
        PluginRow row = FLATTENER
                .rows(invocation(invocation -> invocation.comment("").commandPlugins(plugin(null), plugin(""))), READ)
                .rows()
                .get(1);
        assertThat(row.invocation().comment()).isEmpty();
        assertThat(row.plugin().output()).isEmpty();
        assertThat(row.plugin().outputTruncated()).isFalse();
        assertThat(values(row)).filteredOn(value -> value == null).hasSize(23);
    }

    @Test
    void anInvocationWithoutPluginsIsOneRow() {
        List<PluginRow> none =
                FLATTENER.rows(invocation(invocation -> {}), READ).rows();
        assertThat(none)
                .hasSize(1)
                .isEqualTo(FLATTENER
                        .rows(invocation(invocation -> invocation.commandPlugins(List.of())), READ)
                        .rows());
        assertThat(none.get(0).key().pluginIndex()).isZero();
        assertThat(none.get(0).plugin().outputTruncated()).isNull();
    }

    @Test
    void pluginsAreNumberedInTheirOrder() {
        assertThat(FLATTENER
                        .rows(
                                invocation(
                                        invocation -> invocation.commandPlugins(plugin("a"), plugin("b"), plugin("c"))),
                                READ)
                        .rows())
                .extracting(row ->
                        row.key().pluginIndex() + String.valueOf(row.plugin().output()))
                .containsExactly("0a", "1b", "2c");
    }

    @ParameterizedTest
    @CsvSource({
        "all of it, false",
        "---Output truncated---, false",
        "cut~---Output truncated---, true",
        "a~---Output truncated---~----------ERROR-------~b, true",
        "a~---Error truncated----, true"
    })
    void whatAwsCutIsMarked(String lines, boolean truncated) {
        String output = lines.replace('~', '\n');
        assertThat(FLATTENER
                        .rows(invocation(invocation -> invocation.commandPlugins(plugin(output))), READ)
                        .first()
                        .plugin()
                        .outputTruncated())
                .isEqualTo(truncated);
    }

    @Test
    void whatCommandsPrintedIsChangedInOutputAndInTrace() {
        Flattener shouting = new Flattener("123456789012", "us-east-1", text -> text.toUpperCase(Locale.ROOT));
        Flattener silent = new Flattener("123456789012", "us-east-1", text -> null);
        PluginRow loud = shouting.rows(full(), READ).first();
        assertThat(List.of(
                        String.valueOf(loud.plugin().output()),
                        String.valueOf(loud.invocation().traceOutput())))
                .containsExactly("OUTPUT", "TRACE_OUTPUT");
        PluginRow left = silent.rows(full(), READ).first();
        assertThat(Arrays.asList(
                        left.plugin().output(),
                        left.invocation().traceOutput(),
                        left.plugin().outputTruncated()))
                .containsOnlyNulls();
        assertThat(silent.rows(invocation(invocation -> invocation.traceOutput("")), READ)
                        .first()
                        .invocation()
                        .traceOutput())
                .isEmpty();
        assertThat(left.invocation().comment()).isEqualTo("comment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CommandId", "InstanceId", "RequestedDateTime"})
    void withoutItsKeyAnInvocationHasNoRow(String member) {
        CommandInvocation invocation = invocation(builder -> {
            switch (member) {
                case "CommandId" -> builder.commandId(null);
                case "InstanceId" -> builder.instanceId(null);
                default -> builder.requestedDateTime(null);
            }
        });
        assertThatThrownBy(() -> FLATTENER.rows(invocation, READ))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an invocation has no " + member + ", so it can't have a row");
    }

    @ParameterizedTest
    @CsvSource({
        "Success, true",
        "Cancelled, true",
        "TimedOut, true",
        "Failed, true",
        "DeliveryTimedOut, true",
        "ExecutionTimedOut, true",
        "Undeliverable, true",
        "Terminated, true",
        "Pending, false",
        "InProgress, false",
        "Delayed, false",
        "Cancelling, false",
        "success, false",
        "Unheard, false",
        ", false"
    })
    void anInvocationIsOpenUntilItsStatusIsOneThatNeverChanges(@Nullable String status, boolean ended) {
        assertThat(FLATTENER
                        .rows(invocation(invocation -> invocation.status(status)), READ)
                        .isOpen())
                .isEqualTo(!ended);
    }

    @Test
    void anInvocationThatRestartsItsInstanceIsOpenUntilItsPluginFinished() {
        CommandPlugin rebooting =
                CommandPlugin.builder().status("SuccessAndReboot").build();
        CommandPlugin finished =
                rebooting.toBuilder().responseFinishDateTime(SENT).build();
        assertThat(FLATTENER
                        .rows(invocation(invocation -> invocation.commandPlugins(plugin("a"), rebooting)), READ)
                        .isOpen())
                .isTrue();
        assertThat(FLATTENER
                        .rows(invocation(invocation -> invocation.commandPlugins(plugin("a"), finished)), READ)
                        .isOpen())
                .isFalse();
    }

    @Test
    void aPageCountsTheRowsOfItsInvocations() {
        InvocationRows two =
                FLATTENER.rows(invocation(invocation -> invocation.commandPlugins(plugin("a"), plugin("b"))), READ);
        InvocationRows one = FLATTENER.rows(invocation(invocation -> {}), READ);
        assertThat(new RowPage(1, List.of(two, one)).rows()).isEqualTo(3);
        assertThatThrownBy(() -> new InvocationRows(List.of())).hasMessage("rows must not be empty");
    }

    @ParameterizedTest
    @CsvSource({
        "abc, abc",
        "\ud83d\ude00, \ud83d\ude00",
        "x\ud83d\ude00, x\ud83d\ude00",
        "\ud83d, \ufffd",
        "\ude00, \ufffd",
        "\ud83dx, \ufffdx",
        "\ude00\ud83d, \ufffd\ufffd",
        "\ud83d\ud83d\ude00\ude00, \ufffd\ud83d\ude00\ufffd",
        "\ue000\ud7ff, \ue000\ud7ff"
    })
    void aLoneSurrogateIsReplacedWhereverItStands(String text, String cleaned) {
        assertThat(Flattener.clean(text)).isEqualTo(cleaned);
    }
}
