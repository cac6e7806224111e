package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.PartiQl;
import org.dynamojdbc.grammar.SqlParser;
import org.dynamojdbc.grammar.SyntaxException;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Returning;
import org.dynamojdbc.tree.Statement;
import org.dynamojdbc.type.Storable;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Plans EXECUTE PARTIQL: the text goes to DynamoDB as it is. The driver reads it only to know the columns of its rows;
 * where it cannot, the first items tell.
 */
final class PartiQlPlanner {
    /** API reference, ExecuteStatement. */
    private static final int MAX_TEXT = 8192;

    private final Catalog catalog;
    private final Constants constants;
    private final PlannerOptions options;
    private final RelationalQueries relational;

    PartiQlPlanner(Catalog catalog, Constants constants, PlannerOptions options, RelationalQueries relational) {
        this.catalog = catalog;
        this.constants = constants;
        this.options = options;
        this.relational = relational;
    }

    Plan plan(Statement.ExecutePartiQl statement) {
        if (statement.text().length() > MAX_TEXT) {
            throw new SqlFailure(
                    SqlState.PROGRAM_LIMIT_EXCEEDED,
                    At.of(statement.position()) + "the text of EXECUTE PARTIQL has "
                            + statement.text().length() + " characters and DynamoDB takes at most " + MAX_TEXT
                            + "; give values as ? with USING, or write the statement without EXECUTE PARTIQL");
        }
        boolean isRead = isRead(statement.text());
        List<AttributeValue> parameters = new ArrayList<>();
        for (Expression expression : statement.parameters()) {
            parameters.add(Storable.checked(constants.required(expression, "USING")));
        }
        return new Plan.PassThrough(
                new PartiQl(
                        statement.text(),
                        parameters,
                        isRead ? PartiQl.Kind.READ : PartiQl.Kind.WRITE,
                        isRead && options.consistentRead()),
                columns(statement.text(), isRead).orElse(null));
    }

    static boolean isRead(String text) {
        return text.stripLeading().toUpperCase(Locale.ROOT).startsWith("SELECT");
    }

    private Optional<List<OutputColumn>> columns(String text, boolean isRead) {
        try {
            SqlParser.Parsed parsed = new SqlParser().parse(text);
            Statement inner = parsed.statement();
            Constants unbound = Constants.unbound(parsed.parameterCount());
            if (inner instanceof Statement.QueryStatement query) {
                SelectPlanner selects = new SelectPlanner(catalog, unbound, options, new RelationalQueries());
                return Optional.of(named(selects.directColumns(query.query())));
            }
            @Nullable Returning returning = null;
            String table = "";
            if (inner instanceof Statement.Update update) {
                returning = update.returning();
                table = update.table();
            } else if (inner instanceof Statement.Delete delete) {
                returning = delete.returning();
                table = delete.table();
            }
            if (returning == null) {
                return Optional.of(List.of());
            }
            org.dynamojdbc.catalog.Table described = catalog.table(table);
            Scope scope = new Scope(described, null, catalog.knownColumns(described));
            return Optional.of(named(ReturningClause.of(returning, List.of(), scope, catalog, unbound, relational)
                    .columns()));
        } catch (SyntaxException | SqlFailure notUnderstood) {
            // DynamoDB decides whether the text is right.
            return isRead ? Optional.empty() : Optional.of(List.of());
        }
    }

    /** PartiQL's items have their columns by name, also where the statement names a place in a document. */
    private static List<OutputColumn> named(List<OutputColumn> columns) {
        return columns.stream()
                .map(c -> new OutputColumn(
                        c.label(), c.name(), AttributePath.of(c.name()), null, c.type(), c.table(), c.nullable()))
                .toList();
    }
}
