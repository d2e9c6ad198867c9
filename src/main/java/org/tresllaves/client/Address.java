package org.tresllaves.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.tresllaves.onion.OnionAddress;

/** Where a server is: on this very machine, a loopback port or a unix socket, or an onion service. A name is never looked up. */
public sealed interface Address {
    Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    /** A port on the loopback interface; {@code host} is a literal address as it stands in a URL. */
    record Loopback(String host, int port) implements Address {
    }

    /** A unix socket in the file system. */
    record UnixSocket(Path path) implements Address {
    }

    /** An onion service, reached through Tor alone. */
    record Onion(OnionAddress onion, int port) implements Address {
    }

    /** Why an address is not used. */
    enum Reason {
        /** Not an address at all. */
        MALFORMED,
        /** An onion address whose checksum is wrong: a letter was mistyped. */
        ONION,
        /** Anything that would leave this machine in clear. */
        CLEARNET
    }

    /** An address that is not used. */
    final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;
        private final Reason reason;

        Unusable(Reason reason) {
            super(reason.name(), null, false, false);
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }
    }

    /** Reads {@code http://<56 letters>.onion[:port]}, {@code http://127.0.0.1:8080}, {@code http://[::1]:8080} or {@code unix:/path}. */
    static Address parse(String text) throws Unusable {
        if (text.startsWith("unix:")) {
            Path path = pathOf(text.substring("unix:".length()));
            if (!path.isAbsolute()) {
                throw new Unusable(Reason.MALFORMED);
            }
            return new UnixSocket(path);
        }
        URI uri = uriOf(text);
        String host = uri.getHost();
        if (host == null || uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null
                || !isRoot(uri.getPath())) {
            throw new Unusable(Reason.MALFORMED);
        }
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        if (!"http".equals(uri.getScheme()) || port < 1 || port > 65_535) {
            throw new Unusable(Reason.CLEARNET);
        }
        String name = host.toLowerCase(Locale.ROOT);
        if (name.endsWith(".onion")) {
            return new Onion(OnionAddress.parse(name).orElseThrow(() -> new Unusable(Reason.ONION)), port);
        }
        if (!LOOPBACK.matcher(host).matches()) {
            throw new Unusable(Reason.CLEARNET);
        }
        return new Loopback(host.equals("localhost") ? "127.0.0.1" : host, port);
    }

    private static boolean isRoot(String path) {
        return path.isEmpty() || path.equals("/");
    }

    private static URI uriOf(String text) throws Unusable {
        try {
            return new URI(text.contains("://") ? text : "http://" + text);
        } catch (URISyntaxException e) {
            throw new Unusable(Reason.MALFORMED);
        }
    }

    private static Path pathOf(String text) throws Unusable {
        try {
            return Path.of(text);
        } catch (java.nio.file.InvalidPathException e) {
            throw new Unusable(Reason.MALFORMED);
        }
    }
}
