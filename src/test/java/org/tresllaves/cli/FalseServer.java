package org.tresllaves.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import javax.net.SocketFactory;
import org.tresllaves.client.Address;
import org.tresllaves.client.Dialer;
import org.tresllaves.client.Purpose;
import org.tresllaves.onion.Unconnected;
import org.tresllaves.protocol.Refusal;

/** In front of a real server, one that hides what it was given, or shows something else, and remembers every call. */
final class FalseServer implements Dialer, AutoCloseable {
    private static final String DOCKET = "/v1/docket";

    private final HttpServer server;
    private final URI behind;
    private final List<String> taken = new ArrayList<>();
    private final Map<String, byte[]> shown = new HashMap<>();

    /** In front of the server at this address. */
    FalseServer(String address) throws IOException {
        behind = URI.create(address);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** From now on this is the answer to a GET of this path; no bytes: that there is nothing. */
    synchronized void show(String path, byte[] answer) {
        shown.put(path, answer);
    }

    /** The docket stays as it is now: what is posted from here on is taken and hidden. */
    void hide() throws IOException {
        show(DOCKET, get(DOCKET));
    }

    /** What the real server answers. */
    byte[] get(String path) throws IOException {
        try (InputStream in = behind.resolve(path).toURL().openConnection(Proxy.NO_PROXY).getInputStream()) {
            return in.readAllBytes();
        }
    }

    /** Every call since the last time this was asked, in order: verb, path and body; and of log-ins the verb and path alone, since they are signed afresh. */
    synchronized List<String> taken() {
        List<String> all = List.copyOf(taken);
        taken.clear();
        return all;
    }

    /** Of these calls those that hand in notes and bundles. */
    static List<String> handedIn(List<String> calls) {
        return calls.stream().filter(call -> call.startsWith("POST " + DOCKET + "/note")
                || call.startsWith("PUT " + DOCKET + "/bundle")).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().toString();
            remember(exchange.getRequestMethod(), path, body);
            Optional<byte[]> instead = instead(exchange.getRequestMethod(), path);
            if (instead.isPresent()) {
                send(exchange, instead.get().length == 0 ? 404 : 200,
                        instead.get().length == 0 ? Refusal.UNKNOWN.body() : instead.get());
                return;
            }
            HttpURLConnection call = (HttpURLConnection) behind.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
            call.setRequestMethod(exchange.getRequestMethod());
            for (String name : List.of("Authorization", "Content-Digest")) {
                Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
                        .ifPresent(value -> call.setRequestProperty(name, value));
            }
            if (body.length > 0) {
                call.setDoOutput(true);
                call.getOutputStream().write(body);
            }
            int status = call.getResponseCode();
            send(exchange, status, read(status < 400 ? call.getInputStream() : call.getErrorStream()));
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static byte[] read(InputStream in) throws IOException {
        return in == null ? new byte[0] : in.readAllBytes();
    }

    private synchronized void remember(String method, String path, byte[] body) {
        taken.add(method + " " + path + (path.equals("/v1/login") ? "" : " " + HexFormat.of().formatHex(body)));
    }

    private synchronized Optional<byte[]> instead(String method, String path) {
        return method.equals("GET") ? Optional.ofNullable(shown.get(path)) : Optional.empty();
    }

    @Override
    public SocketFactory sockets(Address address, Purpose purpose) {
        return new Unconnected() {
            @Override
            public Socket createSocket() {
                return new Socket() {
                    @Override
                    public void connect(SocketAddress ignored, int timeout) throws IOException {
                        super.connect(server.getAddress(), timeout);
                    }
                };
            }
        };
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
