package io.ssmexport.invocations;

import io.ssmexport.invocations.failure.CommandFailure;
import io.ssmexport.invocations.failure.ExitCode;
import io.ssmexport.invocations.output.JsonOutput;
import io.ssmexport.invocations.output.Output;
import io.ssmexport.invocations.output.TableOutput;
import io.ssmexport.invocations.output.TextOutput;
import io.ssmexport.invocations.output.Utf8Writer;
import io.ssmexport.invocations.output.YamlOutput;
import io.ssmexport.invocations.output.table.Table;
import io.ssmexport.invocations.paging.TimeFormat;
import io.ssmexport.invocations.query.Query;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * How to print.
 *
 * @param name one of {@link io.ssmexport.invocations.line.Line#FORMATS}, unless the configuration says otherwise
 * @param query what to print of the result, or null for all
 * @param times how times are printed
 * @param terminal what standard output is, for tables
 * @param colour {@code on}, {@code off} or {@code auto}
 */
record OutputFormat(String name, @Nullable Query query, TimeFormat times, Terminal terminal, String colour) {

    /** @throws CommandFailure if there is no such format */
    Output to(OutputStream stream) throws IOException {
        Writer out = new Utf8Writer(stream);
        return switch (name) {
            case "json" -> new JsonOutput(stream, query, times);
            case "text" -> new TextOutput(stream, query);
            case "table" -> new TableOutput(out, query, new Table(terminal.columns(), isColoured()));
            case "yaml" -> new YamlOutput(out, query, false);
            case "yaml-stream" -> new YamlOutput(out, query, true);
            case "off" -> new YamlOutput(Writer.nullWriter(), query, true);
            default -> throw new CommandFailure(ExitCode.OTHER, "Unknown output type: " + name);
        };
    }

    private boolean isColoured() {
        return colour.equals("on") || (colour.equals("auto") && terminal.isPresent());
    }
}
