package org.dynamojdbc.predicate;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.dynamojdbc.type.AttributeType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Predicates as a reader of EXPLAIN sees them. */
final class PredicateText implements PredicateVisitor<String> {
    private static final int SHOWN_VALUES = 8;

    private static boolean isJunction(Predicate predicate) {
        return predicate instanceof Predicate.And || predicate instanceof Predicate.Or;
    }

    @Override
    public String visitAlways(Predicate.Always predicate) {
        return predicate.truth().name();
    }

    @Override
    public String visitAnd(Predicate.And predicate) {
        return predicate.terms().stream()
                .map(t -> t instanceof Predicate.Or ? "(" + t.accept(this) + ")" : t.accept(this))
                .collect(Collectors.joining(" AND "));
    }

    @Override
    public String visitOr(Predicate.Or predicate) {
        return predicate.terms().stream().map(t -> t.accept(this)).collect(Collectors.joining(" OR "));
    }

    @Override
    public String visitNot(Predicate.Not predicate) {
        Predicate term = predicate.term();
        if (term instanceof Predicate.In in) {
            return operand(in.value()) + " NOT IN " + list(in.values());
        }
        if (term instanceof Predicate.Like like) {
            return like(like, " NOT LIKE ");
        }
        if (term instanceof Predicate.IsNull isNull) {
            return operand(isNull.value()) + " IS NOT NULL";
        }
        if (term instanceof Predicate.IsMissing isMissing) {
            return isMissing.path() + " IS NOT MISSING";
        }
        if (term instanceof Predicate.Distinct distinct) {
            return operand(distinct.left()) + " IS NOT DISTINCT FROM " + operand(distinct.right());
        }
        if (term instanceof Predicate.IsTruth isTruth) {
            return "(" + isTruth.term().accept(this) + ") IS NOT " + isTruth.truth();
        }
        return "NOT " + (isJunction(term) ? "(" + term.accept(this) + ")" : term.accept(this));
    }

    @Override
    public String visitCompare(Predicate.Compare predicate) {
        return operand(predicate.left()) + " " + predicate.operator().symbol() + " " + operand(predicate.right());
    }

    @Override
    public String visitBetween(Predicate.Between predicate) {
        return operand(predicate.value()) + " BETWEEN " + operand(predicate.low()) + " AND "
                + operand(predicate.high());
    }

    @Override
    public String visitIn(Predicate.In predicate) {
        return operand(predicate.value()) + " IN " + list(predicate.values());
    }

    @Override
    public String visitLike(Predicate.Like predicate) {
        return like(predicate, " LIKE ");
    }

    @Override
    public String visitIsNull(Predicate.IsNull predicate) {
        return operand(predicate.value()) + " IS NULL";
    }

    @Override
    public String visitIsMissing(Predicate.IsMissing predicate) {
        return predicate.path() + " IS MISSING";
    }

    @Override
    public String visitIsTruth(Predicate.IsTruth predicate) {
        return "(" + predicate.term().accept(this) + ") IS " + predicate.truth();
    }

    @Override
    public String visitBooleanAttribute(Predicate.BooleanAttribute predicate) {
        return predicate.path().toString();
    }

    @Override
    public String visitDistinct(Predicate.Distinct predicate) {
        return operand(predicate.left()) + " IS DISTINCT FROM " + operand(predicate.right());
    }

    @Override
    public String visitBeginsWith(Predicate.BeginsWith predicate) {
        return "begins_with(" + operand(predicate.value()) + ", " + operand(predicate.prefix()) + ")";
    }

    @Override
    public String visitContains(Predicate.Contains predicate) {
        return "contains(" + predicate.path() + ", " + value(predicate.element()) + ")";
    }

    @Override
    public String visitMember(Predicate.Member predicate) {
        return value(predicate.element()) + " = ANY(" + predicate.path() + ")";
    }

    @Override
    public String visitHasType(Predicate.HasType predicate) {
        return "attribute_type(" + predicate.path() + ", '" + predicate.type() + "')";
    }

    private static String like(Predicate.Like like, String operator) {
        Integer escape = like.escapeCodePoint();
        return operand(like.value())
                + operator
                + quoted(like.pattern())
                + (escape == null ? "" : " ESCAPE " + quoted(Character.toString(escape)));
    }

    private static String operand(Operand operand) {
        if (operand instanceof Operand.Attribute attribute) {
            return attribute.path().toString();
        }
        if (operand instanceof Operand.Constant constant) {
            return value(constant.value());
        }
        if (operand instanceof Operand.Size size) {
            return "size(" + size.path() + ")";
        }
        if (operand instanceof Operand.CharLength length) {
            return "CHAR_LENGTH(" + length.path() + ")";
        }
        if (operand instanceof Operand.Cardinality cardinality) {
            return "CARDINALITY(" + cardinality.path() + ")";
        }
        Operand.Coalesce coalesce = (Operand.Coalesce) operand;
        return "COALESCE(" + coalesce.path() + ", " + value(coalesce.fallback()) + ")";
    }

    private static String list(List<AttributeValue> values) {
        String shown =
                values.stream().limit(SHOWN_VALUES).map(PredicateText::value).collect(Collectors.joining(", "));
        int more = values.size() - SHOWN_VALUES;
        return "(" + shown + (more > 0 ? ", and " + more + " more" : "") + ")";
    }

    private static String value(AttributeValue value) {
        return switch (AttributeType.of(value)) {
            case S -> quoted(value.s());
            case N -> value.n();
            case BOOL -> value.bool() ? "TRUE" : "FALSE";
            case NULL -> "NULL";
            case B -> "X'" + hex(value.b().asByteArrayUnsafe()) + "'";
            case L -> value.l().stream().map(PredicateText::value).collect(Collectors.joining(", ", "[", "]"));
            case M -> value.m().entrySet().stream()
                    .map(e -> quoted(e.getKey()) + ": " + value(e.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
            case SS -> value.ss().stream().map(PredicateText::quoted).collect(Collectors.joining(", ", "<<", ">>"));
            case NS -> value.ns().stream().collect(Collectors.joining(", ", "<<", ">>"));
            case BS -> value.bs().stream()
                    .map(b -> "X'" + hex(b.asByteArrayUnsafe()) + "'")
                    .collect(Collectors.joining(", ", "<<", ">>"));
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
