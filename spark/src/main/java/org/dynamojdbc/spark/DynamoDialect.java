package org.dynamojdbc.spark;

import java.sql.Types;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.spark.sql.jdbc.JdbcDialect;
import org.apache.spark.sql.jdbc.JdbcType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampType;
import scala.Option;

/**
 * Spark's JDBC source on dynamo-jdbc: which Spark types its columns have, how values are written in a pushed condition, and
 * that LIMIT and OFFSET may be pushed.
 */
public final class DynamoDialect extends JdbcDialect {
    private static final long serialVersionUID = 1L;

    /** Digits after the point of a number whose column declares none: Spark has no decimal without a scale. */
    private static final int SCALE = 18;

    @Override
    public boolean canHandle(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        return lower.startsWith("jdbc:dynamodb://") || lower.startsWith("jdbc:dynamodb:embedded:");
    }

    @Override
    public Option<DataType> getCatalystType(int sqlType, String typeName, int size, MetadataBuilder metadata) {
        if (sqlType == Types.NUMERIC && size == 0) {
            return Option.apply(DataTypes.createDecimalType(DecimalType.MAX_PRECISION(), SCALE));
        }
        if (sqlType == Types.TIMESTAMP_WITH_TIMEZONE) {
            return Option.apply(DataTypes.TimestampType);
        }
        return Option.empty();
    }

    @Override
    public Option<JdbcType> getJDBCType(DataType type) {
        if (type instanceof StringType) {
            return type("VARCHAR", Types.VARCHAR);
        } else if (type instanceof BooleanType) {
            return type("BOOLEAN", Types.BOOLEAN);
        } else if (type instanceof BinaryType) {
            return type("VARBINARY", Types.VARBINARY);
        } else if (type instanceof DecimalType) {
            return type("NUMERIC", Types.NUMERIC);
        } else if (type instanceof LongType) {
            return type("BIGINT", Types.BIGINT);
        } else if (type instanceof IntegerType) {
            return type("INTEGER", Types.INTEGER);
        } else if (type instanceof ShortType || type instanceof ByteType) {
            return type("SMALLINT", Types.SMALLINT);
        } else if (type instanceof DoubleType) {
            return type("DOUBLE", Types.DOUBLE);
        } else if (type instanceof FloatType) {
            return type("REAL", Types.REAL);
        } else if (type instanceof DateType) {
            return type("DATE", Types.DATE);
        } else if (type instanceof TimestampType) {
            return type("TIMESTAMP", Types.TIMESTAMP);
        }
        return Option.empty();
    }

    private static Option<JdbcType> type(String name, int nullType) {
        return Option.apply(new JdbcType(name, nullType));
    }

    @Override
    public String quoteIdentifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Bytes as X'..': Spark 3 would print the array's address. */
    @Override
    public Object compileValue(Object value) {
        return value instanceof byte[] bytes
                ? "X'" + HexFormat.of().withUpperCase().formatHex(bytes) + "'"
                : super.compileValue(value);
    }

    @Override
    public boolean supportsLimit() {
        return true;
    }

    @Override
    public boolean supportsOffset() {
        return true;
    }

    /** False: there are no foreign keys. */
    @Override
    public Option<Object> isCascadingTruncateTable() {
        return Option.apply(Boolean.FALSE);
    }
}
