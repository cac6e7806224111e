package org.dynamojdbc.client;

import java.io.IOException;

/** A program that starts an embedded server, says where, and stays until it is killed. */
final class CrashingUser {
    private CrashingUser() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println(EmbeddedServer.join("crash", null).endpoint());
        System.out.flush();
        System.in.transferTo(System.out);
    }
}
