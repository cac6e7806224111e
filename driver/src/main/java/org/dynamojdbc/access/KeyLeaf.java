package org.dynamojdbc.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.predicate.CompareOperator;
import org.dynamojdbc.predicate.Operand;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A condition without AND and OR on one key attribute.
 *
 * @param exact whether, for values of the declared type, it is TRUE for the whole domain; else only inside it
 */
record KeyLeaf(String attribute, KeyConstraint constraint, boolean exact) {

    /** Reads a leaf in negation normal form; null when it says nothing of a key attribute alone. */
    static @Nullable KeyLeaf of(Predicate leaf, Map<String, AttributeType> keyTypes) {
        return new Reader(keyTypes).read(leaf);
    }

    private record Reader(Map<String, AttributeType> keyTypes) {

        @Nullable
        KeyLeaf read(Predicate leaf) {
            if (leaf instanceof Predicate.Not not) {
                return negated(not.term());
            }
            if (leaf instanceof Predicate.Compare compare) {
                return compare.right() instanceof Operand.Constant constant
                        ? compare(compare.left(), compare.operator(), constant.value())
                        : compare.left() instanceof Operand.Constant constant
                                ? compare(compare.right(), compare.operator().mirrored(), constant.value())
                                : null;
            }
            if (leaf instanceof Predicate.Between between) {
                return between(between);
            }
            if (leaf instanceof Predicate.In in) {
                String key = key(in.value());
                return key == null ? null : typed(key, Domain.points(ofType(key, in.values())));
            }
            if (leaf instanceof Predicate.BeginsWith beginsWith) {
                String key = key(beginsWith.value());
                return key != null && beginsWith.prefix() instanceof Operand.Constant prefix
                        ? startingWith(key, prefix.value(), true)
                        : null;
            }
            if (leaf instanceof Predicate.Like like) {
                String key = key(like.value());
                return key == null ? null : like(key, like);
            }
            if (leaf instanceof Predicate.Distinct distinct) {
                return distinct.right() instanceof Operand.Constant constant
                        ? distinct(distinct.left(), constant.value())
                        : distinct.left() instanceof Operand.Constant constant
                                ? distinct(distinct.right(), constant.value())
                                : null;
            }
            return presence(leaf, true);
        }

        private @Nullable KeyLeaf negated(Predicate term) {
            if (term instanceof Predicate.In in) {
                String key = key(in.value());
                return key == null ? null : notIn(key, in.values());
            }
            if (term instanceof Predicate.Distinct distinct) {
                return distinct.right() instanceof Operand.Constant constant
                        ? same(distinct.left(), constant.value())
                        : distinct.left() instanceof Operand.Constant constant
                                ? same(distinct.right(), constant.value())
                                : null;
            }
            return presence(term, false);
        }

        private @Nullable KeyLeaf presence(Predicate term, boolean wanted) {
            if (term instanceof Predicate.IsNull isNull) {
                String key = key(isNull.value());
                return key == null ? null : untyped(key, wanted ? Domain.EMPTY : Domain.FULL);
            }
            if (term instanceof Predicate.IsMissing isMissing
                    && isMissing.path().steps().isEmpty()
                    && keyTypes.containsKey(isMissing.path().root())) {
                return untyped(isMissing.path().root(), wanted ? Domain.EMPTY : Domain.FULL);
            }
            if (term instanceof Predicate.HasType hasType
                    && hasType.path().steps().isEmpty()
                    && keyTypes.containsKey(hasType.path().root())) {
                String key = hasType.path().root();
                boolean declared = keyTypes.get(key) == hasType.type();
                return new KeyLeaf(
                        key,
                        new KeyConstraint(declared == wanted ? Domain.FULL : Domain.EMPTY, declared && wanted),
                        true);
            }
            return null;
        }

        private @Nullable KeyLeaf compare(Operand operand, CompareOperator operator, AttributeValue constant) {
            String key = key(operand);
            if (key == null) {
                return null;
            }
            AttributeType type = AttributeType.of(constant);
            if (type == AttributeType.NULL) {
                return typed(key, Domain.EMPTY);
            }
            if (type != keyTypes.get(key)) {
                return untyped(key, operator == CompareOperator.NE ? Domain.FULL : Domain.EMPTY);
            }
            KeyValue value = KeyValue.of(constant);
            return switch (operator) {
                case EQ -> typed(key, Domain.of(Interval.point(value)));
                case NE -> untyped(key, Domain.except(List.of(value)));
                case LT -> typed(key, Domain.of(Interval.below(value)));
                case LE -> typed(key, Domain.of(Interval.upTo(value)));
                case GT -> typed(key, Domain.of(Interval.above(value)));
                case GE -> typed(key, Domain.of(Interval.from(value)));
            };
        }

        private @Nullable KeyLeaf between(Predicate.Between between) {
            String key = key(between.value());
            if (key == null
                    || !(between.low() instanceof Operand.Constant low)
                    || !(between.high() instanceof Operand.Constant high)) {
                return null;
            }
            List<KeyValue> bounds = ofType(key, List.of(low.value(), high.value()));
            return typed(
                    key, bounds.size() == 2 ? Domain.of(Interval.between(bounds.get(0), bounds.get(1))) : Domain.EMPTY);
        }

        private @Nullable KeyLeaf startingWith(String key, AttributeValue prefix, boolean exact) {
            AttributeType type = AttributeType.of(prefix);
            if (type != keyTypes.get(key) || type == AttributeType.N) {
                return untyped(key, Domain.EMPTY);
            }
            return new KeyLeaf(
                    key, new KeyConstraint(Domain.of(Interval.startingWith(KeyValue.of(prefix))), true), exact);
        }

        /** The part before the first wildcard bounds the key; alone, or before a single final %, it says it all. */
        private @Nullable KeyLeaf like(String key, Predicate.Like like) {
            Integer escape = like.escapeCodePoint();
            StringBuilder prefix = new StringBuilder();
            int[] pattern = like.pattern().codePoints().toArray();
            int i = 0;
            for (; i < pattern.length; i++) {
                int character = pattern[i];
                if (escape != null && character == escape) {
                    if (++i == pattern.length) {
                        return null;
                    }
                    character = pattern[i];
                } else if (character == '%' || character == '_') {
                    break;
                }
                prefix.appendCodePoint(character);
            }
            AttributeValue text = AttributeValue.fromS(prefix.toString());
            if (i == pattern.length) {
                return compare(new Operand.Attribute(AttributePath.of(key)), CompareOperator.EQ, text);
            }
            return startingWith(key, text, i == pattern.length - 1 && pattern[i] == '%');
        }

        private @Nullable KeyLeaf distinct(Operand operand, AttributeValue constant) {
            String key = key(operand);
            return key == null ? null : untyped(key, Domain.except(ofType(key, List.of(constant))));
        }

        private @Nullable KeyLeaf same(Operand operand, AttributeValue constant) {
            String key = key(operand);
            if (key == null) {
                return null;
            }
            List<KeyValue> values = ofType(key, List.of(constant));
            return values.isEmpty() ? untyped(key, Domain.EMPTY) : typed(key, Domain.points(values));
        }

        private KeyLeaf notIn(String key, List<AttributeValue> values) {
            boolean unknown = values.stream().anyMatch(v -> AttributeType.of(v) == AttributeType.NULL);
            return untyped(key, unknown ? Domain.EMPTY : Domain.except(ofType(key, values)));
        }

        private List<KeyValue> ofType(String key, List<AttributeValue> values) {
            List<KeyValue> kept = new ArrayList<>(values.size());
            for (AttributeValue value : values) {
                if (AttributeType.of(value) == keyTypes.get(key)) {
                    kept.add(KeyValue.of(value));
                }
            }
            return kept;
        }

        private @Nullable String key(Operand operand) {
            return operand instanceof Operand.Attribute attribute
                            && attribute.path().steps().isEmpty()
                            && keyTypes.containsKey(attribute.path().root())
                    ? attribute.path().root()
                    : null;
        }

        private static KeyLeaf typed(String key, Domain domain) {
            return new KeyLeaf(key, new KeyConstraint(domain, true), true);
        }

        private static KeyLeaf untyped(String key, Domain domain) {
            return new KeyLeaf(key, new KeyConstraint(domain, false), true);
        }
    }
}
