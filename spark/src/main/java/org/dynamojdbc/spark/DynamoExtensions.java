package org.dynamojdbc.spark;

import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.SparkSessionExtensionsProvider;
import org.apache.spark.sql.jdbc.JdbcDialects;
import scala.runtime.BoxedUnit;

/** Registers {@link DynamoDialect} when a session starts: Spark finds this class by its service file. */
public final class DynamoExtensions implements SparkSessionExtensionsProvider {
    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
        JdbcDialects.registerDialect(new DynamoDialect());
        return BoxedUnit.UNIT;
    }
}
