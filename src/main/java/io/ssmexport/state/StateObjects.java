package io.ssmexport.state;

import static io.ssmexport.failure.Failure.Kind.USAGE;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.db.ValueDataType;
import org.h2.mvstore.tx.TransactionMap;
import org.h2.mvstore.tx.TransactionStore;
import org.h2.result.SearchRow;

/**
 * What a database file consists of. H2 executes all of that when it opens the file: a trigger, an alias or a default value
 * that somebody put there would run. So it is read beforehand, without executing it, and nothing may be there that the
 * migrations don't make: tables, keys, indexes, sequences and the user.
 */
final class StateObjects {

    /** Names, and texts, hold no code, whatever is in them; what is left of them is a quotation mark. */
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'");

    private static final Pattern WHOLE =
            Pattern.compile("SET (?:CREATE_BUILD|WRITE_DELAY) [0-9]+|CREATE USER IF NOT EXISTS \" SALT ' HASH ' ADMIN");

    private static final Pattern BEGINNING = Pattern.compile(
            "CREATE CACHED TABLE \"|CREATE SEQUENCE \"|CREATE (?:PRIMARY KEY|INDEX|UNIQUE(?: NULLS DISTINCT)? INDEX)"
                    + " \"|ALTER TABLE \"\\.\" ADD CONSTRAINT \"");

    /** A default is a literal: a name in quotation marks could be that of a function, and so could one before a bracket. */
    private static final Pattern PART = Pattern.compile("\\s|[\"'(),.]|[0-9]+|\\b(?:AS IDENTITY|BY DEFAULT|DEFAULT"
            + " (?:NULL\\b|CURRENT_TIMESTAMP\\b|'|-?[0-9]+)"
            + "|(?:BELONGS_TO_TABLE|BIGINT|BOOLEAN|CHARACTER|DISTINCT|FIRST|FOREIGN|GENERATED|INDEX|INTEGER|KEY|LAST|NOCHECK|NOT"
            + "|NULL|NULLS|ON|PRIMARY|REFERENCES|RESTART|SELECTIVITY|SEQUENCE|START|TIME|TIMESTAMP|UNIQUE|VARYING|WITH|ZONE)"
            + "\\b)");

    private StateObjects() {}

    /**
     * Reads the file, which must be there.
     *
     * @throws Failure of kind USAGE if there is more in it than this program makes
     * @throws org.h2.mvstore.MVStoreException if it is damaged, or can't be read
     */
    static void requireOurs(Path file) {
        try (MVStore store =
                new MVStore.Builder().fileName(StateFiles.name(file)).readOnly().open()) {
            TransactionStore transactions = new TransactionStore(store, new ValueDataType());
            transactions.init();
            TransactionMap<Long, SearchRow> objects = transactions.begin().openMap("table.0");
            Iterator<Long> keys = objects.keyIterator(null);
            while (keys.hasNext()) {
                SearchRow row = objects.get(keys.next());
                requireOurs(
                        file, row == null ? "" : String.valueOf(row.getValue(3).getString()));
            }
        }
    }

    private static void requireOurs(Path file, String statement) {
        if (!isOurs(statement)) {
            throw new Failure(
                    USAGE,
                    Problem.at(
                                    "state",
                                    file + " must hold only what this program makes but also holds ("
                                            + statement.lines().findFirst().orElse("")
                                            + "), which may have been put there to be executed")
                            .withRemedy("restore it from a backup, or move it away"));
        }
    }

    static boolean isOurs(String statement) {
        String code =
                QUOTED.matcher(statement).replaceAll(quoted -> quoted.group().substring(0, 1));
        Matcher beginning = BEGINNING.matcher(code);
        return WHOLE.matcher(code).matches()
                || (beginning.lookingAt()
                        && PART.matcher(code.substring(beginning.end()))
                                .replaceAll("")
                                .isEmpty());
    }
}
