package org.dynamojdbc.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.type.ColumnType.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TypeNamesTest {
    @ParameterizedTest
    @CsvSource({
        "varchar, VARCHAR",
        "TEXT, VARCHAR",
        "String, VARCHAR",
        "S, VARCHAR",
        "CHAR, CHAR",
        "NUMBER, NUMERIC",
        "N, NUMERIC",
        "DECIMAL, NUMERIC",
        "INT, INTEGER",
        "INTEGER, INTEGER",
        "BIGINT, BIGINT",
        "SMALLINT, SMALLINT",
        "TINYINT, SMALLINT",
        "REAL, REAL",
        "FLOAT, DOUBLE",
        "DOUBLE, DOUBLE",
        "BOOLEAN, BOOLEAN",
        "BOOL, BOOLEAN",
        "BLOB, VARBINARY",
        "BYTES, VARBINARY",
        "BINARY, VARBINARY",
        "DATE, DATE",
        "TIME, TIME",
        "TIMESTAMP, TIMESTAMP",
        "EPOCH_SECONDS, EPOCH_SECONDS",
        "EPOCH_MILLIS, EPOCH_MILLIS",
        "UUID, UUID",
        "JSON, JSON",
        "MAP, MAP",
        "LIST, LIST",
        "STRING_SET, STRING_SET",
        "NUMBER_SET, NUMBER_SET",
        "BINARY_SET, BINARY_SET"
    })
    void namesStandForTypes(String name, Kind kind) {
        assertThat(TypeNames.columnType(name, List.of(), false).kind()).isEqualTo(kind);
    }

    @Test
    void argumentsArePrecisionAndScale() {
        assertThat(TypeNames.columnType("NUMERIC", List.of(10, 2), false))
                .isEqualTo(new ColumnType(Kind.DECIMAL, 10, 2));
        assertThat(TypeNames.columnType("VARCHAR", List.of(20), false)).isEqualTo(new ColumnType(Kind.VARCHAR, 20, 0));
        assertThat(TypeNames.columnType("TIMESTAMP", List.of(), true)).isEqualTo(ColumnType.of(Kind.TIMESTAMP_TZ));
    }

    @Test
    void unknownNamesAreRefusedWithTheNearest() {
        assertThatThrownBy(() -> TypeNames.columnType("VARCHR", List.of(), false))
                .hasMessageContaining("VARCHAR")
                .isInstanceOfSatisfying(
                        SqlFailure.class, f -> assertThat(f.state()).isEqualTo(SqlState.UNDEFINED_OBJECT));
        assertThatThrownBy(() -> TypeNames.columnType("TIME", List.of(), true)).isInstanceOf(SqlFailure.class);
        assertThatThrownBy(() -> TypeNames.columnType("DECIMAL", List.of(39, 0), false))
                .isInstanceOf(SqlFailure.class);
        assertThatThrownBy(() -> TypeNames.columnType("DECIMAL", List.of(2, 3), false))
                .isInstanceOf(SqlFailure.class);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theTypeNameInMetadataIsOneThatCreateTableTakes(Kind kind) {
        if (kind == Kind.UNSAMPLED) {
            return;
        }
        String name = JdbcTypes.typeName(ColumnType.of(kind));
        boolean zoned = name.endsWith(" WITH TIME ZONE");
        ColumnType read = TypeNames.columnType(name.replace(" WITH TIME ZONE", ""), List.of(), zoned);
        assertThat(read.kind()).isEqualTo(kind == Kind.DECIMAL ? Kind.NUMERIC : kind);
    }
}
