package org.dynamojdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import schemacrawler.schema.Catalog;
import schemacrawler.schema.Column;
import schemacrawler.schema.Index;
import schemacrawler.schema.NamedObject;
import schemacrawler.schema.Table;
import schemacrawler.schemacrawler.LoadOptionsBuilder;
import schemacrawler.schemacrawler.SchemaCrawlerOptions;
import schemacrawler.schemacrawler.SchemaCrawlerOptionsBuilder;
import schemacrawler.schemacrawler.SchemaInfoLevelBuilder;
import schemacrawler.tools.utility.SchemaCrawlerUtility;
import us.fatehi.utility.datasource.DatabaseConnectionSource;
import us.fatehi.utility.datasource.DatabaseConnectionSources;
import us.fatehi.utility.datasource.MultiUseUserCredentials;

/** SchemaCrawler at its highest level: everything DatabaseMetaData says, read over several connections. */
class SchemaCrawlerIT {

    @Test
    void theFullCatalogIsThere() throws Exception {
        SchemaCrawlerOptions options = SchemaCrawlerOptionsBuilder.newSchemaCrawlerOptions()
                .withLoadOptions(LoadOptionsBuilder.builder()
                        .withSchemaInfoLevel(SchemaInfoLevelBuilder.maximum())
                        .toOptions());
        try (Shop shop = Shop.open("schemacrawler")) {
            Catalog catalog = catalog(shop.url(), options);
            assertThat(catalog.getDatabaseInfo().getDatabaseProductName()).isEqualTo("Amazon DynamoDB");
            assertThat(names(catalog.getTables())).containsExactlyInAnyOrder("customers", "order-notes", "orders");
            Table orders = catalog.getTables().stream()
                    .filter(t -> plain(t).equals("orders"))
                    .findFirst()
                    .orElseThrow();
            assertThat(names(orders.getColumns())).containsExactly("customer", "placed", "total", "status", "paid");
            assertThat(orders.getColumns().stream().filter(Column::isPartOfPrimaryKey))
                    .hasSize(2)
                    .noneMatch(Column::isNullable);
            assertThat(names(orders.getPrimaryKey().getConstrainedColumns())).containsExactly("customer", "placed");
            Index byStatus = orders.getIndexes().stream()
                    .filter(i -> plain(i).equals("by_status"))
                    .findFirst()
                    .orElseThrow();
            assertThat(byStatus.isUnique()).isFalse();
            assertThat(names(byStatus.getColumns())).containsExactly("status", "placed");
            assertThat(catalog.getColumnDataTypes()).isNotEmpty();
        }
    }

    private static Catalog catalog(String url, SchemaCrawlerOptions options) throws Exception {
        DatabaseConnectionSource source =
                DatabaseConnectionSources.newDatabaseConnectionSource(url, new MultiUseUserCredentials("", ""));
        try {
            return SchemaCrawlerUtility.getCatalog(source, options);
        } finally {
            source.close();
        }
    }

    private static List<String> names(Collection<? extends NamedObject> objects) {
        return objects.stream().map(SchemaCrawlerIT::plain).collect(Collectors.toList());
    }

    private static String plain(NamedObject object) {
        return object.getName().replace("\"", "");
    }
}
