package org.tresllaves.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.onion.NoNames;
import org.tresllaves.onion.OnionAddress;
import org.tresllaves.onion.SocksStub;
import org.tresllaves.onion.Tor;
import org.tresllaves.onion.TorFailure;
import org.tresllaves.onion.TorPort;

/** What the client asks of Tor: names and never addresses, of nobody else, and never twice with one credential for two purposes. */
@Timeout(60)
final class TorDialerTest {
    private static final OnionAddress ONION = OnionAddress.of(new byte[32]);
    private static final Address ADDRESS = new Address.Onion(ONION, 80);

    @TempDir
    Path folder;
    private HttpServer http;
    private SocksStub stub;

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", call -> {
            call.getRequestBody().readAllBytes();
            call.sendResponseHeaders(200, -1);
            call.close();
        });
        http.start();
        stub = new SocksStub(http.getAddress().getPort());
    }

    @AfterEach
    void stop() throws IOException {
        http.stop(0);
        stub.close();
    }

    private Dialer dialer() throws IOException {
        return new TorDialer(Tor.find(List.of(TorPort.of(stub.port())), new SecureRandom()));
    }

    private void fetch(Dialer dialer, Purpose purpose) throws Exception {
        try (Server server = new Server(ADDRESS, dialer, purpose)) {
            assertThat(server.unverifiedDocket()).isEmpty();
            assertThat(server.unverifiedIntake()).isEmpty();
            server.http().close(); // the next call has to connect again, as after a break
            assertThat(server.unverifiedBoard()).isEmpty();
        }
    }

    @Test
    void torIsAskedForNamesOnCircuitsOfTheirOwn() throws Exception {
        List<String> before = NoNames.asked();
        Dialer dialer = dialer();
        Set<String> credentials = new HashSet<>();
        List<Purpose> all = Stream.concat(Stream.of(Purpose.values()), Stream.of(Purpose.values())).toList();
        for (Purpose purpose : all) {
            int from = stub.asked().size();
            fetch(dialer, purpose);
            List<SocksStub.Asked> asked = stub.asked().subList(from, stub.asked().size());
            assertThat(asked).hasSize(2).allSatisfy(one -> {
                assertThat(one.kind()).isEqualTo(3);
                assertThat(one.host()).isEqualTo(ONION.host());
                assertThat(one.port()).isEqualTo(80);
            });
            assertThat(asked.stream().map(one -> one.user() + ":" + one.password()).distinct()).hasSize(1);
            credentials.add(asked.getFirst().user() + ":" + asked.getFirst().password());
        }
        assertThat(credentials).as("one for each purpose, each time").hasSize(all.size());
        assertThat(NoNames.asked()).as("names looked up").isEqualTo(before);
    }

    @Test
    void aUserAndAPasswordAreNotOnesOwn() throws Exception {
        fetch(dialer(), Purpose.VISIT);
        assertThat(stub.asked().getFirst().user()).matches("[0-9a-f]{32}")
                .isNotEqualTo(stub.asked().getFirst().password());
    }

    @Test
    void withoutTorNothingIsSentOrLookedUp() throws Exception {
        List<String> before = NoNames.asked();
        Dialer dialer = dialer();
        stub.close();
        assertThatThrownBy(() -> fetch(dialer, Purpose.REPORT)).isInstanceOfSatisfying(TorFailure.class,
                failure -> assertThat(failure.reason()).isEqualTo(TorFailure.Reason.NOT_RUNNING));
        assertThatThrownBy(this::dialer).isInstanceOfSatisfying(TorFailure.class,
                failure -> assertThat(failure.reason()).isEqualTo(TorFailure.Reason.NOT_RUNNING));
        assertThat(NoNames.asked()).isEqualTo(before);
    }

    @Test
    void theNextPortIsTriedAndWhatIsNotTorIsPassedOver() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int closed;
            try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                closed = gone.getLocalPort();
            }
            List<TorPort> ports = List.of(TorPort.of(closed), TorPort.of(http.getAddress().getPort()),
                    TorPort.of(silent.getLocalPort()), TorPort.of(stub.port()));
            assertThat(Tor.find(ports, new SecureRandom()).socks()).isEqualTo(TorPort.of(stub.port()));
        }
    }

    @Test
    void whatTorSaysIsPassedOnWithItsReason() throws Exception {
        for (var expected : List.of(new Said(0xF0, TorFailure.Reason.NOT_FOUND),
                new Said(0xF4, TorFailure.Reason.KEY_NEEDED), new Said(0xF5, TorFailure.Reason.KEY_WRONG),
                new Said(0xF6, TorFailure.Reason.ADDRESS_BAD), new Said(5, TorFailure.Reason.CONNECTION_REFUSED),
                new Said(1, TorFailure.Reason.UNREACHABLE), new Said(4, TorFailure.Reason.UNREACHABLE))) {
            stub.answering(expected.code());
            assertThatThrownBy(() -> fetch(dialer(), Purpose.DOCKET)).isInstanceOfSatisfying(TorFailure.class,
                    failure -> assertThat(failure.reason()).isEqualTo(expected.reason()));
        }
    }

    private record Said(int code, TorFailure.Reason reason) {
    }

    @Test
    void aTorThatNeverAnswersIsGivenUp() throws Exception {
        Path path = folder.resolve("socks");
        try (ServerSocketChannel silent = ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
            silent.bind(java.net.UnixDomainSocketAddress.of(path));
            assertThatThrownBy(() -> Tor.find(List.of(new TorPort.Unix(path)), new SecureRandom()))
                    .isInstanceOfSatisfying(TorFailure.class,
                            failure -> assertThat(failure.reason()).isEqualTo(TorFailure.Reason.NOT_TOR));
        }
    }

    @Test
    void thereIsNoWayFromOneDialerToTheOther() throws Exception {
        Dialer tor = dialer();
        assertThatThrownBy(() -> new LocalDialer().sockets(ADDRESS, Purpose.VISIT))
                .isInstanceOf(IllegalArgumentException.class);
        for (String local : List.of("http://127.0.0.1:8480", "unix:/run/tresllaves/socket")) {
            Address address = Address.parse(local);
            assertThatThrownBy(() -> tor.sockets(address, Purpose.VISIT)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void addressesThatAreNotUsed() throws Exception {
        String good = "http://" + ONION.host();
        assertThat(Address.parse(good)).isEqualTo(ADDRESS);
        assertThat(Address.parse(ONION.host())).isEqualTo(ADDRESS);
        assertThat(Address.parse(good + ":8080/")).isEqualTo(new Address.Onion(ONION, 8080));
        assertThat(Address.parse(good.toUpperCase(java.util.Locale.ROOT).replace("HTTP", "http"))).isEqualTo(ADDRESS);
        assertUnusable(good.replace("//a", "//b"), Address.Reason.ONION);
        assertUnusable("http://facebookcorewwwi.onion", Address.Reason.ONION);
        assertUnusable("http://www." + ONION.host(), Address.Reason.ONION);
        assertUnusable(good.replace("http:", "https:"), Address.Reason.CLEARNET);
        assertUnusable(good + ":0", Address.Reason.CLEARNET);
        assertUnusable(good + ".example.org", Address.Reason.CLEARNET);
        assertUnusable(good + "@example.org", Address.Reason.MALFORMED);
    }

    private static void assertUnusable(String text, Address.Reason reason) {
        assertThatThrownBy(() -> Address.parse(text)).as(text).isInstanceOfSatisfying(Address.Unusable.class,
                unusable -> assertThat(unusable.reason()).isEqualTo(reason));
    }
}
