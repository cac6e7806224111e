package org.dynamojdbc.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** This driver's version, which the build writes into a file. */
public final class DriverVersion {
    private static final String TEXT = read();

    private DriverVersion() {}

    /** Such as 0.1.0. */
    public static String text() {
        return TEXT;
    }

    public static int major() {
        return part(0);
    }

    public static int minor() {
        return part(1);
    }

    private static int part(int index) {
        String[] parts = TEXT.split("[.-]", -1);
        return Integer.parseInt(parts[index]);
    }

    private static String read() {
        Properties properties = new Properties();
        try (InputStream file = DriverVersion.class.getResourceAsStream("/org/dynamojdbc/version.properties")) {
            if (file == null) {
                throw new IOException("org/dynamojdbc/version.properties is missing beside the driver's classes");
            }
            properties.load(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties.getProperty("version", "0.0");
    }
}
