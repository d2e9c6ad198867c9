package org.tresllaves.onion;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.Secret;

/**
 * A whole Tor network on loopback: five real tors that are directory authorities and relays, one for a service, one for a client. Nothing of it leaves
 * the machine. {@code ops/testnet} starts the same one by hand.
 */
public final class Testnet implements AutoCloseable {
    private static final int AUTHORITIES = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Seconds between first votes. A busy machine needs the longer ones: all five have to be up four seconds before a multiple of it. */
    private static final List<Integer> INTERVALS = List.of(10, 10, 20, 30, 30);
    private static Optional<Testnet> shared = Optional.empty();

    private final Path directory;
    private final List<TorProcess> tors = new ArrayList<>();
    private final List<String> network = new ArrayList<>();
    private Optional<TorProcess> service = Optional.empty();
    private Optional<TorProcess> client = Optional.empty();

    private Testnet(Path directory) {
        this.directory = directory;
    }

    /** The one network of this JVM, started when first asked for and ended with the JVM. */
    public static synchronized Testnet shared() throws IOException, InterruptedException {
        if (shared.isEmpty()) {
            Testnet net = start(Path.of("target/testnet").toAbsolutePath());
            Runtime.getRuntime().addShutdownHook(new Thread(net::close));
            shared = Optional.of(net);
        }
        return shared.get();
    }

    /** Starts one below this directory, where the keys of its authorities stay for the next time. */
    public static Testnet start(Path directory) throws IOException, InterruptedException {
        checkVersion();
        for (int attempt = 0;; attempt++) {
            Testnet net = new Testnet(directory.resolve("run-" + ProcessHandle.current().pid()));
            try {
                net.up(directory.resolve("keys"), INTERVALS.get(attempt));
                return net;
            } catch (IOException e) {
                net.close();
                if (attempt == INTERVALS.size() - 1) {
                    throw e;
                }
            }
        }
    }

    private static void checkVersion() throws IOException {
        try (var said = new ProcessBuilder("tor", "--version").start().inputReader()) {
            Optional<TorVersion> version = Optional.ofNullable(said.readLine()).flatMap(TorVersion::parse);
            if (version.filter(found -> found.compareTo(TorVersion.OLDEST) >= 0).isEmpty()) {
                throw new IOException("the tests need tor " + TorVersion.OLDEST + " or newer, not " + version);
            }
        }
    }

    private void up(Path cache, int interval) throws IOException, InterruptedException {
        clean();
        List<Authority> authorities = prepare(cache);
        // Whoever is not up at the first vote is left out of the consensus for minutes: start all early in an interval of the clock.
        long into = System.currentTimeMillis() % (interval * 1_000L);
        if (into > interval * 250L) {
            Thread.sleep(interval * 1_000L - into);
        }
        for (Authority authority : authorities) {
            tors.add(TorProcess.start(authority.home(), authority.torrc(network, interval)));
        }
        awaitAgreement(authorities, Duration.ofSeconds(interval + 8L));
        TorProcess one = start("service", List.of("SocksPort 0"));
        TorProcess other = start("client", List.of("SocksPort auto ExtendedErrors"));
        one.awaitReady();
        other.awaitReady();
        service = Optional.of(one);
        client = Optional.of(other);
    }

    /** The keys are made once for all JVMs that test here, one at a time. */
    private List<Authority> prepare(Path cache) throws IOException, InterruptedException {
        Files.createDirectories(cache);
        try (FileChannel lock = FileChannel.open(cache.resolve("lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); FileLock held = lock.lock()) {
            assert held.isValid();
            return authorities(cache);
        }
    }

    private List<Authority> authorities(Path cache) throws IOException, InterruptedException {
        List<Integer> ports = freePorts(2 * AUTHORITIES);
        List<Authority> authorities = new ArrayList<>();
        for (int i = 0; i < AUTHORITIES; i++) {
            authorities.add(Authority.prepare("a" + i, cache, directory.resolve("a" + i), ports.get(2 * i),
                    ports.get(2 * i + 1)));
        }
        network.clear();
        authorities.forEach(authority -> network.add(authority.known()));
        return authorities;
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> taken = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                taken.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return taken.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : taken) {
                socket.close();
            }
        }
    }

    private static void awaitAgreement(List<Authority> authorities, Duration patience)
            throws IOException, InterruptedException {
        for (long end = System.nanoTime() + patience.toNanos(); System.nanoTime() < end;) {
            if (authorities.stream().allMatch(authority -> authority.agrees(AUTHORITIES))) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IOException("the authorities did not agree");
    }

    /** Starts one more tor in this network, which ends with it. */
    TorProcess start(String name, List<String> torrc) throws IOException {
        List<String> lines = new ArrayList<>(network);
        lines.addAll(torrc);
        TorProcess tor = TorProcess.start(directory.resolve(name), lines);
        tors.add(tor);
        return tor;
    }

    /** One more tor, which keeps these services by its torrc; returns when all of them are published. */
    public void keep(String name, List<String> torrc, List<OnionAddress> services)
            throws IOException, InterruptedException {
        try (Control control = Control.open(start(name, torrc).control(), new SecureRandom())) {
            control.listen("HS_DESC");
            awaitPublished(control, services);
        }
    }

    /** Waits until each of these lies everywhere where its tor, whose events of HS_DESC are listened to, has begun to put it: a client asks any one place. */
    public static void awaitPublished(Control keeper, List<OnionAddress> services) throws IOException {
        Map<String, Integer> begun = new HashMap<>();
        Map<String, Integer> done = new HashMap<>();
        for (int i = 0; i < 400; i++) {
            String[] event = keeper.event(PATIENCE).orElseThrow(() -> new IOException("not published: " + begun))
                    .split(" ");
            if (event.length > 2 && event[1].equals("UPLOAD")) {
                begun.merge(event[2], 1, Integer::sum);
            } else if (event.length > 2 && event[1].equals("UPLOADED")) {
                done.merge(event[2], 1, Integer::sum);
            }
            if (services.stream().map(OnionAddress::id)
                    .allMatch(id -> begun.containsKey(id) && Objects.equals(begun.get(id), done.get(id)))) {
                return;
            }
        }
        throw new IOException("not published: " + begun + ", only " + done);
    }

    /** A service with a key of its own that leads to this port. */
    public static OnionService before(int port) {
        byte[] seed = new byte[OnionService.SEED];
        new SecureRandom().nextBytes(seed);
        byte[] key = Ed25519.keyPair(Secret.copyOf(seed)).publicKey();
        return new OnionService(seed, OnionAddress.of(key), "127.0.0.1:" + port);
    }

    /** The control port of the tor that keeps services. */
    public TorPort serviceControl() throws IOException, InterruptedException {
        return service.orElseThrow().control();
    }

    /** Where a client's tor listens. */
    public record Client(TorPort socks, TorPort control) {
    }

    /** The client that is always there. */
    public Client client() throws IOException, InterruptedException {
        return of(client.orElseThrow());
    }

    /** One more client, which knows no keys of the first. */
    public Client anotherClient(String name) throws IOException, InterruptedException {
        TorProcess tor = start(name, List.of("SocksPort auto ExtendedErrors"));
        tor.awaitReady();
        return of(tor);
    }

    private static Client of(TorProcess tor) throws IOException, InterruptedException {
        return new Client(socksOf(tor), tor.control());
    }

    private static TorPort socksOf(TorProcess tor) throws IOException, InterruptedException {
        try (Control control = Control.open(tor.control(), new SecureRandom())) {
            return TorPort.parse(control.info("net/listeners/socks").replace("\"", "")).orElseThrow();
        }
    }

    private void clean() throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> walk = Files.walk(directory)) {
                for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    @Override
    public void close() {
        tors.reversed().forEach(TorProcess::close);
        tors.clear();
        try {
            clean();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** {@code ops/testnet}: starts one, prints its ports, and ends it when told to. */
    public static void main(String[] args) throws IOException, InterruptedException {
        long from = System.nanoTime();
        Testnet net = start(Path.of(args[0]).toAbsolutePath());
        Runtime.getRuntime().addShutdownHook(new Thread(net::close));
        System.out.println("socks " + net.client().socks());
        System.out.println("control of the client's tor " + net.client().control());
        System.out.println("control of the service's tor " + net.serviceControl());
        System.out.println("started in " + Duration.ofNanos(System.nanoTime() - from).toMillis() + " ms");
        Thread.sleep(Duration.ofDays(1));
    }
}
