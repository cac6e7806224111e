package org.dynamojdbc.plan;

import java.math.BigDecimal;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.DynamoNumber;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Checks values that are to be stored. A constant in a condition may be any number, for comparing with it has an answer; a
 * stored one must fit.
 */
final class Storable {
    /** DynamoDB guide, "Constraints": a value has at most 32 levels. */
    private static final int MAX_LEVELS = 32;

    private Storable() {}

    /**
     * The value itself; refuses, with 22003, a number anywhere in it that DynamoDB cannot hold, and, with 54000, lists and
     * maps that are nested too deeply.
     */
    static AttributeValue checked(AttributeValue value) {
        check(value, 1);
        return value;
    }

    private static void check(AttributeValue value, int level) {
        AttributeType type = AttributeType.of(value);
        if (type == AttributeType.N) {
            checkNumber(value.n());
        } else if (type == AttributeType.NS) {
            value.ns().forEach(Storable::checkNumber);
        } else if (type == AttributeType.L || type == AttributeType.M) {
            if (level >= MAX_LEVELS) {
                throw new SqlFailure(
                        SqlState.PROGRAM_LIMIT_EXCEEDED,
                        "a value has more than " + MAX_LEVELS
                                + " levels of lists and maps, which is all DynamoDB keeps;"
                                + " store the inner ones as JSON text");
            }
            (type == AttributeType.L ? value.l() : value.m().values()).forEach(inner -> check(inner, level + 1));
        }
    }

    private static void checkNumber(String text) {
        BigDecimal number = new BigDecimal(text);
        if (!DynamoNumber.fits(number)) {
            DynamoNumber.text(number);
        }
    }
}
