package org.dynamojdbc.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;

/** What an N attribute can hold: 38 significant digits, magnitude 1E-130 to 9.99E+125 (DynamoDB guide, Data types). */
public final class DynamoNumber {
    private static final int MAX_DIGITS = 38;
    private static final int MAX_EXPONENT = 125;
    private static final int MIN_EXPONENT = -130;
    private static final int LONGEST_PLAIN = 60;
    private static final int SHOWN_DIGITS = 12;
    private static final int LONGEST_SCALE = 10_000;

    private DynamoNumber() {}

    /**
     * The text DynamoDB stores.
     *
     * @throws SqlFailure 22003 when the number does not fit; it is never rounded
     */
    public static String text(BigDecimal number) {
        if (!fits(number)) {
            throw new SqlFailure(SqlState.NUMERIC_OUT_OF_RANGE, doesNotFit(number));
        }
        if (number.scale() >= 0 && Math.max(number.precision(), number.scale()) <= LONGEST_PLAIN) {
            return withoutTrailingZeros(number.toPlainString());
        }
        BigDecimal canonical = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        int plainLength = Math.max(canonical.precision(), Math.abs(canonical.scale()));
        return plainLength <= LONGEST_PLAIN ? canonical.toPlainString() : canonical.toString();
    }

    /** Cutting the text is many times quicker than dividing the number by ten. */
    private static String withoutTrailingZeros(String plain) {
        int point = plain.indexOf('.');
        if (point < 0) {
            return plain;
        }
        int end = plain.length();
        while (plain.charAt(end - 1) == '0') {
            end--;
        }
        return plain.substring(0, end - 1 == point ? point : end);
    }

    /** Says of a number that does not fit that it does not. */
    static String doesNotFit(BigDecimal number) {
        return "number " + shown(number) + " does not fit DynamoDB's numbers: 38 significant"
                + " digits, magnitude 1E-130 to 9.99E+125 (" + number.precision() + " digits given)";
    }

    /** The number itself, or what it is about when that is long. */
    private static String shown(BigDecimal number) {
        return number.precision() <= LONGEST_PLAIN
                ? number.toString()
                : "of about " + number.round(new MathContext(SHOWN_DIGITS));
    }

    /** Whether arithmetic on the number ends in a reasonable time and place. */
    static boolean isComparable(BigDecimal number) {
        return Math.abs((long) number.scale()) <= LONGEST_SCALE && number.precision() <= LONGEST_SCALE;
    }

    /** Whether DynamoDB can hold the number exactly. */
    public static boolean fits(BigDecimal number) {
        if (number.signum() == 0) {
            return true;
        }
        if (Math.abs((long) number.scale()) > LONGEST_SCALE) {
            return false;
        }
        long exponent = (long) number.precision() - number.scale() - 1;
        return exponent <= MAX_EXPONENT
                && exponent >= MIN_EXPONENT
                && (number.precision() <= MAX_DIGITS
                        || number.stripTrailingZeros().precision() <= MAX_DIGITS);
    }

    /** Whether a text is a number of few digits without an exponent, as most are: such a number always fits. */
    static boolean isShort(String number) {
        if (number.length() > MAX_DIGITS) {
            return false;
        }
        int digits = 0;
        int points = 0;
        for (int i = number.startsWith("-") ? 1 : 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c == '.') {
                points++;
            } else if (c >= '0' && c <= '9') {
                digits++;
            } else {
                return false;
            }
        }
        return digits > 0 && points <= 1;
    }

    /** Any Java number exactly; float and double by their shortest decimal text. */
    static BigDecimal exact(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        if (number instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                throw new SqlFailure(SqlState.NUMERIC_OUT_OF_RANGE, number + " is no number that DynamoDB can hold");
            }
            return new BigDecimal(number.toString());
        }
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return BigDecimal.valueOf(number.longValue());
        }
        try {
            return new BigDecimal(number.toString());
        } catch (NumberFormatException notDecimal) {
            throw new SqlFailure(
                    SqlState.NUMERIC_OUT_OF_RANGE, number + " is no number that DynamoDB can hold", notDecimal);
        }
    }

    /**
     * A number as a string spells it.
     *
     * @throws NumberFormatException for no number, and for one so long that plain arithmetic on it would not end
     */
    static BigDecimal parse(String text) {
        BigDecimal number = new BigDecimal(text.strip());
        if (!isComparable(number)) {
            throw new NumberFormatException("a number with an exponent beyond " + LONGEST_SCALE);
        }
        return number;
    }
}
