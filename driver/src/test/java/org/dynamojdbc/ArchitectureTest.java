package org.dynamojdbc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of the rooms: a statement walks down, imports point down. */
class ArchitectureTest {
    private static final List<String> ROOMS = List.of(
            "jdbc",
            "plan",
            "relational",
            "execute",
            "access",
            "scalar",
            "predicate",
            "row",
            "catalog",
            "type",
            "client",
            "config",
            "error");

    private static final JavaClasses DRIVER = read();

    /** The rules look at names only, so that the classes of the libraries need not be read. */
    private static JavaClasses read() {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.dynamojdbc");
    }

    @Test
    void noRoomImportsOneAbove() {
        for (int room = 1; room < ROOMS.size(); room++) {
            String[] above = ROOMS.subList(0, room).stream()
                    .map(name -> "org.dynamojdbc." + name + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("org.dynamojdbc." + ROOMS.get(room) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .check(DRIVER);
        }
    }

    /** Within execute: single calls carry reads, tables and writes, which know nothing of who asks for them. */
    @Test
    void callsKnowNothingOfWhatTheyAreFor() {
        noClasses()
                .that()
                .resideInAPackage("org.dynamojdbc.execute.call")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.dynamojdbc.execute",
                        "org.dynamojdbc.execute.read",
                        "org.dynamojdbc.execute.table",
                        "org.dynamojdbc.execute.write")
                .check(DRIVER);
        noClasses()
                .that()
                .resideInAPackage("org.dynamojdbc.execute.read")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.dynamojdbc.execute", "org.dynamojdbc.execute.table", "org.dynamojdbc.execute.write")
                .check(DRIVER);
        noClasses()
                .that()
                .resideInAPackage("org.dynamojdbc.execute.table")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.dynamojdbc.execute", "org.dynamojdbc.execute.read", "org.dynamojdbc.execute.write")
                .check(DRIVER);
        noClasses()
                .that()
                .resideInAPackage("org.dynamojdbc.execute.write")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.dynamojdbc.execute", "org.dynamojdbc.execute.table")
                .check(DRIVER);
    }

    @Test
    void onlyExecuteAndCatalogCallDynamoDb() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.dynamojdbc",
                        "org.dynamojdbc.jdbc..",
                        "org.dynamojdbc.plan..",
                        "org.dynamojdbc.relational..",
                        "org.dynamojdbc.access..",
                        "org.dynamojdbc.scalar..",
                        "org.dynamojdbc.predicate..",
                        "org.dynamojdbc.row..",
                        "org.dynamojdbc.type..")
                .should()
                .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                        com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                                com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo(
                                        software.amazon.awssdk.services.dynamodb.DynamoDbClient.class))))
                .check(DRIVER);
    }

    @Test
    void theGrammarKnowsNeitherJdbcNorTheSdk() {
        noClasses()
                .that()
                .resideInAnyPackage("org.dynamojdbc.grammar..", "org.dynamojdbc.tree..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "software.amazon.awssdk..")
                .check(DRIVER);
    }

    @Test
    void onlyRelationalKnowsCalcite() {
        noClasses()
                .that()
                .resideInAPackage("org.dynamojdbc..")
                .and()
                .resideOutsideOfPackage("org.dynamojdbc.relational..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.calcite..", "com.google..")
                .check(DRIVER);
    }
}
