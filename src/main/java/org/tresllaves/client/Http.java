package org.tresllaves.client;

import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** One request, one bounded answer. No proxy, no look-up of names, no redirects, cookies, cache or compression; every request carries the same headers. */
final class Http implements AutoCloseable {
    private final OkHttpClient client;
    private final String base;

    Http(Address address, Dialer dialer, Purpose purpose) {
        base = switch (address) {
            case Address.Loopback loopback -> "http://" + loopback.host() + ":" + loopback.port();
            case Address.UnixSocket unix -> "http://localhost";
            case Address.Onion onion ->
                "http://" + onion.onion().host() + (onion.port() == 80 ? "" : ":" + onion.port());
        };
        client = new OkHttpClient.Builder().proxy(Proxy.NO_PROXY).socketFactory(dialer.sockets(address, purpose))
                .dns(Http::never)
                .protocols(List.of(Protocol.HTTP_1_1)).connectionPool(new ConnectionPool(1, 30, TimeUnit.SECONDS))
                .followRedirects(false)
                .followSslRedirects(false).retryOnConnectionFailure(false).cookieJar(CookieJar.NO_COOKIES).cache(null)
                .connectTimeout(120,
                        TimeUnit.SECONDS)
                .readTimeout(120, TimeUnit.SECONDS).writeTimeout(120, TimeUnit.SECONDS).build();
    }

    /**
     * Address literals never come here. Sockets to a unix socket or an onion service know where they go and ignore what is given to them, so these names get
     * an address that nobody has (240.0.0.0/4 is reserved); every other name is a bug that must not reach a resolver.
     */
    private static List<InetAddress> never(String name) throws java.net.UnknownHostException {
        if (!name.equals("localhost") && !name.endsWith(".onion")) {
            throw new java.net.UnknownHostException("names are not looked up");
        }
        return List.of(InetAddress.getByAddress(name, new byte[]{(byte) 240, 0, 0, 1}));
    }

    /** Takes the answer's body as it comes. */
    @FunctionalInterface
    interface Taker<T> {
        T take(InputStream body) throws IOException, Untrue;
    }

    /** Sends; any status but 2xx is a refusal. The body must be taken whole by {@code taker}. */
    <T> T send(String method, String path, Map<String, String> headers, Optional<byte[]> body, Taker<T> taker)
            throws IOException, Refused, Untrue {
        Request.Builder request = new Request.Builder().url(base + path)
                .method(method, body.map(Http::plain).orElse(null)).header("User-Agent",
                        "tresllaves")
                .header("Accept-Encoding", "identity");
        headers.forEach(request::header);
        return answer(request.build(), taker);
    }

    /** Sends a body too large for memory. */
    <T> T send(String method, String path, Map<String, String> headers, RequestBody body, Taker<T> taker)
            throws IOException, Refused, Untrue {
        Request.Builder request = new Request.Builder().url(base + path).method(method, body)
                .header("User-Agent", "tresllaves").header(
                        "Accept-Encoding", "identity");
        headers.forEach(request::header);
        return answer(request.build(), taker);
    }

    private <T> T answer(Request request, Taker<T> taker) throws IOException, Refused, Untrue {
        try (Response response = client.newCall(request).execute()) {
            InputStream body = response.body().byteStream();
            if (!response.isSuccessful()) {
                throw new Refused(Refusal.ofBody(body.readNBytes(Refusal.LENGTH)).orElse(Refusal.LATER));
            }
            return taker.take(body);
        }
    }

    /** An answer of whatever status, with its headers; a header that came twice has both values. */
    record Whole(int status, Map<String, String> headers, byte[] body) {
    }

    /** Fetches something as it comes over the wire. */
    Whole whole(String path, int limit) throws IOException, Untrue {
        Request request = new Request.Builder().url(base + path).header("User-Agent", "tresllaves")
                .header("Accept-Encoding", "identity").build();
        try (Response response = client.newCall(request).execute()) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            response.headers().forEach(header -> headers.merge(header.getFirst(), header.getSecond(),
                    (one, other) -> one + ", " + other));
            return new Whole(response.code(), headers, atMost(limit).take(response.body().byteStream()));
        }
    }

    private static RequestBody plain(byte[] bytes) {
        return RequestBody.create(bytes);
    }

    /** Everything, if it is at most {@code limit} bytes. */
    static Taker<byte[]> atMost(int limit) {
        return body -> {
            byte[] bytes = body.readNBytes(limit);
            if (body.read() >= 0) {
                throw new Untrue(Untrue.What.SHAPE);
            }
            return bytes;
        };
    }

    /** Everything, if it is exactly {@code length} bytes. */
    static Taker<byte[]> exactly(int length) {
        return body -> {
            byte[] bytes = atMost(length).take(body);
            if (bytes.length != length) {
                throw new Untrue(Untrue.What.SHAPE);
            }
            return bytes;
        };
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
