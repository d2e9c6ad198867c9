package org.tresllaves.server;

import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the server listens: a loopback port, a unix socket, or two of these; nothing else can be expressed. */
public sealed interface Listen {
    /** One listener. */
    sealed interface One extends Listen {
    }

    /** A port on 127.0.0.1; 0 takes any free one. */
    record Port(int number) implements One {
        public Port {
            if (number < 0 || number > 65_535) {
                throw new IllegalArgumentException("not a port: " + number);
            }
        }
    }

    /** A unix domain socket. */
    record Socket(Path path) implements One {
        /** The kernel's limit for a socket's path, its zero byte included. */
        private static final int LONGEST = 107;

        public Socket {
            if (path.toString().length() > LONGEST) {
                throw new IllegalArgumentException("a socket's path has at most " + LONGEST + " characters");
            }
        }
    }

    /** Two listeners for two onion services: what the one takes the other does not. */
    record Two(One sources, One docket) implements Listen {
    }

    /** The sources' listener, or the only one. */
    default One first() {
        return switch (this) {
            case One one -> one;
            case Two two -> two.sources();
        };
    }

    /** Every listener. */
    default Stream<One> all() {
        return switch (this) {
            case One one -> Stream.of(one);
            case Two two -> Stream.of(two.sources(), two.docket());
        };
    }
}
