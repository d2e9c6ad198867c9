package org.tresllaves.onion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Services, keys and the control port, on a real network of tors. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
final class TestnetTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final SecureRandom random = new SecureRandom();
    private Testnet net;
    private HttpServer http;
    private Control keeper;

    @BeforeEach
    void start() throws Exception {
        net = Testnet.shared();
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", call -> {
            byte[] hello = "hello".getBytes(StandardCharsets.US_ASCII);
            call.sendResponseHeaders(200, hello.length);
            call.getResponseBody().write(hello);
            call.close();
        });
        http.start();
        keeper = Control.open(net.serviceControl(), random);
    }

    @AfterEach
    void stop() throws IOException {
        keeper.close();
        http.stop(0);
    }

    private OnionService service() {
        return Testnet.before(http.getAddress().getPort());
    }

    private String fetch(TorPort socks, OnionService service) throws IOException {
        Tor tor = Tor.find(List.of(socks), random);
        try (Socket socket = tor.connect(service.address(), 80, PATIENCE)) {
            socket.getOutputStream().write(("GET / HTTP/1.0\r\nHost: " + service.address() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static TorFailure.Reason refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        TorFailure[] failure = new TorFailure[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(TorFailure.class, e -> failure[0] = e);
        return failure[0].reason();
    }

    @Test
    void aServiceIsReachedAndEndsWithItsConnection() throws Exception {
        OnionService service = service();
        keeper.listen("HS_DESC");
        service.add(keeper);
        Testnet.awaitPublished(keeper, List.of(service.address()));
        assertThat(fetch(net.client().socks(), service)).endsWith("hello");
        assertThat(keeper.info("onions/current")).contains(service.address().id());
        keeper.close();
        keeper = Control.open(net.serviceControl(), random);
        assertThat(keeper.info("onions/current")).doesNotContain(service.address().id());
    }

    @Test
    void onlyWhoHoldsAKeyGetsIn() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("X25519").generateKeyPair();
        byte[] secret = ((XECPrivateKey) pair.getPrivate()).getScalar().orElseThrow();
        byte[] open = new byte[ClientKey.LENGTH];
        byte[] big = ((XECPublicKey) pair.getPublic()).getU().toByteArray();
        for (int i = 0; i < Math.min(big.length, open.length); i++) {
            open[i] = big[big.length - 1 - i];
        }
        OnionService service = service();
        keeper.listen("HS_DESC");
        service.addFor(keeper, List.of(open));
        Testnet.awaitPublished(keeper, List.of(service.address()));
        assertThat(refused(() -> fetch(net.client().socks(), service))).isEqualTo(TorFailure.Reason.KEY_NEEDED);
        try (Control client = Control.open(net.client().control(), random)) {
            byte[] another = new byte[ClientKey.LENGTH];
            random.nextBytes(another);
            ClientKey.give(client, service.address(), another);
            assertThat(refused(() -> fetch(net.client().socks(), service))).isEqualTo(TorFailure.Reason.KEY_WRONG);
            ClientKey.give(client, service.address(), secret);
            assertThat(fetch(net.client().socks(), service)).endsWith("hello");
        }
        assertThatThrownBy(() -> service.addFor(keeper, List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aServiceThatIsNotThereIsNamed() throws Exception {
        assertThat(refused(() -> fetch(net.client().socks(), service()))).isEqualTo(TorFailure.Reason.NOT_FOUND);
    }

    @Test
    void torTellsItsVersionAndItsSettings() throws Exception {
        assertThat(TorVersion.parse(keeper.info("version")).orElseThrow()).isGreaterThanOrEqualTo(TorVersion.OLDEST);
        assertThat(keeper.setting("HiddenServiceSingleHopMode")).contains("0");
        assertThat(refused(() -> keeper.ask("NONSENSE"))).isEqualTo(TorFailure.Reason.CONTROL_REFUSED);
        assertThat(refused(() -> Control.open(net.client().socks(), random)))
                .isIn(TorFailure.Reason.TOO_SLOW, TorFailure.Reason.NOT_RUNNING, TorFailure.Reason.CONTROL_REFUSED);
    }
}
