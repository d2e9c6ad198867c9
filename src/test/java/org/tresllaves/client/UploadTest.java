package org.tresllaves.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.Secret;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Promise;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;
import org.tresllaves.protocol.VerifierKey;

/** An upload of four segments over a way that breaks after so many bytes, again and again. */
class UploadTest {
    private static final Hash PANEL = Derive.h(org.tresllaves.protocol.Label.ROSTER, new byte[1]);
    private static final Ed25519.KeyPair LOG = Ed25519.keyPair(Secret.taking(new byte[32]));
    private static final VerifierKey KEY = new VerifierKey("t/intake", VerifierKey.Type.ED25519, LOG.publicKey());

    private final BitSet held = new BitSet();
    private final List<Integer> puts = new ArrayList<>();
    private final List<Long> waits = new ArrayList<>();
    private Refusal refusing = Refusal.MALFORMED;
    private boolean refuse;
    private HttpServer http;

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::answer);
        http.start();
    }

    @AfterEach
    void stop() {
        http.stop(0);
    }

    private synchronized void answer(HttpExchange call) throws IOException {
        byte[] body = call.getRequestBody().readAllBytes();
        String[] path = call.getRequestURI().getPath().split("/");
        if (refuse) {
            send(call, 507, refusing.body());
        } else if (call.getRequestMethod().equals("PUT")) {
            held.set(Integer.parseInt(path[4]));
            puts.add(Integer.parseInt(path[4]));
            send(call, 204, new byte[0]);
        } else if (path.length == 5) {
            byte[] signed = Promise.signed(PANEL, report.eid(), report.envelopeHash(), report.rtag(), 7, 20000);
            send(call, 200, new Promise(report.eid(), 7, 20000, Ed25519.sign(LOG.seed(), signed)).encode());
        } else {
            assertThat(body).hasSize(33);
            send(call, 200, java.util.Arrays.copyOf(held.toByteArray(), 128));
        }
    }

    private static void send(HttpExchange call, int status, byte[] body) throws IOException {
        call.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        call.getResponseBody().write(body);
        call.close();
    }

    private final Upload.Sealed report = new Upload.Sealed() {
        @Override
        public Eid eid() {
            return Eid.of(new byte[16]);
        }

        @Override
        public Hash rosterHash() {
            return PANEL;
        }

        @Override
        public Bucket bucket() {
            return Bucket.MIB_4;
        }

        @Override
        public Hash envelopeHash() {
            return PANEL;
        }

        @Override
        public Hash rtag() {
            return PANEL;
        }

        @Override
        public byte[] segment(int k) {
            return new byte[Bucket.SEGMENT];
        }
    };

    /** Passes bytes on, and cuts each connection after {@code limit} bytes of the request. */
    private final class Cutter implements AutoCloseable {
        private final ServerSocket listen = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        Cutter(int limit) throws IOException {
            Thread.ofVirtual().start(() -> {
                while (!listen.isClosed()) {
                    try {
                        Socket client = listen.accept();
                        Thread.ofVirtual().start(() -> pass(client, limit));
                    } catch (IOException e) {
                        return;
                    }
                }
            });
        }

        private void pass(Socket client, int limit) {
            try (client; Socket server = new Socket(InetAddress.getLoopbackAddress(), http.getAddress().getPort())) {
                Thread back = Thread.ofVirtual().start(() -> {
                    try {
                        server.getInputStream().transferTo(client.getOutputStream());
                    } catch (IOException e) {
                        // One end was cut: that is what this proxy is for.
                    }
                });
                byte[] buffer = new byte[8192];
                int passed = 0;
                int read;
                while (passed < limit && (read = client.getInputStream().read(buffer, 0,
                        Math.min(buffer.length, limit - passed))) >= 0) {
                    server.getOutputStream().write(buffer, 0, read);
                    passed += read;
                }
                assertThat(back).isNotNull();
            } catch (IOException e) {
                // One end was cut.
            }
        }

        @Override
        public void close() throws IOException {
            listen.close();
        }
    }

    private Promise upload(int port) throws Exception {
        try (Server server = new Server(new Address.Loopback("127.0.0.1", port), new LocalDialer(), Purpose.REPORT)) {
            return new Upload(server, time -> waits.add(time.toSeconds()),
                    (done, total) -> assertThat(done).isLessThanOrEqualTo(total)).send(report, PANEL, KEY);
        }
    }

    @Test
    void aBrokenWayIsTakenUpAtTheNextMissingSegment() throws Exception {
        for (int limit : new int[]{(1 << 20) + 3000, (2 << 20) + 100_000, (3 << 20) - 1}) {
            held.clear();
            puts.clear();
            try (Cutter cutter = new Cutter(limit)) {
                assertThat(upload(cutter.listen.getLocalPort()).batch()).isEqualTo(7);
            }
            assertThat(puts).as("limit " + limit).containsExactly(0, 1, 2, 3);
        }
        assertThat(waits).isNotEmpty().allMatch(seconds -> seconds == 1);
    }

    @Test
    void aWayThatNeverGetsThroughIsGivenUp() throws Exception {
        try (Cutter cutter = new Cutter(50)) {
            assertThatThrownBy(() -> upload(cutter.listen.getLocalPort())).isInstanceOf(IOException.class);
        }
        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void aFullServerSaysSoBeforeTheFirstByte() {
        refuse = true;
        refusing = Refusal.FULL;
        assertThatThrownBy(() -> upload(http.getAddress().getPort())).isInstanceOfSatisfying(Refused.class,
                e -> assertThat(e.refusal()).isEqualTo(
                        Refusal.FULL));
        assertThat(puts).isEmpty();
        assertThat(waits).isEmpty();
    }

    @Test
    void aBusyServerIsAskedAgainButNotForever() {
        refuse = true;
        refusing = Refusal.BUSY;
        assertThatThrownBy(() -> upload(http.getAddress().getPort())).isInstanceOf(Refused.class);
        assertThat(waits).hasSize(9);
    }

    @Test
    void aPromiseOfAnotherKeyIsNoPromise() {
        VerifierKey other = new VerifierKey("t/intake", VerifierKey.Type.ED25519,
                Ed25519.keyPair(Secret.taking(new byte[]{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
                        12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32}))
                        .publicKey());
        try (Server server = new Server(new Address.Loopback("127.0.0.1", http.getAddress().getPort()),
                new LocalDialer(), Purpose.REPORT)) {
            Upload upload = new Upload(server, time -> {
            }, (done, total) -> {
            });
            assertThatThrownBy(() -> upload.send(report, PANEL, other)).isInstanceOfSatisfying(Untrue.class,
                    e -> assertThat(e.what()).isEqualTo(
                            Untrue.What.PROMISE));
        }
    }
}
