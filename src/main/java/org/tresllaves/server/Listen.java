package org.tresllaves.server;

import java.nio.file.Path;

/** Where the server listens: a loopback port or a unix socket, and nothing else can be expressed. */
public sealed interface Listen {
    /** A port on 127.0.0.1; 0 takes any free one. */
    record Port(int number) implements Listen {
        public Port {
            if (number < 0 || number > 65_535) {
                throw new IllegalArgumentException("not a port: " + number);
            }
        }
    }

    /** A unix domain socket. */
    record Socket(Path path) implements Listen {
        /** The kernel's limit for a socket's path, its zero byte included. */
        private static final int LONGEST = 107;

        public Socket {
            if (path.toString().length() > LONGEST) {
                throw new IllegalArgumentException("a socket's path has at most " + LONGEST + " characters");
            }
        }
    }
}
