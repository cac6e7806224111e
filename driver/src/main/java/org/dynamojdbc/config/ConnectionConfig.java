package org.dynamojdbc.config;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.error.Suggestions;
import org.jspecify.annotations.Nullable;

/** A parsed connection: what the URL and the properties say, secrets kept out of every text. */
public final class ConnectionConfig {
    private static final String PREFIX = "jdbc:dynamodb:";
    private static final String EMBEDDED = PREFIX + "embedded:";
    private static final String SERVER = PREFIX + "//";

    private static final Pattern REGION = Pattern.compile("[A-Za-z0-9-]+");
    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?");

    private static final int LAST_PORT = 65_535;

    private final String url;
    private final @Nullable String embeddedName;
    private final Map<Property, String> values;

    private ConnectionConfig(String url, @Nullable String embeddedName, Map<Property, String> values) {
        this.url = url;
        this.embeddedName = embeddedName;
        this.values = values;
    }

    /** Whether the URL has one of this driver's own forms; other drivers share the prefix. */
    public static boolean accepts(String url) {
        return url.startsWith(SERVER) || url.startsWith(EMBEDDED);
    }

    /**
     * The connection a URL and properties describe, null when the URL is another driver's.
     *
     * @throws SqlFailure 22023 for unknown properties, wrong values and contradictions, 08001 for a malformed URL
     */
    public static @Nullable ConnectionConfig parse(String url, Properties properties) {
        if (!accepts(url)) {
            return null;
        }
        Map<Property, String> values = new EnumMap<>(Property.class);
        int question = url.indexOf('?');
        String head = question < 0 ? url : url.substring(0, question);
        if (question >= 0) {
            for (String pair : url.substring(question + 1).split("&", -1)) {
                if (!pair.isEmpty()) {
                    int equals = pair.indexOf('=');
                    put(
                            values,
                            decode(equals < 0 ? pair : pair.substring(0, equals)),
                            equals < 0 ? "true" : decode(pair.substring(equals + 1)));
                }
            }
        }
        properties(properties, values);
        if (head.startsWith(EMBEDDED)) {
            String name = head.substring(EMBEDDED.length());
            if (values.containsKey(Property.ENDPOINT)) {
                throw new SqlFailure(
                        SqlState.INVALID_PARAMETER_VALUE,
                        "an embedded server has no endpoint of another; leave out " + Property.ENDPOINT.key()
                                + " or write jdbc:dynamodb://host:port");
            }
            return new ConnectionConfig(head, name.isEmpty() ? "default" : name, values);
        }
        place(head.substring(SERVER.length()), values);
        return new ConnectionConfig(head, null, values);
    }

    /** Numbers and booleans put into Properties as objects count like their text; defaults count too. */
    private static void properties(Properties properties, Map<Property, String> values) {
        Set<Object> names = new TreeSet<>(Comparator.comparing(String::valueOf));
        names.addAll(properties.keySet());
        names.addAll(properties.stringPropertyNames());
        for (Object name : names) {
            Object value = properties.get(name);
            put(
                    values,
                    String.valueOf(name),
                    value == null ? properties.getProperty(String.valueOf(name), "") : String.valueOf(value));
        }
    }

    /** A host with a port or a dot is an endpoint, anything else a region. */
    private static void place(String authority, Map<Property, String> values) {
        String place = authority.endsWith("/") ? authority.substring(0, authority.length() - 1) : authority;
        if (place.isEmpty()) {
            return;
        }
        if (REGION.matcher(place).matches()) {
            if (place.equals("localhost")) {
                throw new SqlFailure(
                        SqlState.CONNECTION_FAILED,
                        "localhost needs a port; write jdbc:dynamodb://localhost:8000 for DynamoDB Local");
            }
            contradicts(values, Property.REGION, place);
            values.put(Property.REGION, place);
            return;
        }
        if (!HOST.matcher(place).matches()) {
            throw new SqlFailure(
                    SqlState.CONNECTION_FAILED,
                    "what stands after jdbc:dynamodb:// is no region and no host:port; write jdbc:dynamodb://eu-west-1 or"
                            + " jdbc:dynamodb://localhost:8000, and properties after a ?");
        }
        boolean local = place.startsWith("localhost:") || place.startsWith("127.") || place.startsWith("[::1]:");
        String endpoint = (local ? "http://" : "https://") + place;
        contradicts(values, Property.ENDPOINT, endpoint);
        values.put(Property.ENDPOINT, endpoint);
    }

    private static void contradicts(Map<Property, String> values, Property property, String given) {
        String other = values.get(property);
        if (other != null && !other.isEmpty() && !other.equals(given)) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "the URL names " + given + " and the property " + property.key() + " says " + other
                            + "; give one of them");
        }
    }

    private static Property known(String name) {
        return Property.of(name)
                .orElseThrow(() -> new SqlFailure(
                        SqlState.INVALID_PARAMETER_VALUE,
                        "unknown connection property '" + name + "'"
                                + Suggestions.didYouMean(
                                        name,
                                        Arrays.stream(Property.values())
                                                .map(Property::key)
                                                .toList())));
    }

    private static void put(Map<Property, String> values, String name, String value) {
        Property property = known(name);
        String complaint = value.isEmpty() ? null : property.complaint(value);
        if (complaint != null) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "connection property " + property.key() + " " + complaint + ", not '" + value + "'");
        }
        String other = values.get(property);
        if (other != null && !other.isEmpty() && !value.isEmpty() && !other.equals(value)) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "connection property " + property.key() + " is given twice with different values; give it once");
        }
        if (other == null || other.isEmpty()) {
            values.put(property, value);
        }
    }

    /** Percent-decoding only: a plus is a plus, which secret keys and tokens are full of. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new SqlFailure(
                    SqlState.CONNECTION_FAILED, "the URL has a % that begins no two hexadecimal digits", malformed);
        }
    }

    /** Name of the embedded server, null when the connection goes to a real one. */
    public @Nullable String embeddedName() {
        return embeddedName;
    }

    /** The given value or the default; "" when there is neither. */
    public String text(Property property) {
        String value = values.get(property);
        return value == null || value.isEmpty() ? property.defaultValue() : value;
    }

    /** Like {@link #text}, null instead of "". */
    public @Nullable String optional(Property property) {
        String text = text(property);
        return text.isEmpty() ? null : text;
    }

    public boolean flag(Property property) {
        return text(property).equalsIgnoreCase("true");
    }

    public int number(Property property) {
        return Integer.parseInt(text(property));
    }

    /** The endpoint to call, null for the region's own. */
    public @Nullable URI endpoint() {
        String endpoint = optional(Property.ENDPOINT);
        try {
            return endpoint == null
                    ? null
                    : portChecked(URI.create(endpoint.contains("://") ? endpoint : "http://" + endpoint));
        } catch (IllegalArgumentException malformed) {
            throw new SqlFailure(
                    SqlState.CONNECTION_FAILED,
                    "endpoint '" + endpoint + "' is no URI; write it like http://localhost:8000",
                    malformed);
        }
    }

    /** A port out of range would be noticed by the first statement only, in words that do not name it. */
    private static URI portChecked(URI endpoint) {
        int port = endpoint.getPort();
        if (port == 0 || port > LAST_PORT) {
            throw new SqlFailure(
                    SqlState.CONNECTION_FAILED,
                    "port " + port + " is none: ports go from 1 to " + LAST_PORT
                            + "; write the one the server listens on, as in jdbc:dynamodb://localhost:8000");
        }
        return endpoint;
    }

    /** The URL without its properties, which may hold secrets. */
    public String url() {
        return url;
    }

    /** What makes two connections use one client: every value, secrets included. Never print it. */
    public Map<Property, String> identity() {
        return Map.copyOf(values);
    }

    /** The URL: no property value appears in it. */
    @Override
    public String toString() {
        return url;
    }
}
