package org.dynamojdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.beans.BeanInfo;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import org.dynamojdbc.config.Property;
import org.junit.jupiter.api.Test;

class DataSourceTest {
    private static final String URL = "jdbc:dynamodb:embedded:data-source";

    @Test
    void everyConnectionPropertyIsABeanProperty() throws Exception {
        for (Class<?> type : List.of(DynamoDataSource.class, DynamoConnectionPoolDataSource.class)) {
            BeanInfo bean = Introspector.getBeanInfo(type);
            Map<String, PropertyDescriptor> described = new TreeMap<>();
            for (PropertyDescriptor descriptor : bean.getPropertyDescriptors()) {
                described.put(descriptor.getName(), descriptor);
            }
            for (Property property : Property.values()) {
                PropertyDescriptor descriptor = described.get(property.key());
                assertThat(descriptor).as(property.key()).isNotNull();
                assertThat(descriptor.getWriteMethod()).as(property.key()).isNotNull();
                assertThat(descriptor.getReadMethod() == null)
                        .as(property.key() + " can be read")
                        .isEqualTo(property.kind() == Property.Kind.SECRET);
                Object bound = descriptor.getReadMethod() == null
                        ? null
                        : descriptor
                                .getReadMethod()
                                .invoke(type.getConstructor().newInstance());
                if (bound != null) {
                    assertThat(String.valueOf(bound)).as(property.key()).isEqualTo(property.defaultValue());
                }
            }
        }
    }

    @Test
    void beanPropertiesReachTheConnection() throws SQLException {
        DynamoDataSource source = new DynamoDataSource();
        source.setUrl(URL + "?fetchSize=17&accessKeyId=AKIDX&secretAccessKey=hidden");
        source.setReadOnly(true);
        source.setQueryTimeoutSeconds(9);
        assertThat(source.getUrl()).isEqualTo(URL);
        try (Connection connection = source.getConnection()) {
            assertThat(connection.isReadOnly()).isTrue();
            assertThat(connection.createStatement().getFetchSize()).isEqualTo(17);
            assertThat(connection.createStatement().getQueryTimeout()).isEqualTo(9);
            assertThat(connection.getMetaData().getUserName()).isEqualTo("AKIDX");
            assertThat(connection.getMetaData().getURL()).doesNotContain("hidden");
        }
    }

    @Test
    void aWrongPropertyIsRefusedWhenAConnectionIsOpened() {
        DynamoDataSource source = new DynamoDataSource();
        source.setProperty("regoin", "eu-west-1");
        assertThatThrownBy(source::getConnection)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("region");
    }

    @Test
    void aPooledConnectionLendsFreshConnectionsAndTellsOfTheirReturn() throws SQLException {
        DynamoConnectionPoolDataSource source = new DynamoConnectionPoolDataSource();
        source.setUrl(URL);
        PooledConnection pooled = source.getPooledConnection();
        List<String> events = new ArrayList<>();
        pooled.addConnectionEventListener(new ConnectionEventListener() {
            @Override
            public void connectionClosed(ConnectionEvent event) {
                events.add("closed");
            }

            @Override
            public void connectionErrorOccurred(ConnectionEvent event) {
                events.add("error");
            }
        });
        Connection first = pooled.getConnection();
        first.setReadOnly(true);
        first.close();
        first.close();
        assertThat(events).containsExactly("closed");
        Connection second = pooled.getConnection();
        assertThat(second.isReadOnly()).isFalse();
        try (ResultSet rows = second.createStatement().executeQuery("SELECT 1")) {
            assertThat(rows.next()).isTrue();
        }
        Connection third = pooled.getConnection();
        assertThat(second.isClosed()).isTrue();
        assertThat(events).containsExactly("closed");
        pooled.close();
        assertThat(third.isClosed()).isTrue();
        assertThatThrownBy(pooled::getConnection)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08003"));
    }

    @Test
    void toolsCanDrawTheirFormFromThePropertyInfos() throws Exception {
        DriverPropertyInfo[] infos = DriverManager.getDriver(URL)
                .getPropertyInfo("jdbc:dynamodb://eu-west-1?scan=deny&user=me", new Properties());
        assertThat(infos).hasSameSizeAs(Property.values());
        for (DriverPropertyInfo info : infos) {
            assertThat(info.description).as(info.name).isNotEmpty();
            assertThat(info.required).as(info.name).isFalse();
            if (info.name.equals("scan")) {
                assertThat(info.choices).containsExactly("allow", "warn", "deny");
                assertThat(info.value).isEqualTo("deny");
            }
            if (info.name.equals("region")) {
                assertThat(info.value).isEqualTo("eu-west-1");
            }
        }
        assertThat(new DynamoDriver().getPropertyInfo("jdbc:dynamodb:", null)).hasSameSizeAs(Property.values());
        assertThat(new DynamoDriver().getPropertyInfo(null, null)).hasSameSizeAs(Property.values());
        assertThat(new DynamoDriver().getPropertyInfo("jdbc:dynamodb://?unknown=1", null))
                .hasSameSizeAs(Property.values());
    }
}
