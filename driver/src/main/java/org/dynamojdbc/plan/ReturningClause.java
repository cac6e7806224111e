package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.List;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.write.ItemWrite;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.tree.Expression.PathExpression;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.tree.ReturnImage;
import org.dynamojdbc.tree.ReturnScope;
import org.dynamojdbc.tree.Returning;
import org.dynamojdbc.tree.SelectItem;
import org.dynamojdbc.tree.Step;
import org.jspecify.annotations.Nullable;

/**
 * RETURNING: which image of the item the write gives back, and the columns made of it.
 *
 * @param position where the clause stands, null when there is none
 */
record ReturningClause(ItemWrite.ReturnImage image, List<OutputColumn> columns, @Nullable Position position) {
    static final ReturningClause NONE = new ReturningClause(ItemWrite.ReturnImage.NONE, List.of(), null);

    /** @param assigned what the statement gives values to, which is shown though nobody knew of it before */
    static ReturningClause of(
            @Nullable Returning returning,
            List<PathExpression> assigned,
            Scope scope,
            Catalog catalog,
            Constants constants,
            RelationalQueries relational) {
        if (returning == null) {
            return NONE;
        }
        ReturnedColumns output = new ReturnedColumns(catalog, scope, constants, relational);
        if (returning instanceof Returning.ReturningAll all) {
            List<SelectItem> every = List.of(new SelectItem.AllColumns(null, all.position()));
            return new ReturningClause(image(all), withAssigned(output, every, assigned, scope), all.position());
        }
        Returning.ReturningItems items = (Returning.ReturningItems) returning;
        boolean hasAll = items.items().stream().anyMatch(SelectItem.AllColumns.class::isInstance);
        return new ReturningClause(
                ItemWrite.ReturnImage.ALL_NEW,
                withAssigned(output, items.items(), hasAll ? assigned : List.of(), scope),
                items.position());
    }

    private static List<OutputColumn> withAssigned(
            ReturnedColumns output, List<? extends SelectItem> items, List<PathExpression> assigned, Scope scope) {
        List<OutputColumn> columns = new ArrayList<>(output.of(List.copyOf(items)));
        for (PathExpression path : assigned) {
            String name = scope.resolve(path).root();
            if (columns.stream().noneMatch(column -> column.name().equals(name))) {
                PathExpression root = new PathExpression(List.of(new Step.Name(name, true)), path.position());
                columns.addAll(output.of(List.of(new SelectItem.SelectExpression(root, null, path.position()))));
            }
        }
        return columns;
    }

    private static ItemWrite.ReturnImage image(Returning.ReturningAll all) {
        if (all.scope() == ReturnScope.ALL) {
            return all.image() == ReturnImage.OLD ? ItemWrite.ReturnImage.ALL_OLD : ItemWrite.ReturnImage.ALL_NEW;
        }
        return all.image() == ReturnImage.OLD ? ItemWrite.ReturnImage.MODIFIED_OLD : ItemWrite.ReturnImage.MODIFIED_NEW;
    }

    /** DeleteItem can give back the old item only; RETURNING of columns means the deleted ones. */
    ItemWrite.ReturnImage deleteImage(@Nullable Returning returning) {
        if (returning instanceof Returning.ReturningItems) {
            return ItemWrite.ReturnImage.ALL_OLD;
        }
        if (position != null
                && (image == ItemWrite.ReturnImage.ALL_NEW || image == ItemWrite.ReturnImage.MODIFIED_NEW)) {
            throw new SqlFailure(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    At.of(position) + "a deleted item has no new image; write RETURNING ALL OLD * or name columns");
        }
        return image;
    }
}
