package org.dynamojdbc.clients;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the all-in-one jar, and that it runs alone and behind other versions of what it holds. */
class AllInOneJarIT {
    private static final long MAX_BYTES = 30_000_000;

    /** Every entry that is no class: a pattern and why it is there. */
    private static final Map<String, String> RESOURCES = Map.ofEntries(
            entry("META-INF/MANIFEST\\.MF", "the main class"),
            entry("META-INF/LICENSE", "Apache License 2.0, ours and most libraries'"),
            entry("META-INF/NOTICE", "which libraries are in it, with their licences"),
            entry("META-INF/FastDoubleParser(-ThirdParty)?-LICENSE", "licence of code in the SDK's Jackson"),
            entry("META-INF/Schubfach-LICENSE", "licence of code in the SDK's Jackson"),
            entry("org/dynamojdbc/jdbc/jdbc-contract\\.tsv", "what each method of java.sql does"),
            entry("org/dynamojdbc/jdbc/metadata/functions\\.tsv", "what getFunctions tells"),
            entry("META-INF/services/java\\.sql\\.Driver", "how DriverManager finds the driver"),
            entry(
                    "META-INF/services/org\\.dynamojdbc\\.shaded\\.awssdk\\.http\\.SdkHttpService",
                    "how the SDK's credential providers find their HTTP client"),
            entry("org/dynamojdbc/version\\.properties", "the version of the driver"),
            entry("org/dynamojdbc/shaded/apache/calcite/runtime/CalciteResource\\.properties", "Calcite's messages"),
            entry("org/dynamojdbc/shaded/awssdk/core/util/mime\\.types", "read by the SDK's Mimetype"),
            entry("org/dynamojdbc/shaded/awssdk/regions/internal/region/endpoints\\.json", "the SDK's endpoints"),
            entry(
                    "org/dynamojdbc/shaded/awssdk/awscore/.*/sdk-default-configuration\\.json",
                    "the SDK's defaults modes"),
            entry("org/dynamojdbc/shaded/apache/hc/(client5|core5)/version\\.properties", "HttpClient's user agent"),
            entry(
                    "org/dynamojdbc/shaded/publicsuffix/list/effective_tld_names\\.dat",
                    "HttpClient's host name checks"));

    private static JarFile jar;

    @BeforeAll
    static void open() throws IOException {
        jar = new JarFile(path("all-in-one.jar").toFile());
    }

    @AfterAll
    static void close() throws IOException {
        jar.close();
    }

    private static Path path(String property) {
        return Path.of(System.getProperty(property));
    }

    private static List<String> names() {
        return jar.stream().filter(e -> !e.isDirectory()).map(ZipEntry::getName).toList();
    }

    @Test
    void everyClassIsUnderOrgDynamojdbc() {
        assertThat(names().stream().filter(n -> n.endsWith(".class")))
                .hasSizeGreaterThan(1000)
                .allMatch(n -> n.startsWith("org/dynamojdbc/"));
    }

    @Test
    void everyResourceIsExplained() {
        List<String> resources =
                names().stream().filter(n -> !n.endsWith(".class")).toList();
        assertThat(resources).allMatch(name -> RESOURCES.keySet().stream().anyMatch(name::matches));
        assertThat(RESOURCES.keySet()).allMatch(pattern -> resources.stream().anyMatch(name -> name.matches(pattern)));
    }

    @Test
    void noEntryIsThereTwice() {
        assertThat(names()).doesNotHaveDuplicates();
    }

    @Test
    void everyServiceNamesAClassOfTheJar() throws IOException {
        for (String name : names()) {
            if (name.startsWith("META-INF/services/")) {
                for (String line : text(name)
                        .lines()
                        .map(l -> l.replaceFirst("#.*", "").strip())
                        .filter(l -> !l.isEmpty())
                        .toList()) {
                    assertThat(jar.getEntry(line.replace('.', '/') + ".class"))
                            .as(name + ": " + line)
                            .isNotNull();
                }
            }
        }
        assertThat(text("META-INF/services/java.sql.Driver").strip()).isEqualTo("org.dynamojdbc.DynamoDriver");
    }

    /** A name left as it was, in a string for reflection or a resource's path, would find other versions or nothing. */
    @Test
    void noClassSpeaksOfAPackageByItsOldName() throws IOException {
        Set<String> packages = new TreeSet<>();
        for (String element : Files.readString(path("driver.classpath")).strip().split(File.pathSeparator, -1)) {
            try (JarFile library = new JarFile(element)) {
                library.stream()
                        .map(ZipEntry::getName)
                        .filter(n -> n.endsWith(".class") && n.contains("/") && !n.startsWith("META-INF/"))
                        .map(n -> Stream.of(n.split("/", 4))
                                .limit(Math.min(
                                        3, n.chars().filter(c -> c == '/').count()))
                                .collect(Collectors.joining("/")))
                        .forEach(packages::add);
            }
        }
        assertThat(packages).contains("software/amazon/awssdk", "org/antlr/v4");
        List<String> leftovers = new ArrayList<>();
        for (String name : names()) {
            if (name.endsWith(".class")) {
                for (String constant : ClassConstants.of(jar.getInputStream(jar.getEntry(name)))) {
                    String path = constant.replace('.', '/').replaceFirst("^[\\[L/]+", "");
                    if (path.matches("[\\w/$;-]+") && packages.stream().anyMatch(p -> path.startsWith(p + "/"))) {
                        leftovers.add(name + ": " + constant);
                    }
                }
            }
        }
        assertThat(leftovers).isEmpty();
    }

    @Test
    void everyLibraryIsNamedInTheNotice() throws IOException {
        String notice = text("META-INF/NOTICE");
        List<Path> libraries = Stream.of(
                        Files.readString(path("driver.classpath")).strip().split(File.pathSeparator, -1))
                .map(Path::of)
                .toList();
        Path repository = libraries.get(0);
        while (!startsAll(repository, libraries)) {
            repository = repository.getParent();
        }
        for (Path library : libraries) {
            assertThat(notice).contains(group(repository.relativize(library)));
        }
    }

    private static boolean startsAll(Path folder, List<Path> files) {
        return files.stream().allMatch(file -> file.startsWith(folder));
    }

    /** org/slf4j/slf4j-api/1.7.36/slf4j-api-1.7.36.jar in the local repository: all but the last three are the group. */
    private static String group(Path library) {
        List<String> parts = new ArrayList<>();
        library.forEach(part -> parts.add(part.toString()));
        return String.join(".", parts.subList(0, parts.size() - 3));
    }

    @Test
    void itIsSmall() throws IOException {
        assertThat(Files.size(path("all-in-one.jar"))).isLessThan(MAX_BYTES);
    }

    @Test
    void javaDashJarPrintsVersionAndUsage() throws Exception {
        Path jarFile = path("all-in-one.jar");
        String said = java("-jar", jarFile.toString());
        String version = jarFile.getFileName().toString().replaceAll("dynamo-jdbc-(.*)-all\\.jar", "$1");
        assertThat(said).contains("dynamo-jdbc " + version).contains("jdbc:dynamodb://");
        assertThat(said.lines()).hasSize(2);
    }

    @Test
    void statementsRunWithNothingElseOnTheClassPath() throws Exception {
        assertThat(statements(System.getProperty("all-in-one.jar"))).isEqualTo(AloneOnClassPath.DONE);
    }

    @Test
    void statementsRunBehindOtherVersionsOfItsLibraries() throws Exception {
        Path conflicting = path("conflicting");
        try (Stream<Path> jars = Files.list(conflicting)) {
            assertThat(jars).hasSizeGreaterThan(10);
        }
        String classPath = conflicting.resolve("*") + File.pathSeparator + System.getProperty("all-in-one.jar");
        assertThat(statements(classPath, "org.dynamojdbc.DynamoDriver")).isEqualTo(AloneOnClassPath.DONE);
    }

    /** The SDK finds these providers by the names of their classes, and says what is missing when it does not. */
    @Test
    void profilesLogInThroughIdentityCenterAndRoles(@TempDir Path home) throws Exception {
        Path config = Files.writeString(
                home.resolve("config"),
                """
                [profile portal]
                sso_start_url = https://example.invalid/start
                sso_region = eu-west-1
                sso_account_id = 123456789012
                sso_role_name = reader
                [profile session]
                sso_session = corporate
                sso_account_id = 123456789012
                sso_role_name = reader
                [sso-session corporate]
                sso_start_url = https://example.invalid/start
                sso_region = eu-west-1
                [profile keys]
                aws_access_key_id = a
                aws_secret_access_key = b
                [profile role]
                role_arn = arn:aws:iam::123456789012:role/reader
                source_profile = keys
                region = eu-west-1
                """);
        Map<String, String> environment = Map.of(
                "AWS_CONFIG_FILE", config.toString(),
                "AWS_SHARED_CREDENTIALS_FILE", home.resolve("none").toString(),
                "AWS_ENDPOINT_URL_STS", "http://nowhere.invalid");
        String said = java(
                environment,
                "-Duser.home=" + home,
                "-cp",
                System.getProperty("all-in-one.jar") + File.pathSeparator + testClasses(),
                ProfilesOnClassPath.class.getName(),
                "portal",
                "session",
                "role");
        assertThat(said.lines()).hasSize(3).allMatch(line -> line.startsWith("28000 no AWS credentials: "));
        assertThat(said.lines().toList().get(0)).contains("SSO");
        assertThat(said.lines().toList().get(1)).contains("SSO");
        assertThat(said.lines().toList().get(2)).contains("UnknownHostException");
    }

    /** @param driver classes to load first, as tools do: a broken driver in front may keep DriverManager from finding ours */
    private static String statements(String classPath, String... driver) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "-Ddynamojdbc.local.classpath=" + System.getProperty("dynamojdbc.local.classpath"),
                "-cp",
                classPath + File.pathSeparator + testClasses(),
                AloneOnClassPath.class.getName()));
        arguments.addAll(List.of(driver));
        return java(arguments.toArray(String[]::new)).strip();
    }

    private static String testClasses() throws URISyntaxException {
        return Path.of(AllInOneJarIT.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }

    private static String java(String... arguments) throws Exception {
        return java(Map.of(), arguments);
    }

    private static String java(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private static String text(String entry) throws IOException {
        return new String(jar.getInputStream(jar.getEntry(entry)).readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
