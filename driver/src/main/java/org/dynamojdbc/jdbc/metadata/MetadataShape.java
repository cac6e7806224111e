package org.dynamojdbc.jdbc.metadata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The columns of each DatabaseMetaData result, as the JDBC 4.3 javadoc orders them. A name stands for a VARCHAR column;
 * {@code int}, {@code short}, {@code long} or {@code boolean} before it says otherwise, {@code ?} behind it that it may be
 * NULL.
 */
@SuppressWarnings("ImmutableEnumChecker") // List.copyOf makes the columns immutable
public enum MetadataShape {
    TABLES("TABLE_CAT? TABLE_SCHEM? TABLE_NAME TABLE_TYPE REMARKS? TYPE_CAT? TYPE_SCHEM? TYPE_NAME?"
            + " SELF_REFERENCING_COL_NAME? REF_GENERATION?"),
    COLUMNS("TABLE_CAT? TABLE_SCHEM? TABLE_NAME COLUMN_NAME int:DATA_TYPE TYPE_NAME int:COLUMN_SIZE? int:BUFFER_LENGTH?"
            + " int:DECIMAL_DIGITS? int:NUM_PREC_RADIX? int:NULLABLE REMARKS? COLUMN_DEF? int:SQL_DATA_TYPE?"
            + " int:SQL_DATETIME_SUB? int:CHAR_OCTET_LENGTH? int:ORDINAL_POSITION IS_NULLABLE SCOPE_CATALOG?"
            + " SCOPE_SCHEMA? SCOPE_TABLE? short:SOURCE_DATA_TYPE? IS_AUTOINCREMENT IS_GENERATEDCOLUMN"),
    PRIMARY_KEYS("TABLE_CAT? TABLE_SCHEM? TABLE_NAME COLUMN_NAME short:KEY_SEQ PK_NAME?"),
    INDEX_INFO("TABLE_CAT? TABLE_SCHEM? TABLE_NAME boolean:NON_UNIQUE INDEX_QUALIFIER? INDEX_NAME? short:TYPE"
            + " short:ORDINAL_POSITION COLUMN_NAME? ASC_OR_DESC? long:CARDINALITY long:PAGES FILTER_CONDITION?"),
    FOREIGN_KEYS("PKTABLE_CAT? PKTABLE_SCHEM? PKTABLE_NAME PKCOLUMN_NAME FKTABLE_CAT? FKTABLE_SCHEM? FKTABLE_NAME"
            + " FKCOLUMN_NAME short:KEY_SEQ short:UPDATE_RULE short:DELETE_RULE FK_NAME? PK_NAME?"
            + " short:DEFERRABILITY"),
    TYPE_INFO("TYPE_NAME int:DATA_TYPE int:PRECISION LITERAL_PREFIX? LITERAL_SUFFIX? CREATE_PARAMS? short:NULLABLE"
            + " boolean:CASE_SENSITIVE short:SEARCHABLE boolean:UNSIGNED_ATTRIBUTE boolean:FIXED_PREC_SCALE"
            + " boolean:AUTO_INCREMENT LOCAL_TYPE_NAME? short:MINIMUM_SCALE short:MAXIMUM_SCALE"
            + " int:SQL_DATA_TYPE? int:SQL_DATETIME_SUB? int:NUM_PREC_RADIX"),
    SCHEMAS("TABLE_SCHEM TABLE_CATALOG?"),
    CATALOGS("TABLE_CAT"),
    TABLE_TYPES("TABLE_TYPE"),
    CLIENT_INFO("NAME int:MAX_LEN DEFAULT_VALUE? DESCRIPTION"),
    PROCEDURES("PROCEDURE_CAT? PROCEDURE_SCHEM? PROCEDURE_NAME RESERVED1? RESERVED2? RESERVED3? REMARKS?"
            + " short:PROCEDURE_TYPE SPECIFIC_NAME"),
    PROCEDURE_COLUMNS(
            "PROCEDURE_CAT? PROCEDURE_SCHEM? PROCEDURE_NAME COLUMN_NAME short:COLUMN_TYPE int:DATA_TYPE TYPE_NAME"
                    + " int:PRECISION int:LENGTH short:SCALE? short:RADIX short:NULLABLE REMARKS? COLUMN_DEF?"
                    + " int:SQL_DATA_TYPE? int:SQL_DATETIME_SUB? int:CHAR_OCTET_LENGTH? int:ORDINAL_POSITION IS_NULLABLE"
                    + " SPECIFIC_NAME"),
    FUNCTIONS("FUNCTION_CAT? FUNCTION_SCHEM? FUNCTION_NAME REMARKS? short:FUNCTION_TYPE SPECIFIC_NAME"),
    FUNCTION_COLUMNS("FUNCTION_CAT? FUNCTION_SCHEM? FUNCTION_NAME COLUMN_NAME short:COLUMN_TYPE int:DATA_TYPE TYPE_NAME"
            + " int:PRECISION int:LENGTH short:SCALE? short:RADIX short:NULLABLE REMARKS?"
            + " int:CHAR_OCTET_LENGTH? int:ORDINAL_POSITION IS_NULLABLE SPECIFIC_NAME"),
    TABLE_PRIVILEGES("TABLE_CAT? TABLE_SCHEM? TABLE_NAME GRANTOR? GRANTEE PRIVILEGE IS_GRANTABLE?"),
    COLUMN_PRIVILEGES("TABLE_CAT? TABLE_SCHEM? TABLE_NAME COLUMN_NAME GRANTOR? GRANTEE PRIVILEGE IS_GRANTABLE?"),
    ROW_IDENTIFIER(
            "short:SCOPE? COLUMN_NAME int:DATA_TYPE TYPE_NAME int:COLUMN_SIZE? int:BUFFER_LENGTH? short:DECIMAL_DIGITS?"
                    + " short:PSEUDO_COLUMN"),
    UDTS("TYPE_CAT? TYPE_SCHEM? TYPE_NAME CLASS_NAME int:DATA_TYPE REMARKS? short:BASE_TYPE?"),
    SUPER_TYPES("TYPE_CAT? TYPE_SCHEM? TYPE_NAME SUPERTYPE_CAT? SUPERTYPE_SCHEM? SUPERTYPE_NAME"),
    SUPER_TABLES("TABLE_CAT? TABLE_SCHEM? TABLE_NAME SUPERTABLE_NAME"),
    ATTRIBUTES(
            "TYPE_CAT? TYPE_SCHEM? TYPE_NAME ATTR_NAME int:DATA_TYPE ATTR_TYPE_NAME int:ATTR_SIZE int:DECIMAL_DIGITS?"
                    + " int:NUM_PREC_RADIX int:NULLABLE REMARKS? ATTR_DEF? int:SQL_DATA_TYPE? int:SQL_DATETIME_SUB?"
                    + " int:CHAR_OCTET_LENGTH? int:ORDINAL_POSITION IS_NULLABLE SCOPE_CATALOG? SCOPE_SCHEMA?"
                    + " SCOPE_TABLE? short:SOURCE_DATA_TYPE?"),
    PSEUDO_COLUMNS("TABLE_CAT? TABLE_SCHEM? TABLE_NAME COLUMN_NAME int:DATA_TYPE int:COLUMN_SIZE? int:DECIMAL_DIGITS?"
            + " int:NUM_PREC_RADIX? COLUMN_USAGE REMARKS? int:CHAR_OCTET_LENGTH? IS_NULLABLE");

    private final List<OutputColumn> columns;

    MetadataShape(String layout) {
        List<OutputColumn> parsed = new ArrayList<>();
        for (String word : layout.split(" ", -1)) {
            parsed.add(column(word));
        }
        columns = List.copyOf(parsed);
    }

    private static OutputColumn column(String word) {
        boolean nullable = word.endsWith("?");
        String typed = nullable ? word.substring(0, word.length() - 1) : word;
        int colon = typed.indexOf(':');
        String name = typed.substring(colon + 1);
        ColumnType.Kind kind =
                switch (colon < 0 ? "" : typed.substring(0, colon)) {
                    case "int" -> ColumnType.Kind.INTEGER;
                    case "short" -> ColumnType.Kind.SMALLINT;
                    case "long" -> ColumnType.Kind.BIGINT;
                    case "boolean" -> ColumnType.Kind.BOOLEAN;
                    default -> ColumnType.Kind.VARCHAR;
                };
        return new OutputColumn(name, name, AttributePath.of(name), null, ColumnType.of(kind), "", nullable);
    }

    public List<OutputColumn> columns() {
        return columns;
    }

    /** One row; the values stand in the order of the columns, null is SQL NULL, missing last ones are NULL. */
    Map<String, AttributeValue> row(@Nullable Object... values) {
        Map<String, AttributeValue> row = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value != null) {
                row.put(columns.get(i).name(), attribute(value));
            }
        }
        return row;
    }

    private static AttributeValue attribute(Object value) {
        if (value instanceof Boolean truth) {
            return AttributeValue.fromBool(truth);
        }
        return value instanceof Number
                ? AttributeValue.fromN(value.toString())
                : AttributeValue.fromS(value.toString());
    }
}
