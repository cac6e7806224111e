package org.dynamojdbc.dialect;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dynamojdbc.grammar.SqlParser;
import org.dynamojdbc.tree.ComparisonOperator;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.QueryBody;
import org.dynamojdbc.tree.Relation;
import org.dynamojdbc.tree.Statement;
import org.dynamojdbc.tree.Step;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * A rule of this test's own for when an index holds every row of a statement, so that a hint for it may not be refused: each
 * of the index's key attributes that is no key of the table is compared with a constant of its type, by a term of WHERE that
 * must hold. Where the rule says nothing the index may be able to answer all the same.
 */
final class AnswerableIndexes {
    private AnswerableIndexes() {}

    static boolean surelyAnswers(DynamoDbClient client, String sql, String index) {
        if (!(new SqlParser().parse(sql).statement() instanceof Statement.QueryStatement query
                && query.query().body() instanceof QueryBody.Select select
                && select.from().size() == 1
                && select.from().get(0) instanceof Relation.TableReference table
                && select.where() != null)) {
            return false;
        }
        TableDescription description =
                client.describeTable(r -> r.tableName(table.table())).table();
        Map<String, String> types = new HashMap<>();
        for (AttributeDefinition attribute : description.attributeDefinitions()) {
            types.put(attribute.attributeName(), attribute.attributeTypeAsString());
        }
        Set<String> open = new HashSet<>();
        description.globalSecondaryIndexes().stream()
                .filter(i -> i.indexName().equals(index))
                .forEach(i -> open.addAll(names(i.keySchema())));
        description.localSecondaryIndexes().stream()
                .filter(i -> i.indexName().equals(index))
                .forEach(i -> open.addAll(names(i.keySchema())));
        names(description.keySchema()).forEach(open::remove);
        return required(select.where(), types).containsAll(open);
    }

    private static List<String> names(List<KeySchemaElement> key) {
        return key.stream().map(KeySchemaElement::attributeName).toList();
    }

    /** Attributes that hold a value of their declared type in each item for which the condition is TRUE. */
    private static Set<String> required(Expression condition, Map<String, String> types) {
        Set<String> required = new HashSet<>();
        if (condition instanceof Expression.And and) {
            and.terms().forEach(term -> required.addAll(required(term, types)));
        } else if (condition instanceof Expression.Or or) {
            required.addAll(required(or.terms().get(0), types));
            or.terms().forEach(term -> required.retainAll(required(term, types)));
        } else if (condition instanceof Expression.Comparison comparison
                && comparison.operator() != ComparisonOperator.NE) {
            add(comparison.left(), List.of(comparison.right()), types, required);
            add(comparison.right(), List.of(comparison.left()), types, required);
        } else if (condition instanceof Expression.Between between && !between.negated()) {
            add(between.value(), List.of(between.low(), between.high()), types, required);
        } else if (condition instanceof Expression.InList in && !in.negated()) {
            add(in.value(), in.items(), types, required);
        }
        return required;
    }

    private static void add(
            Expression path, List<Expression> constants, Map<String, String> types, Set<String> required) {
        if (path instanceof Expression.PathExpression named
                && named.steps().size() == 1
                && named.steps().get(0) instanceof Step.Name name
                && types.containsKey(name.text())
                && constants.stream()
                        .allMatch(constant -> types.get(name.text()).equals(type(constant)))) {
            required.add(name.text());
        }
    }

    private static @Nullable String type(Expression constant) {
        if (constant instanceof Expression.StringLiteral) {
            return "S";
        }
        return constant instanceof Expression.NumberLiteral ? "N" : null;
    }
}
