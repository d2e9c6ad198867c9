package org.tresllaves.onion;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where on this machine a Tor listens, its SOCKS or its control port: loopback or a unix socket. Another machine cannot be expressed. */
public sealed interface TorPort {
    Pattern WRITTEN = Pattern.compile("(?:(localhost|127\\.0\\.0\\.1|\\[::1]):)?([1-9]\\d{0,4})");

    /** A port on loopback; {@code six} for ::1. */
    record Loopback(boolean six, int port) implements TorPort {
        public Loopback {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("not a port");
            }
        }

        InetSocketAddress address() {
            try {
                byte[] host = six
                        ? new byte[]{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}
                        : new byte[]{127, 0, 0, 1};
                return new InetSocketAddress(InetAddress.getByAddress(host), port);
            } catch (UnknownHostException e) {
                throw new IllegalStateException("16 or 4 bytes are an address", e);
            }
        }

        @Override
        public String toString() {
            return (six ? "[::1]:" : "127.0.0.1:") + port;
        }
    }

    /** A unix socket. */
    record Unix(Path path) implements TorPort {
        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    static TorPort of(int port) {
        return new Loopback(false, port);
    }

    /** Reads {@code 9050}, {@code 127.0.0.1:9050}, {@code localhost:9050}, {@code [::1]:9050} or {@code unix:/path}. Names are not looked up. */
    static Optional<TorPort> parse(String text) {
        if (text.startsWith("unix:")) {
            return pathOf(text.substring("unix:".length()));
        }
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches() || Integer.parseInt(written.group(2)) > 65_535) {
            return Optional.empty();
        }
        return Optional.of(new Loopback("[::1]".equals(written.group(1)), Integer.parseInt(written.group(2))));
    }

    private static Optional<TorPort> pathOf(String text) {
        try {
            return Optional.of(Path.of(text)).filter(Path::isAbsolute).map(Unix::new);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** A plain connection to Tor itself. */
    default Socket open(int timeoutMillis) throws IOException {
        Socket socket = switch (this) {
            // NO_PROXY: a proxy set for the whole JVM must not get between us and Tor.
            case Loopback loopback -> new Socket(Proxy.NO_PROXY);
            case Unix unix -> new UnixSocket(unix.path());
        };
        try {
            socket.connect(this instanceof Loopback loopback ? loopback.address() : NOWHERE, timeoutMillis);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw new TorFailure(TorFailure.Reason.NOT_RUNNING, toString());
        }
    }

    /** Stands where a unix socket needs no address. */
    InetSocketAddress NOWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
}
