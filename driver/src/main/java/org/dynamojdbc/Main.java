package org.dynamojdbc;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** What {@code java -jar} of the all-in-one jar says: its version and how to use it. */
final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println("dynamo-jdbc " + version() + ", a JDBC driver for Amazon DynamoDB");
        System.out.println("Put this jar on the class path (driver class " + DynamoDriver.class.getName()
                + ") and connect to jdbc:dynamodb://region or jdbc:dynamodb://localhost:8000");
    }

    private static String version() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = Main.class.getResourceAsStream("version.properties")) {
            if (file == null) {
                throw new IOException("version.properties is missing beside " + Main.class.getName());
            }
            properties.load(file);
        }
        return properties.getProperty("version", "");
    }
}
