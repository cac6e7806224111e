package org.dynamojdbc.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every connection property, declared once: URL, java.util.Properties, DataSource and tools all read this list. */
public enum Property {
    REGION("region", Kind.TEXT, "", "AWS region, such as eu-west-1; also given as jdbc:dynamodb://region"),
    ENDPOINT("endpoint", Kind.TEXT, "", "Endpoint URI of another server, such as http://localhost:8000"),
    PROFILE("profile", Kind.TEXT, "", "Profile of the shared AWS configuration files to take credentials from"),
    USER("user", Kind.TEXT, "", "Access key id, for tools that only know user and password"),
    PASSWORD("password", Kind.SECRET, "", "Secret access key, for tools that only know user and password"),
    ACCESS_KEY_ID("accessKeyId", Kind.TEXT, "", "Access key id of static credentials"),
    SECRET_ACCESS_KEY("secretAccessKey", Kind.SECRET, "", "Secret access key of static credentials"),
    SESSION_TOKEN("sessionToken", Kind.SECRET, "", "Session token of temporary static credentials"),
    ROLE_ARN(
            "roleArn", Kind.TEXT, "", "Role to assume with the credentials given or found, as arn:aws:iam::..:role/.."),
    ROLE_SESSION_NAME(
            "roleSessionName", Kind.TEXT, "dynamo-jdbc", "Name of the assumed role's session, which AWS logs"),
    ROLE_EXTERNAL_ID("roleExternalId", Kind.TEXT, "", "External id that the role's owner asks for"),
    CONSISTENT_READ(
            "consistentRead", Kind.BOOLEAN, "false", "Strongly consistent reads; global indexes are not used then"),
    READ_ONLY("readOnly", Kind.BOOLEAN, "false", "Refuse every write and DDL before anything is sent"),
    SCAN(
            "scan",
            Kind.CHOICE,
            "warn",
            "What a full scan meets: allow, warn (an SQLWarning) or deny (refused)",
            "allow",
            "warn",
            "deny"),
    PUSHDOWN("pushdown", Kind.BOOLEAN, "true", "Send filters to DynamoDB; false evaluates them in the driver"),
    SET_NULL(
            "setNull",
            Kind.CHOICE,
            "store",
            "What SET a = NULL does: store (the NULL type) or remove (the attribute)",
            "store",
            "remove"),
    DOCUMENT_TYPES(
            "documentTypes",
            Kind.CHOICE,
            "varchar",
            "How lists, sets and maps are shown: varchar (JSON text) or struct (ARRAY and STRUCT)",
            "varchar",
            "struct"),
    HIDE_EXPIRED(
            "hideExpired", Kind.BOOLEAN, "false", "Leave out the items whose declared TTL column lies in the past"),
    MAX_READ_UNITS("maxReadUnits", Kind.NUMBER, "0", "Read units one statement may consume, 0 for no limit"),
    MAX_WRITE_UNITS(
            "maxWriteUnits",
            Kind.NUMBER,
            "0",
            "Write units one statement or batch may consume, 0 for no limit; what it wrote before stays"),
    READ_UNITS_PER_SECOND(
            "readUnitsPerSecond", Kind.NUMBER, "0", "Read units a connection may consume a second, 0 for no limit"),
    WRITE_UNITS_PER_SECOND(
            "writeUnitsPerSecond", Kind.NUMBER, "0", "Write units a connection may consume a second, 0 for no limit"),
    MAX_MEMORY_ROWS(
            "maxMemoryRows",
            Kind.NUMBER,
            "1000000",
            "Rows one statement may keep in memory to sort, group or join them; more end it with an error"),
    FETCH_SIZE("fetchSize", Kind.NUMBER, "0", "Items evaluated per page, 0 for DynamoDB's 1 MB pages"),
    BATCH_FLUSH_ROWS(
            "batchFlushRows",
            Kind.NUMBER,
            "0",
            "Rows of a JDBC batch that addBatch sends at once, 0 to keep all for executeBatch"),
    PREFETCH_PAGES("prefetchPages", Kind.NUMBER, "1", "Pages read ahead of the reader"),
    SCAN_PARALLELISM("scanParallelism", Kind.NUMBER, "1", "Segments of an unlimited scan read in parallel"),
    PRELOAD_ENGINE(
            "preloadEngine",
            Kind.BOOLEAN,
            "false",
            "Load the engine of joins, groups and sorts in the background, so that the first such query is quicker"),
    METADATA_CACHE_SECONDS(
            "metadataCacheSeconds", Kind.NUMBER, "60", "How long table descriptions and sampled columns are kept"),
    SAMPLE_SIZE("sampleSize", Kind.NUMBER, "100", "Items read once per table to infer undeclared columns"),
    SCHEMA_FILE("schemaFile", Kind.TEXT, "", "File of CREATE TABLE statements that declare column types"),
    EMBEDDED_CLASSPATH(
            "embeddedClasspath",
            Kind.TEXT,
            "",
            "File that holds the class path of DynamoDB Local, for jdbc:dynamodb:embedded:"),
    CONNECT_TIMEOUT_MS("connectTimeoutMs", Kind.NUMBER, "5000", "Time to open a connection to the server"),
    SOCKET_TIMEOUT_MS("socketTimeoutMs", Kind.NUMBER, "30000", "Time to wait for an answer on an open connection"),
    API_CALL_TIMEOUT_MS("apiCallTimeoutMs", Kind.NUMBER, "0", "Time for one call with all its retries, 0 for no limit"),
    PROXY_HOST("proxyHost", Kind.TEXT, "", "Host of an HTTP proxy to call AWS through"),
    PROXY_PORT("proxyPort", Kind.NUMBER, "8080", "Port of the HTTP proxy"),
    MAX_ATTEMPTS("maxAttempts", Kind.NUMBER, "8", "Attempts of one call when the server throttles or fails"),
    QUERY_TIMEOUT_SECONDS(
            "queryTimeoutSeconds", Kind.NUMBER, "0", "Default of setQueryTimeout, and time for a commit; 0 for none"),
    STATEMENT_LOG(
            "statementLog",
            Kind.CHOICE,
            "off",
            "Statements to log, with time, calls and units, to the logger org.dynamojdbc.statement",
            "off",
            "slow",
            "all"),
    SLOW_STATEMENT_MS("slowStatementMs", Kind.NUMBER, "1000", "What statementLog=slow calls slow"),
    APPLICATION_NAME("applicationName", Kind.TEXT, "", "Suffix of the user agent that AWS logs");

    private final String key;
    private final Kind kind;
    private final String defaultValue;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes it; the checker does not see that through the parameter
    private final List<String> choices;

    /** How a value is checked. */
    public enum Kind {
        TEXT,
        SECRET,
        BOOLEAN,
        NUMBER,
        CHOICE
    }

    Property(String key, Kind kind, String defaultValue, String description, String... choices) {
        this.key = key;
        this.kind = kind;
        this.defaultValue = defaultValue;
        this.description = description;
        this.choices = kind == Kind.BOOLEAN ? List.of("true", "false") : List.of(choices);
    }

    /** The name in URLs and Properties. */
    public String key() {
        return key;
    }

    public Kind kind() {
        return kind;
    }

    /** "" where there is none. */
    public String defaultValue() {
        return defaultValue;
    }

    public String description() {
        return description;
    }

    /** Empty when any value is taken. */
    public List<String> choices() {
        return choices;
    }

    /** The property of this name, which is matched ignoring case. */
    public static Optional<Property> of(String key) {
        return Arrays.stream(values()).filter(p -> p.key.equalsIgnoreCase(key)).findFirst();
    }

    /** Why a value is not taken, null when it is. */
    @Nullable
    String complaint(String value) {
        switch (kind) {
            case BOOLEAN, CHOICE:
                return choices.contains(value.toLowerCase(Locale.ROOT))
                        ? null
                        : "takes " + String.join(" or ", choices);
            case NUMBER:
                return value.matches("[0-9]{1,9}") ? null : "takes a whole number, 0 or more";
            default:
                return null;
        }
    }
}
