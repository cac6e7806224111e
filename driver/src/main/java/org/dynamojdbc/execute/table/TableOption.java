package org.dynamojdbc.execute.table;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.error.Suggestions;

/** The options of WITH (...) and SET (...): their names are the constants' in lower case. */
public enum TableOption {
    /** PAY_PER_REQUEST, also said ON_DEMAND, or PROVISIONED. */
    BILLING_MODE(TableOption::billing, Place.TABLE),
    READ_CAPACITY(whole(1), Place.TABLE, Place.INDEX),
    WRITE_CAPACITY(whole(1), Place.TABLE, Place.INDEX),
    /** Most request units a second that an on-demand table serves; -1 or NONE for no limit of its own. */
    MAX_READ_UNITS(TableOption::most, Place.TABLE, Place.INDEX),
    MAX_WRITE_UNITS(TableOption::most, Place.TABLE, Place.INDEX),
    /** Units a second that the table can serve at once, before it has grown. */
    WARM_READ_UNITS(whole(1), Place.TABLE, Place.INDEX),
    WARM_WRITE_UNITS(whole(1), Place.TABLE, Place.INDEX),
    TABLE_CLASS(choice("STANDARD", "STANDARD_INFREQUENT_ACCESS"), Place.TABLE),
    DELETION_PROTECTION(choice("TRUE", "FALSE"), Place.TABLE),
    STREAM(choice("NONE", "KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"), Place.TABLE),
    /** TRUE: a KMS key of the account; FALSE: the key that DynamoDB owns. */
    SSE(choice("TRUE", "FALSE"), Place.TABLE),
    /** Id, ARN or alias of a KMS key; goes with sse = true. */
    KMS_KEY(UnaryOperator.identity(), Place.TABLE),
    /** The attribute that holds expiry times; OFF for none. */
    TTL(UnaryOperator.identity(), Place.TABLE),
    /** A document of strings; NULL takes a tag away. Kept apart, see {@link TableOptions#tags()}. */
    TAGS(UnaryOperator.identity(), Place.TABLE),
    POINT_IN_TIME_RECOVERY(choice("TRUE", "FALSE"), Place.TABLE),
    RECOVERY_PERIOD_DAYS(whole(1), Place.TABLE),
    /** TRUE is ACCESSED_AND_THROTTLED_KEYS. */
    CONTRIBUTOR_INSIGHTS(
            choice("TRUE", "FALSE", "ACCESSED_AND_THROTTLED_KEYS", "THROTTLED_KEYS"), Place.TABLE, Place.INDEX),
    /** FALSE returns before the change is usable. */
    WAIT(choice("TRUE", "FALSE"), Place.TABLE, Place.INDEX, Place.VECTOR_INDEX),
    /** WARN: what the server cannot do beside the table itself becomes an SQLWarning. */
    UNSUPPORTED(choice("ERROR", "WARN"), Place.TABLE),
    DIMENSIONS(whole(1), Place.VECTOR_INDEX),
    DISTANCE(choice("COSINE", "EUCLIDEAN", "DOT_PRODUCT"), Place.VECTOR_INDEX);

    /** What DynamoDB has beside tables and is not done in SQL, by the names one might look for it under. */
    private static final Map<String, String> ELSEWHERE = elsewhere();

    private static Map<String, String> elsewhere() {
        Map<String, String> elsewhere = new HashMap<>();
        for (String name : List.of("replica", "replicas", "replica_regions", "regions", "global_table")) {
            elsewhere.put(
                    name,
                    "replicas in other Regions (global tables) are not made or changed in SQL; use UpdateTable with"
                            + " ReplicaUpdates of the AWS SDK or CLI. A table that has them is read and written like any other");
        }
        for (String name : List.of("policy", "resource_policy")) {
            elsewhere.put(
                    name,
                    "the resource policy of a table is not set in SQL; use PutResourcePolicy of the AWS SDK or CLI");
        }
        for (String name : List.of("auto_scaling", "autoscaling")) {
            elsewhere.put(
                    name,
                    "scaling by itself belongs to Application Auto Scaling; register the table there, or use"
                            + " billing_mode = 'PAY_PER_REQUEST'");
        }
        for (String name : List.of("kinesis", "kinesis_stream")) {
            elsewhere.put(
                    name,
                    "a Kinesis stream is not attached in SQL; use EnableKinesisStreamingDestination of the AWS SDK or"
                            + " CLI, or option stream for DynamoDB's own");
        }
        return Map.copyOf(elsewhere);
    }

    /** What an option belongs to. */
    public enum Place {
        TABLE,
        INDEX,
        VECTOR_INDEX
    }

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final UnaryOperator<String> form;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of makes it; the checker does not see that through the parameter
    private final Set<Place> places;

    TableOption(UnaryOperator<String> form, Place... places) {
        this.form = form;
        this.places = Set.of(places);
    }

    /** The name as it is written. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The option of a name, of whatever case.
     *
     * @throws SqlFailure 22023 naming the nearest option of the place, 0A000 for what is done elsewhere
     */
    public static TableOption named(String name, Place place) {
        List<String> labels = Arrays.stream(values())
                .filter(option -> option.places.contains(place))
                .map(TableOption::label)
                .toList();
        String kind = place.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Arrays.stream(values())
                .filter(option ->
                        option.places.contains(place) && option.label().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> unknown(name, kind, labels));
    }

    private static SqlFailure unknown(String name, String kind, List<String> labels) {
        String elsewhere = ELSEWHERE.get(name.toLowerCase(Locale.ROOT));
        return elsewhere == null
                ? new SqlFailure(
                        SqlState.INVALID_PARAMETER_VALUE,
                        "unknown " + kind + " option '" + name + "'" + Suggestions.didYouMean(name, labels)
                                + " (options are " + String.join(", ", labels) + ")")
                : new SqlFailure(SqlState.FEATURE_NOT_SUPPORTED, "option '" + name + "': " + elsewhere);
    }

    /**
     * The value in its canonical form.
     *
     * @throws SqlFailure 22023 saying what the option takes
     */
    public String checked(String value) {
        try {
            return form.apply(value);
        } catch (IllegalArgumentException wrong) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "option " + label() + " takes " + wrong.getMessage() + ", not '" + value + "'",
                    wrong);
        }
    }

    private static UnaryOperator<String> choice(String... choices) {
        return value -> {
            String upper = value.toUpperCase(Locale.ROOT);
            if (!List.of(choices).contains(upper)) {
                throw new IllegalArgumentException(String.join(", ", choices));
            }
            return upper;
        };
    }

    private static String billing(String value) {
        String upper = value.toUpperCase(Locale.ROOT);
        return choice("PAY_PER_REQUEST", "PROVISIONED").apply(upper.equals("ON_DEMAND") ? "PAY_PER_REQUEST" : upper);
    }

    private static UnaryOperator<String> whole(long least) {
        return value -> {
            if (!value.matches("[0-9]{1,15}") || Long.parseLong(value) < least) {
                throw new IllegalArgumentException("a whole number from " + least);
            }
            return Long.toString(Long.parseLong(value));
        };
    }

    private static String most(String value) {
        return value.equals("-1") || value.equalsIgnoreCase("none") ? "-1" : whole(1).apply(value);
    }
}
