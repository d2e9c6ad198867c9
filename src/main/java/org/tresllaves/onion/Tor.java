package org.tresllaves.onion;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.SocketFactory;

/**
 * A Tor that runs on this machine, by its SOCKS port. Everything made here goes through it, or fails: there is no way around it, no
 * name is looked up, and nothing is dialed but the SOCKS port.
 */
public final class Tor {
    /** How long a service may take to answer: a first connection builds circuits on both sides. */
    public static final Duration PATIENCE = Duration.ofSeconds(120);
    /** Where a Tor usually listens: the system's, then Tor Browser's. */
    public static final List<TorPort> USUAL = List.of(TorPort.of(9050), TorPort.of(9150));
    private static final Pattern HOST = Pattern
            .compile("(?=.{1,253}$)(?:[A-Za-z0-9-]{1,63}\\.)+[A-Za-z][A-Za-z0-9-]{0,62}");
    private static final int LOCAL_TIMEOUT = 5_000;
    private static final SocketAddress NOWHERE = TorPort.NOWHERE;

    private final TorPort socks;
    private final SecureRandom random;

    private Tor(TorPort socks, SecureRandom random) {
        this.socks = socks;
        this.random = random;
    }

    /** The first of these ports behind which something like a Tor answers; else a {@link TorFailure} about the last one that was tried. */
    public static Tor find(List<TorPort> ports, SecureRandom random) throws TorFailure {
        TorFailure last = new TorFailure(TorFailure.Reason.NOT_RUNNING, "");
        for (TorPort port : ports) {
            try {
                check(port);
                return new Tor(port, random);
            } catch (TorFailure e) {
                last = e;
            }
        }
        throw last;
    }

    private static void check(TorPort port) throws TorFailure {
        try (Socket socket = port.open(LOCAL_TIMEOUT);
                Deadline deadline = new Deadline(Duration.ofMillis(LOCAL_TIMEOUT), socket)) {
            if (!Socks.greet(socket.getInputStream(), socket.getOutputStream()) || deadline.hasPassed()) {
                throw new TorFailure(TorFailure.Reason.NOT_TOR, port.toString());
            }
        } catch (TorFailure e) {
            throw e;
        } catch (IOException e) {
            throw new TorFailure(TorFailure.Reason.NOT_TOR, port.toString());
        }
    }

    /** Sockets to be connected by whoever takes them, all on one fresh circuit. Ask for a new factory for each report and each visit. */
    public SocketFactory sockets(OnionAddress to, int port) {
        return new TorSockets(socks, to.host(), port, Circuit.fresh(random));
    }

    /** A connected socket on a fresh circuit, to speak any protocol over. Fails with a {@link TorFailure}. */
    public Socket connect(OnionAddress to, int port, Duration patience) throws IOException {
        return connected(to.host(), port, patience);
    }

    /**
     * The same to a host outside Tor, whose name the last relay looks up, and which sees that relay and not us. What is said over it must protect itself:
     * only the server's notices go this way, over TLS.
     */
    public Socket leave(String host, int port, Duration patience) throws IOException {
        if (!HOST.matcher(host).matches() || host.endsWith(".onion") && OnionAddress.parse(host).isEmpty()) {
            throw new TorFailure(TorFailure.Reason.ADDRESS_BAD, "");
        }
        return connected(host, port, patience);
    }

    private Socket connected(String host, int port, Duration patience) throws IOException {
        Socket socket = new TorSockets(socks, host, port, Circuit.fresh(random)).createSocket();
        socket.connect(NOWHERE, Math.toIntExact(patience.toMillis()));
        return socket;
    }

    /** Where it listens. */
    public TorPort socks() {
        return socks;
    }
}
