package org.dynamojdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Hibernate with the dialect beside this test, on tables that it makes itself. */
class HibernateIT {
    private static Shop shop;
    private static SessionFactory sessions;

    /** An entity of every common type. */
    @Entity(name = "Member")
    @Table(name = "members")
    static class Member {
        @Id
        String id = "";

        @Nullable
        String name;

        @Version
        int version;

        @Nullable
        LocalDate born;

        @Nullable
        Instant seen;

        boolean active;

        @Nullable
        BigDecimal credit;

        @Nullable
        Integer age;

        @Nullable
        UUID token;

        byte @Nullable [] photo;
    }

    /** Partition key and sort key. */
    record VisitKey(String member, String day) implements Serializable {}

    /** An entity with a key of two attributes. */
    @Entity(name = "Visit")
    @Table(name = "visits")
    @IdClass(VisitKey.class)
    static class Visit {
        @Id
        String member = "";

        @Id
        String day = "";

        @Nullable
        BigDecimal paid;
    }

    @BeforeAll
    static void open() throws SQLException {
        shop = Shop.open("hibernate");
        sessions = new Configuration()
                .addAnnotatedClass(Member.class)
                .addAnnotatedClass(Visit.class)
                .setProperty("hibernate.connection.url", shop.url())
                .setProperty("hibernate.connection.driver_class", "org.dynamojdbc.DynamoDriver")
                .setProperty("hibernate.dialect", DynamoDialect.class.getName())
                .setProperty("hibernate.globally_quoted_identifiers", "true")
                .setProperty("hibernate.hbm2ddl.auto", "create")
                .setProperty("hibernate.hbm2ddl.halt_on_error", "true")
                .buildSessionFactory();
        sessions.inTransaction(session -> {
            for (int i = 0; i < 3; i++) {
                session.persist(member("m" + i, i));
                session.persist(visit("m" + i, "2024-01-0" + (i + 1), i));
                session.persist(visit("m" + i, "2024-02-0" + (i + 1), i * 10));
            }
        });
    }

    @AfterAll
    static void close() throws SQLException {
        sessions.close();
        shop.close();
    }

    private static Member member(String id, int number) {
        Member member = new Member();
        member.id = id;
        member.name = "name " + number;
        member.born = LocalDate.of(2000, 1, 1 + number);
        member.seen = Instant.parse("2024-01-31T10:11:12.123456Z");
        member.active = number % 2 == 0;
        member.credit = new BigDecimal("1.25");
        member.age = number;
        member.token = new UUID(1, number);
        member.photo = new byte[] {1, 2, (byte) number};
        return member;
    }

    private static Visit visit(String member, String day, int paid) {
        Visit visit = new Visit();
        visit.member = member;
        visit.day = day;
        visit.paid = BigDecimal.valueOf(paid);
        return visit;
    }

    private static Member found(Session session, String id) {
        return Objects.requireNonNull(session.find(Member.class, id), id);
    }

    @Test
    void entitiesComeBackAsTheyWerePersisted() {
        sessions.inSession(session -> {
            Member member = found(session, "m2");
            assertThat(member).usingRecursiveComparison().isEqualTo(member("m2", 2));
            Visit visit = session.find(Visit.class, new VisitKey("m2", "2024-02-03"));
            assertThat(Objects.requireNonNull(visit).paid).isEqualByComparingTo("20");
            assertThat(session.find(Member.class, "none")).isNull();
        });
    }

    @Test
    void changesAreWrittenAndRemovedEntitiesGone() {
        sessions.inTransaction(session -> session.persist(member("changed", 1)));
        sessions.inTransaction(session -> {
            Member member = found(session, "changed");
            member.name = "new";
            member.age = null;
        });
        sessions.inTransaction(session -> {
            Member member = found(session, "changed");
            assertThat(member.name).isEqualTo("new");
            assertThat(member.age).isNull();
            assertThat(member.version).isOne();
            session.remove(member);
        });
        sessions.inSession(
                session -> assertThat(session.find(Member.class, "changed")).isNull());
    }

    @Test
    void aStaleEntityIsNotWritten() {
        sessions.inTransaction(session -> session.persist(member("stale", 1)));
        Member stale = Objects.requireNonNull(sessions.fromSession(session -> session.find(Member.class, "stale")));
        sessions.inTransaction(session -> found(session, "stale").name = "first");
        stale.name = "second";
        assertThatThrownBy(() -> sessions.inTransaction(session -> session.merge(stale)))
                .isInstanceOf(OptimisticLockException.class);
        sessions.inTransaction(session -> session.remove(found(session, "stale")));
    }

    @Test
    void queriesJoinGroupAndPage() {
        sessions.inSession(session -> {
            assertThat(session.createSelectionQuery(
                                    "select m.name, sum(v.paid) from Member m join Visit v on v.member = m.id"
                                            + " where m.active = true group by m.name order by 2 desc",
                                    Object[].class)
                            .list())
                    .extracting(row -> row[0] + " "
                            + ((BigDecimal) row[1]).stripTrailingZeros().toPlainString())
                    .containsExactly("name 2 22", "name 0 0");
            assertThat(session.createSelectionQuery("from Visit order by paid, day", Visit.class)
                            .setFirstResult(2)
                            .setMaxResults(2)
                            .list())
                    .extracting(visit -> visit.day)
                    .containsExactly("2024-01-02", "2024-01-03");
            assertThat(session.createSelectionQuery(
                                    "select id from Member where born >= :b and token in (:t) and credit = :c",
                                    String.class)
                            .setParameter("b", LocalDate.of(2000, 1, 2))
                            .setParameterList("t", List.of(new UUID(1, 0), new UUID(1, 1)))
                            .setParameter("c", new BigDecimal("1.25"))
                            .list())
                    .containsExactly("m1");
            assertThat(session.createSelectionQuery(
                                    "select upper(name) || '!' from Member m"
                                            + " where exists (select 1 from Visit v where v.member = m.id and v.paid > 15)",
                                    String.class)
                            .list())
                    .containsExactly("NAME 2!");
        });
    }

    @Test
    void statementsOverManyRowsCountThem() {
        sessions.inTransaction(session -> {
            for (int i = 0; i < 5; i++) {
                session.persist(visit("bulk", "2024-03-0" + (i + 1), i));
            }
        });
        sessions.inTransaction(session -> {
            assertThat(session.createMutationQuery(
                                    "update Visit set paid = paid * 2 where member = 'bulk' and paid > 2")
                            .executeUpdate())
                    .isEqualTo(2);
        });
        sessions.inTransaction(session -> {
            assertThat(session.createSelectionQuery(
                                    "select sum(paid) from Visit where member = 'bulk'", BigDecimal.class)
                            .getSingleResult())
                    .isEqualByComparingTo("17");
        });
        sessions.inTransaction(session -> {
            assertThat(session.createMutationQuery("update Visit set paid = 7 where member = 'bulk' and paid > 2")
                            .executeUpdate())
                    .isEqualTo(2);
        });
        sessions.inTransaction(session -> {
            assertThat(session.createMutationQuery("delete from Visit where member = 'bulk'")
                            .executeUpdate())
                    .isEqualTo(5);
        });
    }
}
