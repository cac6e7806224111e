package org.dynamojdbc.access;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.predicate.CompareOperator;
import org.dynamojdbc.predicate.Normalizer;
import org.dynamojdbc.predicate.Operand;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Truth;
import org.dynamojdbc.type.AttributeType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The dialect's rule for constants compared with key attributes, of the table and of its indexes: they are converted to
 * the declared type when that loses nothing ({@code id = 5} finds '5' of a string key), else no row matches. It changes
 * the condition itself, so that every access path and the driver's own evaluation see the same one.
 */
public final class KeyTypes {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");
    private static final int MAX_BYTES = Integer.MAX_VALUE;

    private final Map<String, AttributeType> types;

    private KeyTypes(Map<String, AttributeType> types) {
        this.types = types;
    }

    /** The condition in negation normal form with its key constants in the declared types. */
    public static Predicate rewrite(Predicate where, Table table) {
        KeyTypes keys = new KeyTypes(of(table));
        return keys.withoutMismatches(Normalizer.toNegationNormalForm(keys.convert(where)));
    }

    /** The declared type of every key attribute of the table and its indexes. */
    public static Map<String, AttributeType> of(Table table) {
        Map<String, AttributeType> types = new HashMap<>();
        for (Index index : table.indexes()) {
            for (KeyAttribute attribute : index.key().attributes()) {
                types.put(attribute.name(), attribute.type());
            }
        }
        for (KeyAttribute attribute : table.key().attributes()) {
            types.put(attribute.name(), attribute.type());
        }
        return types;
    }

    /** The value in the wanted type, null when it cannot be had without loss. NULL stays NULL. */
    public static @Nullable AttributeValue converted(AttributeValue value, AttributeType wanted) {
        AttributeType type = AttributeType.of(value);
        if (type == wanted || type == AttributeType.NULL) {
            return value;
        }
        if (wanted == AttributeType.S && type == AttributeType.N) {
            return KeyValue.of(value).isStorable(MAX_BYTES) ? AttributeValue.fromS(plain(value.n())) : null;
        }
        if (wanted == AttributeType.N
                && type == AttributeType.S
                && NUMBER.matcher(value.s()).matches()) {
            AttributeValue number = AttributeValue.fromN(value.s());
            return KeyValue.of(number).isStorable(MAX_BYTES) ? AttributeValue.fromN(plain(value.s())) : null;
        }
        return null;
    }

    private static String plain(String number) {
        BigDecimal value = new BigDecimal(number);
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private Predicate convert(Predicate predicate) {
        if (predicate instanceof Predicate.And and) {
            return new Predicate.And(and.terms().stream().map(this::convert).toList());
        }
        if (predicate instanceof Predicate.Or or) {
            return new Predicate.Or(or.terms().stream().map(this::convert).toList());
        }
        if (predicate instanceof Predicate.Not not) {
            return new Predicate.Not(convert(not.term()));
        }
        if (predicate instanceof Predicate.IsTruth isTruth) {
            return new Predicate.IsTruth(convert(isTruth.term()), isTruth.truth());
        }
        return convertLeaf(predicate);
    }

    private Predicate convertLeaf(Predicate leaf) {
        if (leaf instanceof Predicate.Compare compare) {
            return new Predicate.Compare(
                    converted(compare.left(), compare.right()),
                    compare.operator(),
                    converted(compare.right(), compare.left()));
        }
        if (leaf instanceof Predicate.Distinct distinct) {
            return new Predicate.Distinct(
                    converted(distinct.left(), distinct.right()), converted(distinct.right(), distinct.left()));
        }
        if (leaf instanceof Predicate.Between between) {
            return new Predicate.Between(
                    between.value(),
                    converted(between.low(), between.value()),
                    converted(between.high(), between.value()));
        }
        if (leaf instanceof Predicate.In in) {
            AttributeType wanted = keyType(in.value());
            return wanted == null
                    ? in
                    : new Predicate.In(
                            in.value(),
                            in.values().stream().map(v -> orSame(v, wanted)).toList());
        }
        return leaf;
    }

    /** The operand, converted when it is a constant that stands beside a key attribute. */
    private Operand converted(Operand operand, Operand beside) {
        AttributeType wanted = keyType(beside);
        return wanted != null && operand instanceof Operand.Constant constant
                ? new Operand.Constant(orSame(constant.value(), wanted))
                : operand;
    }

    private static AttributeValue orSame(AttributeValue value, AttributeType wanted) {
        AttributeValue converted = converted(value, wanted);
        return converted == null ? value : converted;
    }

    private @Nullable AttributeType keyType(Operand operand) {
        return operand instanceof Operand.Attribute attribute
                        && attribute.path().steps().isEmpty()
                ? types.get(attribute.path().root())
                : null;
    }

    /**
     * In negation normal form a comparison that no key value can satisfy counts as false. That matters for attributes of
     * index keys only: items written before the index was made may hold other types there.
     */
    private Predicate withoutMismatches(Predicate predicate) {
        if (predicate instanceof Predicate.And and) {
            return Conjunction.and(
                    and.terms().stream().map(this::withoutMismatches).toList());
        }
        if (predicate instanceof Predicate.Or or) {
            return Conjunction.or(
                    or.terms().stream().map(this::withoutMismatches).toList());
        }
        if (predicate instanceof Predicate.Always always) {
            return always.truth() == Truth.TRUE ? Predicate.TRUE : Predicate.FALSE;
        }
        if (predicate instanceof Predicate.Compare compare) {
            boolean matters = compare.operator() != CompareOperator.NE;
            return matters && (mismatch(compare.left(), compare.right()) || mismatch(compare.right(), compare.left()))
                    ? Predicate.FALSE
                    : compare;
        }
        if (predicate instanceof Predicate.Between between) {
            return mismatch(between.value(), between.low()) || mismatch(between.value(), between.high())
                    ? Predicate.FALSE
                    : between;
        }
        if (predicate instanceof Predicate.In in) {
            return withoutMismatches(in);
        }
        if (predicate instanceof Predicate.Not not && not.term() instanceof Predicate.Distinct distinct) {
            return mismatch(distinct.left(), distinct.right()) || mismatch(distinct.right(), distinct.left())
                    ? Predicate.FALSE
                    : predicate;
        }
        return predicate;
    }

    private Predicate withoutMismatches(Predicate.In in) {
        AttributeType wanted = keyType(in.value());
        if (wanted == null) {
            return in;
        }
        List<AttributeValue> values = new ArrayList<>();
        for (AttributeValue value : in.values()) {
            if (AttributeType.of(value) == wanted) {
                values.add(value);
            }
        }
        return values.isEmpty() ? Predicate.FALSE : new Predicate.In(in.value(), values);
    }

    private boolean mismatch(Operand key, Operand other) {
        AttributeType wanted = keyType(key);
        if (wanted == null || !(other instanceof Operand.Constant constant)) {
            return false;
        }
        AttributeType type = AttributeType.of(constant.value());
        return type != wanted && type != AttributeType.NULL;
    }
}
