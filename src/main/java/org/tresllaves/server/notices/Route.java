package org.tresllaves.server.notices;

import java.io.IOException;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.tresllaves.onion.Deadline;
import org.tresllaves.onion.Tor;
import org.tresllaves.onion.TorFailure;
import org.tresllaves.onion.TorPort;

/** The only way out: this machine's Tor, a circuit of its own for each notice, names looked up at its far end. */
record Route(TorPort socks, SecureRandom random) {
    /** How long one notice may take, from the first byte to the last. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** What is done over a connection. */
    @FunctionalInterface
    interface Talk {
        void over(Socket connected) throws IOException;
    }

    void to(String host, int port, Talk talk) throws IOException {
        Tor tor = Tor.find(List.of(socks), random);
        try (Socket socket = tor.leave(host, port, Tor.PATIENCE); Deadline deadline = new Deadline(PATIENCE, socket)) {
            try {
                talk.over(socket);
            } catch (IOException e) {
                throw deadline.hasPassed() ? new TorFailure(TorFailure.Reason.TOO_SLOW, "") : e;
            }
        }
    }
}
