package org.dynamojdbc.plan;

import java.math.BigDecimal;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.DynamoNumber;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Checks values that are to be stored. A constant in a condition may be any number, for comparing with it has an answer; a
 * stored one must fit.
 */
final class Storable {
    private Storable() {}

    /** The value itself; refuses, with 22003, a number anywhere in it that DynamoDB cannot hold. */
    static AttributeValue checked(AttributeValue value) {
        AttributeType type = AttributeType.of(value);
        if (type == AttributeType.N) {
            checkNumber(value.n());
        } else if (type == AttributeType.NS) {
            value.ns().forEach(Storable::checkNumber);
        } else if (type == AttributeType.L) {
            value.l().forEach(Storable::checked);
        } else if (type == AttributeType.M) {
            value.m().values().forEach(Storable::checked);
        }
        return value;
    }

    private static void checkNumber(String text) {
        BigDecimal number = new BigDecimal(text);
        if (!DynamoNumber.fits(number)) {
            DynamoNumber.text(number);
        }
    }
}
