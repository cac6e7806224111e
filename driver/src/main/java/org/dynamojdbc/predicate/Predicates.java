package org.dynamojdbc.predicate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;

/** Questions about predicates. */
public final class Predicates {
    private Predicates() {}

    /** SQL-like text for plans: {@code total > 5 AND status <> 'x'}. */
    public static String text(Predicate predicate) {
        return predicate.accept(new PredicateText());
    }

    /** The terms of a top-level AND; a predicate that is none is its own only term, TRUE has none. */
    public static List<Predicate> conjuncts(Predicate predicate) {
        if (predicate instanceof Predicate.And and) {
            return and.terms();
        }
        return predicate.equals(Predicate.TRUE) ? List.of() : List.of(predicate);
    }

    /** The top-level attributes read, in order of appearance. */
    public static Set<String> attributes(Predicate predicate) {
        Set<String> roots = new LinkedHashSet<>();
        paths(predicate).forEach(p -> roots.add(p.root()));
        return roots;
    }

    /** The places read, in order of appearance. */
    public static Set<AttributePath> paths(Predicate predicate) {
        Set<AttributePath> paths = new LinkedHashSet<>();
        collect(predicate, paths);
        return paths;
    }

    /** Whether the normalised predicate can be TRUE only on items that hold {@code attribute}, not NULL-typed. */
    public static boolean rejectsNull(Predicate nnf, String attribute) {
        return Implications.present(nnf, path -> path.root().equals(attribute));
    }

    /** Whether the normalised predicate can be TRUE only on items whose {@code attribute} holds that type. */
    public static boolean impliesType(Predicate nnf, String attribute, AttributeType type) {
        return Implications.type(nnf, AttributePath.of(attribute), type);
    }

    private static void collect(Predicate predicate, Set<AttributePath> paths) {
        if (predicate instanceof Predicate.And and) {
            and.terms().forEach(t -> collect(t, paths));
        } else if (predicate instanceof Predicate.Or or) {
            or.terms().forEach(t -> collect(t, paths));
        } else if (predicate instanceof Predicate.Not not) {
            collect(not.term(), paths);
        } else if (predicate instanceof Predicate.IsTruth isTruth) {
            collect(isTruth.term(), paths);
        } else if (!(predicate instanceof Predicate.Always)) {
            List<Operand> operands = operands(predicate);
            if (operands.isEmpty()) {
                // What is not listed would not be fetched, and the condition would be tested without it.
                throw new IllegalStateException("the operands of " + predicate + " are not listed");
            }
            for (Operand operand : operands) {
                AttributePath path = Operands.path(operand);
                if (path != null) {
                    paths.add(path);
                }
            }
        }
    }

    /** The operands of a leaf; a bare path counts as an attribute. */
    static List<Operand> operands(Predicate leaf) {
        List<Operand> operands = new ArrayList<>();
        if (leaf instanceof Predicate.Compare compare) {
            operands.add(compare.left());
            operands.add(compare.right());
        } else if (leaf instanceof Predicate.Between between) {
            operands.add(between.value());
            operands.add(between.low());
            operands.add(between.high());
        } else if (leaf instanceof Predicate.In in) {
            operands.add(in.value());
        } else if (leaf instanceof Predicate.Like like) {
            operands.add(like.value());
        } else if (leaf instanceof Predicate.IsNull isNull) {
            operands.add(isNull.value());
        } else if (leaf instanceof Predicate.Distinct distinct) {
            operands.add(distinct.left());
            operands.add(distinct.right());
        } else if (leaf instanceof Predicate.BeginsWith beginsWith) {
            operands.add(beginsWith.value());
            operands.add(beginsWith.prefix());
        } else if (leaf instanceof Predicate.IsMissing isMissing) {
            operands.add(new Operand.Attribute(isMissing.path()));
        } else if (leaf instanceof Predicate.BooleanAttribute flag) {
            operands.add(new Operand.Attribute(flag.path()));
        } else if (leaf instanceof Predicate.Contains contains) {
            operands.add(new Operand.Attribute(contains.path()));
        } else if (leaf instanceof Predicate.Member member) {
            operands.add(new Operand.Attribute(member.path()));
        } else if (leaf instanceof Predicate.HasType hasType) {
            operands.add(new Operand.Attribute(hasType.path()));
        }
        return operands;
    }
}
