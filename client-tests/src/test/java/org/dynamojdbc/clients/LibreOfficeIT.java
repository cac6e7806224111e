package org.dynamojdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** LibreOffice Base, headless, by the script under dialect-tests; skipped where it is not installed. */
class LibreOfficeIT {
    private static final int ABSENT = 77;
    /** The system's own: others on the PATH do not see LibreOffice's module. */
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    @Test
    void baseOpensAndEditsTables() throws Exception {
        assumeTrue(Files.isExecutable(PYTHON), "no Python that could have LibreOffice's module uno");
        Process process = new ProcessBuilder(
                        PYTHON.toString(),
                        Path.of("..", "dialect-tests", "libreoffice", "open-table.py")
                                .toString(),
                        System.getProperty("all-in-one.jar"),
                        System.getProperty("dynamojdbc.local.classpath"))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
        assumeTrue(process.exitValue() != ABSENT, "LibreOffice Base is not installed: " + said);
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said.lines().filter(line -> line.startsWith("ok "))).hasSizeGreaterThan(10);
    }
}
