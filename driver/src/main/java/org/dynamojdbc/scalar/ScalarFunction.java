package org.dynamojdbc.scalar;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Functions and operators over values. Most are strict: a NULL argument makes the result NULL without calling them. The
 * others, {@link #isLazy()}, are evaluated by {@link ScalarEvaluator} itself.
 */
public enum ScalarFunction {
    ADD(2, 2, Numbers::add),
    SUBTRACT(2, 2, Numbers::subtract),
    MULTIPLY(2, 2, Numbers::multiply),
    DIVIDE(2, 2, Numbers::divide),
    MOD(2, 2, Numbers::remainder),
    NEGATE(1, 1, Numbers::negate),
    ABS(1, 1, Numbers::abs),
    SIGN(1, 1, Numbers::sign),
    ROUND(1, 2, Numbers::round),
    TRUNCATE(1, 2, Numbers::truncate),
    FLOOR(1, 1, Numbers::floor),
    CEIL(1, 1, Numbers::ceil),
    CEILING(1, 1, Numbers::ceil),
    POWER(2, 2, Numbers::power),
    SQRT(1, 1, Numbers::sqrt),
    EQ(2, 2, Comparisons::compare),
    NE(2, 2, Comparisons::compare),
    LT(2, 2, Comparisons::compare),
    LE(2, 2, Comparisons::compare),
    GT(2, 2, Comparisons::compare),
    GE(2, 2, Comparisons::compare),
    /** The value, the pattern, and an escape character where one was written. */
    LIKE(2, 3, Comparisons::like),
    /** The operator ||. */
    JOIN(2, 2, Texts::concat),
    /** NULLs are passed over. */
    CONCAT(1, 100, null),
    UPPER(1, 1, Texts::upper),
    UCASE(1, 1, Texts::upper),
    LOWER(1, 1, Texts::lower),
    LCASE(1, 1, Texts::lower),
    TRIM(1, 2, Texts::trim),
    LTRIM(1, 2, Texts::trim),
    RTRIM(1, 2, Texts::trim),
    SUBSTRING(2, 3, Texts::substring),
    SUBSTR(2, 3, Texts::substring),
    LENGTH(1, 1, Texts::length),
    CHAR_LENGTH(1, 1, Texts::charLength),
    CHARACTER_LENGTH(1, 1, Texts::charLength),
    REPLACE(3, 3, Texts::replace),
    POSITION(2, 2, Texts::position),
    LEFT(2, 2, Texts::left),
    RIGHT(2, 2, Texts::right),
    REVERSE(1, 1, Texts::reverse),
    LIST_APPEND(2, 2, Collections::listAppend),
    SIZE(1, 1, Collections::size),
    CARDINALITY(1, 1, Collections::cardinality),
    UUID(0, 0, Texts::uuid),
    AND(1, 1000, null),
    OR(1, 1000, null),
    NOT(1, 1, null),
    IS_NULL(1, 1, null),
    IS_TRUE(1, 1, null),
    IS_FALSE(1, 1, null),
    DISTINCT(2, 2, null),
    /** NULLs are passed over. */
    GREATEST(1, 100, null),
    LEAST(1, 100, null),
    COALESCE(1, 100, null),
    IFNULL(2, 2, null),
    NVL(2, 2, null),
    NULLIF(2, 2, null);

    private final int fewest;
    private final int most;

    @SuppressWarnings("ImmutableEnumChecker") // method references without state
    private final @Nullable Strict body;

    /** Computes from arguments none of which is NULL. */
    interface Strict {
        @Nullable
        AttributeValue apply(ScalarFunction function, List<AttributeValue> arguments);
    }

    ScalarFunction(int fewest, int most, @Nullable Strict body) {
        this.fewest = fewest;
        this.most = most;
        this.body = body;
    }

    /** The function a call names, ignoring case; operators have no names. */
    public static Optional<ScalarFunction> named(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(f -> f.name().equals(upper) && !f.isOperator())
                .findFirst();
    }

    private boolean isOperator() {
        return switch (this) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, NEGATE, EQ, NE, LT, LE, GT, GE, LIKE, AND, OR, NOT, JOIN -> true;
            case IS_NULL, IS_TRUE, IS_FALSE, DISTINCT -> true;
            default -> false;
        };
    }

    /** Whether NULL arguments reach it and it need not evaluate them all. */
    boolean isLazy() {
        return body == null;
    }

    /** Whether its arguments are text, so that dates and times come to it as getString shows them. */
    public boolean takesText() {
        return switch (this) {
            case JOIN,
                    CONCAT,
                    UPPER,
                    UCASE,
                    LOWER,
                    LCASE,
                    TRIM,
                    LTRIM,
                    RTRIM,
                    SUBSTRING,
                    SUBSTR,
                    LENGTH,
                    CHAR_LENGTH,
                    CHARACTER_LENGTH,
                    REPLACE,
                    POSITION,
                    LEFT,
                    RIGHT,
                    REVERSE,
                    LIKE -> true;
            default -> false;
        };
    }

    /** Gives a new value each time it is evaluated, so that it must be evaluated once for each item. */
    public boolean isVolatile() {
        return this == UUID;
    }

    public boolean takes(int arguments) {
        return arguments >= fewest && arguments <= most;
    }

    @Nullable
    AttributeValue apply(List<AttributeValue> arguments) {
        if (body == null) {
            throw new IllegalStateException(name() + " is evaluated with its arguments");
        }
        return body.apply(this, arguments);
    }

    /** The word of SQL for messages. */
    String word() {
        return switch (this) {
            case ADD -> "+";
            case SUBTRACT -> "-";
            case MULTIPLY -> "*";
            case DIVIDE -> "/";
            case NEGATE -> "-";
            case JOIN -> "||";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }

    SqlFailure refuses(AttributeValue argument, String wanted) {
        return new SqlFailure(
                SqlState.DATATYPE_MISMATCH,
                "'" + word() + "' takes " + wanted + ", not a value of type "
                        + org.dynamojdbc.type.AttributeType.of(argument));
    }
}
