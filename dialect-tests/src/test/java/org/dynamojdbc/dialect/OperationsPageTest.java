package org.dynamojdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dynamojdbc.config.Property;
import org.dynamojdbc.dialect.Proofs.Proof;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every row of the page of operations names the cases and tests that prove it: each piece of code in the row's form is
 * executed by one of them, and each of them executes one.
 */
class OperationsPageTest {
    private static final Path ROOT = Path.of("..");
    private static final int HERE = 4;
    private static final int PROOF = 5;
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");
    /** A call or name of Java: words in camel case, with brackets or with dots. */
    private static final Pattern JAVA =
            Pattern.compile("[A-Za-z]*[a-z][A-Z]\\w*|(?:\\w+(?:\\([^ ]*\\))?\\.)*\\w+\\([^ ]*\\)|[A-Z_]{3,}");

    private static final Pattern WORD = Pattern.compile("[A-Za-z_]{3,}");

    @TestFactory
    Stream<DynamicTest> everyRowNamesWhatDoesItAndWhatProvesIt() throws IOException {
        Proofs proofs = new Proofs(Path.of("src/test"), List.of(Path.of("src/test"), ROOT.resolve("driver/src/test")));
        List<List<String>> rows = Files.readAllLines(ROOT.resolve("docs/operations.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| operation |"))
                .map(OperationsPageTest::cells)
                .toList();
        assertThat(rows).hasSizeGreaterThan(110);
        return rows.stream().map(row -> DynamicTest.dynamicTest(row.get(0), () -> isProven(row, proofs)));
    }

    private static void isProven(List<String> row, Proofs proofs) {
        assertThat(row).hasSize(PROOF + 1);
        List<String> forms = codes(row.get(HERE));
        assertThat(forms).as("code in %s", row.get(HERE)).isNotEmpty();
        List<String> names = List.of(row.get(PROOF).split("; ", -1));
        for (String form : forms) {
            if (names.stream().noneMatch(name -> shows(proofs.named(name), form))) {
                throw new AssertionError(
                        "no proof of " + names + " shows " + form + "; these do: " + shownBy(form, proofs));
            }
        }
        assertThat(names).as("proofs of %s", forms).allMatch(name -> forms.stream()
                .anyMatch(form -> shows(proofs.named(name), form)));
    }

    private static List<String> shownBy(String form, Proofs proofs) {
        return proofs.all().entrySet().stream()
                .filter(proof -> shows(proof.getValue(), form))
                .map(proof -> proof.getKey())
                .toList();
    }

    private static List<String> cells(String line) {
        String inner = line.strip().substring(1, line.strip().length() - 1).replace("\\|", "or");
        return Arrays.stream(inner.split("\\|", -1)).map(String::strip).toList();
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell).results().map(code -> code.group(1)).toList();
    }

    private static boolean shows(Proof proof, String form) {
        Optional<Property> property = Property.of(form);
        if (property.isPresent()) {
            return sets(proof, property.get());
        }
        return (JAVA.matcher(form).matches() && names(proof, form))
                || proof.texts().stream().anyMatch(new Form(form)::isIn);
    }

    /** Whether every word of the code is called or named. */
    private static boolean names(Proof proof, String code) {
        Matcher word = WORD.matcher(code);
        while (word.find()) {
            if (!proof.names().contains(word.group())
                    && !List.of("true", "false").contains(word.group())) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is set: by SET, in a URL, as one of several properties or by the setter of a data source. */
    private static boolean sets(Proof proof, Property property) {
        String key = property.key();
        String setter = "set" + key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1);
        Pattern text = Pattern.compile("(?:SET |[?&;]|^)" + key + "(?: ?=|$)", Pattern.CASE_INSENSITIVE);
        return proof.names().contains(setter)
                || proof.names().contains(property.name())
                || proof.texts().stream().anyMatch(each -> text.matcher(each).find());
    }
}
