package org.tresllaves.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.onion.ControlStub;
import org.tresllaves.onion.TorFailure;
import org.tresllaves.onion.TorPort;
import org.tresllaves.server.ledger.ServerKeys;

/** Which Tor a server takes, what it asks of it, and what it does when that Tor goes away. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Resources.LOCALE)
final class OnionsTest {
    @TempDir
    Path dir;
    private ControlStub tor;
    private Onions.Pair services;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private volatile List<byte[]> admitted = List.of();

    @BeforeEach
    void start() throws IOException {
        Locale.setDefault(Locale.ENGLISH);
        tor = new ControlStub(dir.resolve("control")).answering("GETINFO version", "250-version=0.4.9.11\r\n250 OK")
                .answering("GETCONF HiddenServiceSingleHopMode", "250 HiddenServiceSingleHopMode=0")
                .answering("GETCONF HiddenServiceNonAnonymousMode", "250 HiddenServiceNonAnonymousMode=0")
                .answering("DEL_ONION", "250 OK");
        try (ServerKeys keys = ServerKeys.create(dir.resolve("key"), "test", new SeededRandom("onions"))) {
            services = Onions.Pair.of(keys, new Listen.Two(new Listen.Socket(Path.of("/s")), new Listen.Port(8480)));
        }
        for (var service : List.of(services.sources(), services.docket())) {
            tor.answering("ADD_ONION ED25519-V3:" + java.util.Base64.getEncoder().encodeToString(service.expanded()),
                    "250-ServiceID=" + service.address().id() + "\r\n250 OK");
        }
    }

    @AfterEach
    void stop() throws IOException {
        tor.close();
    }

    private Onions onions() throws Exception {
        return onions(tor.port());
    }

    private Onions onions(TorPort port) throws Exception {
        return Onions.start(List.of(port), services, () -> admitted,
                new Journal(new PrintStream(said, true, StandardCharsets.UTF_8)), new SecureRandom());
    }

    private List<String> added() {
        return tor.asked().stream().filter(line -> line.startsWith("ADD_ONION")).toList();
    }

    private static void await(BooleanSupplier holds) throws InterruptedException {
        for (int i = 0; i < 300 && !holds.getAsBoolean(); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(holds.getAsBoolean()).isTrue();
    }

    @Test
    void aTorThatIsOldOrShowsWhereItIsIsRefused() {
        tor.answering("GETINFO version", "250-version=0.4.9.10\r\n250 OK");
        assertThatThrownBy(this::onions).isInstanceOf(Main.Stop.class).hasMessageContaining("0.4.9.11");
        tor.answering("GETINFO version", "250-version=0.5.1.1\r\n250 OK");
        for (String option : List.of("HiddenServiceSingleHopMode", "HiddenServiceNonAnonymousMode")) {
            tor.answering("GETCONF " + option, "250 " + option + "=1");
            assertThatThrownBy(this::onions).isInstanceOf(Main.Stop.class).hasMessageContaining(option);
            tor.answering("GETCONF " + option, "250 " + option + "=0");
        }
        assertThat(added()).isEmpty();
    }

    @Test
    void aControlPortThatDoesNotLetUsInIsSaid() {
        tor.answering("PROTOCOLINFO", "250-AUTH METHODS=HASHEDPASSWORD\r\n250 OK");
        assertThatThrownBy(this::onions).isInstanceOfSatisfying(TorFailure.class,
                failure -> assertThat(failure.reason()).isEqualTo(TorFailure.Reason.CONTROL_CLOSED));
    }

    /** As Debian's tor has it at a port: SAFECOOKIE, with a cookie of another user's. There the message names the socket, which works. */
    @Test
    void aPortWhoseCookieIsAnotherUsersIsToldAbout() throws Exception {
        try (ServerSocket listen = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket caller = listen.accept()) {
                    caller.getOutputStream().write((offering("SAFECOOKIE", dir.resolve("another's")) + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    caller.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // The caller hangs up.
                }
            });
            assertThatThrownBy(() -> onions(TorPort.of(listen.getLocalPort()))).isInstanceOf(Main.Stop.class)
                    .hasMessageContaining("127.0.0.1:" + listen.getLocalPort())
                    .hasMessageContaining("--control unix:/run/tor/control");
        }
    }

    @Test
    void aPortThatOnlyPlaysTorDoesNotGetTheCookie() throws Exception {
        tor.answering("PROTOCOLINFO", offering("COOKIE,SAFECOOKIE", cookie("rw-r-----")))
                .answering("AUTHCHALLENGE",
                        "250 AUTHCHALLENGE SERVERHASH=" + "00".repeat(32) + " SERVERNONCE=" + "00".repeat(32));
        refused();
        assertThat(tor.asked()).anyMatch(line -> line.startsWith("AUTHCHALLENGE"));
    }

    @Test
    void aPlainCookieIsNotShownAndACookieThatStrangersMayReadProvesNothing() throws Exception {
        tor.answering("PROTOCOLINFO", offering("COOKIE", cookie("rw-------")));
        refused();
        tor.answering("PROTOCOLINFO", offering("SAFECOOKIE", cookie("rw-r--r--")));
        refused();
        assertThat(tor.asked()).allMatch(line -> line.startsWith("PROTOCOLINFO"));
    }

    @Test
    void aCookieOfAStrangerIsRefusedWhereOneOfOursIsRead() throws Exception {
        asRoot("cookie", this::cookieOfAStranger);
    }

    private void cookieOfAStranger() throws Exception {
        Path cookie = cookie("rw-------");
        give(cookie, "nobody");
        tor.answering("PROTOCOLINFO", offering("SAFECOOKIE", cookie));
        refused();
        Path link = Files.createSymbolicLink(dir.resolve("link"), cookie);
        tor.answering("PROTOCOLINFO", offering("SAFECOOKIE", link));
        refused();
        assertThat(tor.asked()).allMatch(line -> line.startsWith("PROTOCOLINFO"));
    }

    @Test
    void aSocketThatAnybodyCouldHavePutThereMustProveItself() throws Exception {
        asRoot("socket", this::socketOfAStranger);
    }

    private void socketOfAStranger() throws Exception {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxrwxrwx"));
        refused();
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
        give(dir.resolve("control"), "nobody");
        refused();
        give(dir, "nobody");
        onions().close();
    }

    private static void give(Path file, String to) throws IOException {
        Files.setOwner(file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(to));
    }

    private interface Body {
        void run() throws Exception;
    }

    /** Only root gives files away. Whoever else runs the tests does it as the root of a user namespace, in a process of its own. */
    private static void asRoot(String name, Body body) throws Exception {
        if ("root".equals(System.getProperty("user.name"))) {
            body.run();
            return;
        }
        Process process = new ProcessBuilder("unshare", "--user", "--map-root-user", "--map-auto",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), OnionsTest.class.getName(), name).redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("needs user namespaces and, on Debian, the package uidmap: %s", said)
                .isZero();
    }

    public static void main(String[] name) throws Exception {
        OnionsTest test = new OnionsTest();
        test.dir = Files.createTempDirectory("onions");
        test.start();
        try {
            if (name[0].equals("cookie")) {
                test.cookieOfAStranger();
            } else {
                test.socketOfAStranger();
            }
        } finally {
            test.stop();
        }
    }

    private Path cookie(String permissions) throws IOException {
        return Files.setPosixFilePermissions(Files.write(dir.resolve("cookie"), new byte[32]),
                PosixFilePermissions.fromString(permissions));
    }

    private static String offering(String methods, Path cookie) {
        return "250-AUTH METHODS=" + methods + " COOKIEFILE=\"" + cookie + "\"\r\n250 OK";
    }

    private void refused() {
        assertThatThrownBy(this::onions).isInstanceOfSatisfying(TorFailure.class,
                failure -> assertThat(failure.reason()).isEqualTo(TorFailure.Reason.CONTROL_CLOSED));
        assertThat(tor.asked()).noneMatch(line -> line.startsWith("AUTHENTICATE"));
    }

    @Test
    void aReplyWithoutAnEndIsCutOff() {
        tor.answering("GETINFO version", "250-version=" + "0".repeat(20_000) + "\r\n250 OK");
        assertThatThrownBy(this::onions).isInstanceOfSatisfying(TorFailure.class,
                failure -> assertThat(failure.reason()).isEqualTo(TorFailure.Reason.NOT_RUNNING));
    }

    @Test
    void theDocketAppearsWithItsFirstKeyAndNeverWithout() throws Exception {
        try (Onions up = onions()) {
            assertThat(up).isNotNull();
            assertThat(added()).singleElement().asString().contains("Port=80,unix:/s", "PoWDefensesEnabled=1",
                    "MaxStreams=32").doesNotContain("V3Auth");
            admitted = List.of(new byte[]{9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                    0, 0, 0, 0, 0, 0});
            await(() -> added().size() == 2);
            assertThat(added().get(1)).contains("V3Auth", "ClientAuthV3=BEAAAAAA", "Port=80,127.0.0.1:8480");
            admitted = List.of();
            await(() -> tor.asked().contains("DEL_ONION " + services.docket().address().id()));
            assertThat(added()).hasSize(2);
        }
    }

    @Test
    void whenTorComesBackBothAreThereAgain() throws Exception {
        try (Onions up = onions()) {
            assertThat(up).isNotNull();
            tor.away(true);
            await(() -> said.toString(StandardCharsets.UTF_8).contains("Tor went away"));
            tor.away(false);
            await(() -> said.toString(StandardCharsets.UTF_8).contains("Tor is back"));
            assertThat(added()).hasSize(2).allMatch(line -> line.equals(added().getFirst()));
        }
    }

    @Test
    void whatCannotBeReadForAWhileEndsNothing() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        try (Onions up = Onions.start(List.of(tor.port()), services, () -> {
            if (broken.get()) {
                throw new IllegalStateException("for the test");
            }
            return admitted;
        }, new Journal(new PrintStream(said, true, StandardCharsets.UTF_8)), new SecureRandom())) {
            assertThat(up).isNotNull();
            broken.set(true);
            await(() -> added().size() == 2);
            broken.set(false);
            await(() -> said.toString(StandardCharsets.UTF_8).contains("Tor is back"));
        }
    }
}
