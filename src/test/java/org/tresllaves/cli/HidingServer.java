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
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import javax.net.SocketFactory;
import org.tresllaves.client.Address;
import org.tresllaves.client.Dialer;
import org.tresllaves.client.Purpose;
import org.tresllaves.onion.Unconnected;

/** A server that takes everything and shows the docket as it was when this began: what is posted to it now stays hidden. It also remembers what it took. */
final class HidingServer implements Dialer, AutoCloseable {
    private static final String DOCKET = "/v1/docket";

    private final HttpServer server;
    private final URI behind;
    private final List<String> taken = new ArrayList<>();
    private Optional<byte[]> docket = Optional.empty();

    /** In front of the server at this address. */
    HidingServer(String address) throws IOException {
        behind = URI.create(address);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** Notes and bundles handed in since the last time this was asked, in order: call and body. */
    synchronized List<String> taken() {
        List<String> all = List.copyOf(taken);
        taken.clear();
        return all;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().toString();
            remember(exchange.getRequestMethod(), path, body);
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
            byte[] shown = shown(path, read(status < 400 ? call.getInputStream() : call.getErrorStream()));
            exchange.sendResponseHeaders(status, shown.length == 0 ? -1 : shown.length);
            exchange.getResponseBody().write(shown);
        }
    }

    private static byte[] read(InputStream in) throws IOException {
        return in == null ? new byte[0] : in.readAllBytes();
    }

    private synchronized void remember(String method, String path, byte[] body) {
        if (path.startsWith(DOCKET + "/note") || path.startsWith(DOCKET + "/bundle") && method.equals("PUT")) {
            taken.add(method + " " + path + " " + HexFormat.of().formatHex(body));
        }
    }

    private synchronized byte[] shown(String path, byte[] answer) {
        if (!path.equals(DOCKET)) {
            return answer;
        }
        docket = docket.or(() -> Optional.of(answer));
        return docket.get();
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
