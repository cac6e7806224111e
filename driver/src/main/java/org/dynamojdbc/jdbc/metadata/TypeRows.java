package org.dynamojdbc.jdbc.metadata;

import java.sql.DatabaseMetaData;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.Documents;
import org.dynamojdbc.type.JdbcTypes;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The rows of getTypeInfo: one per type name that a column can have. */
public final class TypeRows {
    private static final int NUMBER_DIGITS = 38;

    private TypeRows() {}

    /** All types, ordered by DATA_TYPE. */
    public static List<Map<String, AttributeValue>> all(Documents documents) {
        Map<String, ColumnType> byName = new LinkedHashMap<>();
        for (ColumnType.Kind kind : ColumnType.Kind.values()) {
            ColumnType type = ColumnType.of(kind);
            byName.putIfAbsent(JdbcTypes.typeName(type), type);
        }
        List<ColumnType> types = new ArrayList<>(byName.values());
        types.sort(Comparator.comparingInt(documents::sqlType));
        return types.stream().map(type -> row(type, documents)).toList();
    }

    private static Map<String, AttributeValue> row(ColumnType type, Documents documents) {
        int sqlType = documents.sqlType(type);
        String quote = quote(sqlType);
        boolean numeric = numeric(sqlType);
        return MetadataShape.TYPE_INFO.row(
                JdbcTypes.typeName(type),
                sqlType,
                numeric && JdbcTypes.precision(type) == 0 ? NUMBER_DIGITS : JdbcTypes.precision(type),
                quote,
                quote == null ? null : "'",
                parameters(type),
                DatabaseMetaData.typeNullable,
                JdbcTypes.caseSensitive(type),
                DatabaseMetaData.typeSearchable,
                !numeric,
                false,
                false,
                null,
                0,
                maximumScale(type),
                null,
                null,
                10);
    }

    /** DynamoDB keeps 38 digits from 1E-130 on. */
    private static int maximumScale(ColumnType type) {
        return switch (type.kind()) {
            case NUMERIC -> 130;
            case DECIMAL -> NUMBER_DIGITS;
            default -> 0;
        };
    }

    private static @Nullable String quote(int sqlType) {
        return switch (sqlType) {
            case Types.VARCHAR, Types.CHAR -> "'";
            case Types.VARBINARY -> "X'";
            case Types.DATE -> "DATE '";
            case Types.TIME -> "TIME '";
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> "TIMESTAMP '";
            default -> null;
        };
    }

    private static @Nullable String parameters(ColumnType type) {
        return switch (type.kind()) {
            case VARCHAR, CHAR -> "length";
            case DECIMAL -> "precision,scale";
            default -> null;
        };
    }

    private static boolean numeric(int sqlType) {
        return switch (sqlType) {
            case Types.NUMERIC,
                    Types.DECIMAL,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE -> true;
            default -> false;
        };
    }
}
