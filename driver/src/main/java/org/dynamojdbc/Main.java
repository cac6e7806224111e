package org.dynamojdbc;

import org.dynamojdbc.config.DriverVersion;

/** What {@code java -jar} of the all-in-one jar says: its version and how to use it. */
final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.out.println("dynamo-jdbc " + DriverVersion.text() + ", a JDBC driver for Amazon DynamoDB");
        System.out.println("Put this jar on the class path (driver class " + DynamoDriver.class.getName()
                + ") and connect to jdbc:dynamodb://region or jdbc:dynamodb://localhost:8000");
    }
}
