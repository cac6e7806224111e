package org.dynamojdbc.shell;

import java.io.IOException;
import java.io.PrintStream;

/** Where results go. Unlike a PrintStream it tells when nobody takes them: a full disk, a reader that has gone. */
final class Output {
    private final PrintStream stream;

    Output(PrintStream stream) {
        this.stream = stream;
    }

    /** @throws IOException when this line, or one before it, could not be written */
    void println(String line) throws IOException {
        stream.println(line);
        if (stream.checkError()) {
            throw new IOException("the result could not be written to standard output to its end: the disk is full, or"
                    + " the program that reads it has closed it");
        }
    }
}
