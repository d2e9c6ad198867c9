package org.tresllaves.server;

import java.io.Closeable;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.Secret;
import org.tresllaves.onion.Control;
import org.tresllaves.onion.OnionAddress;
import org.tresllaves.onion.OnionService;
import org.tresllaves.onion.TorFailure;
import org.tresllaves.onion.TorPort;
import org.tresllaves.onion.TorVersion;
import org.tresllaves.server.ledger.ServerKeys;

/**
 * Keeps the two onion services up over Tor's control port: the sources' for everybody, the docket's for those who were admitted. When Tor goes away they are
 * put up again as soon as it is back; when somebody is admitted or leaves the panel, the docket's is put up again for those who remain.
 */
final class Onions implements Closeable {
    /** Where a system's Tor has its control port: Debian's socket. A port on loopback anybody may take while Tor is down. */
    static final List<TorPort> USUAL = List.of(TorPort.parse("unix:/run/tor/control").orElseThrow());
    private static final Duration LOOK = Duration.ofSeconds(2);

    /** Who is let in to the docket's service now. */
    @FunctionalInterface
    interface Admission {
        List<byte[]> keys() throws IOException;
    }

    /** The two services of a server: their keys are its own, their targets where it listens. */
    record Pair(OnionService sources, OnionService docket) {
        static Pair of(ServerKeys keys, Listen.Two listen) {
            return new Pair(service(keys, "sources", listen.sources()), service(keys, "docket", listen.docket()));
        }

        /** The addresses, for people to print and to pass on. */
        void print() {
            System.out.println("sources http://" + sources.address());
            System.out.println("docket http://" + docket.address());
        }

        private static OnionService service(ServerKeys keys, String door, Listen.One listen) {
            byte[] seed = keys.onionSeed(door);
            OnionAddress address = OnionAddress.of(Ed25519.keyPair(Secret.copyOf(seed)).publicKey());
            return new OnionService(seed, address, switch (listen) {
                case Listen.Socket socket -> "unix:" + socket.path();
                case Listen.Port port -> "127.0.0.1:" + port.number();
            });
        }
    }

    private final List<TorPort> ports;
    private final Pair services;
    private final Admission admission;
    private final Journal journal;
    private final SecureRandom random;
    private final Thread watch;
    private Control control;
    private List<String> admitted = List.of();

    private Onions(List<TorPort> ports, Pair services, Admission admission, Journal journal, SecureRandom random)
            throws IOException, Main.Stop {
        this.ports = ports;
        this.services = services;
        this.admission = admission;
        this.journal = journal;
        this.random = random;
        this.control = open(ports, random);
        this.watch = Thread.ofVirtual().unstarted(this::watch);
    }

    /** Puts both services up, or says in one sentence why that cannot be. */
    static Onions start(List<TorPort> ports, Pair services, Admission admission, Journal journal, SecureRandom random)
            throws IOException, Main.Stop {
        Onions onions = new Onions(ports, services, admission, journal, random);
        try {
            onions.putUp();
            onions.watch.start();
            return onions;
        } catch (IOException | RuntimeException e) {
            onions.control.close();
            throw e;
        }
    }

    /** A control port behind which a Tor is fit to keep a service that must not be found. */
    private static Control open(List<TorPort> ports, SecureRandom random) throws IOException, Main.Stop {
        TorFailure last = new TorFailure(TorFailure.Reason.NOT_RUNNING, "");
        for (TorPort port : ports) {
            try {
                Control control = Control.open(port, random);
                try {
                    check(control);
                    return control;
                } catch (IOException | Main.Stop | RuntimeException e) {
                    control.close();
                    throw e;
                }
            } catch (TorFailure e) {
                if (port instanceof TorPort.Loopback && e.reason() == TorFailure.Reason.CONTROL_CLOSED) {
                    throw new Main.Stop("error.tor-closed-port", port);
                }
                if (last.reason() == TorFailure.Reason.NOT_RUNNING) {
                    last = e;
                }
            }
        }
        throw last;
    }

    private static void check(Control control) throws IOException, Main.Stop {
        String version = control.info("version");
        if (TorVersion.parse(version).filter(found -> found.compareTo(TorVersion.OLDEST) >= 0).isEmpty()) {
            throw new Main.Stop("error.tor-old", version, TorVersion.OLDEST);
        }
        for (String option : List.of("HiddenServiceSingleHopMode", "HiddenServiceNonAnonymousMode")) {
            if (!control.setting(option).orElse("0").equals("0")) {
                throw new Main.Stop("error.tor-single-hop", option);
            }
        }
    }

    private void putUp() throws IOException {
        services.sources().add(control);
        admitted = List.of();
        admit();
    }

    /** Until somebody is admitted the docket's service is not there at all: without keys it would be open to everybody. */
    private void admit() throws IOException {
        List<byte[]> keys = admission.keys();
        List<String> names = keys.stream().map(java.util.HexFormat.of()::formatHex).sorted().toList();
        if (names.equals(admitted)) {
            return;
        }
        if (!admitted.isEmpty()) {
            services.docket().remove(control);
        }
        if (!keys.isEmpty()) {
            services.docket().addFor(control, keys);
        }
        admitted = names;
    }

    private void watch() {
        boolean up = true;
        try {
            while (true) {
                Thread.sleep(LOOK);
                Optional<Exception> failure = up ? look() : comeBack();
                if (up && failure.isPresent()) {
                    journal.say(Texts.get("serve.tor-gone"));
                    hangUp();
                } else if (!up && failure.isEmpty()) {
                    journal.say(Texts.get("serve.tor-back"));
                }
                up = failure.isEmpty();
            }
        } catch (InterruptedException e) {
            // Told to end.
        }
    }

    private Optional<Exception> look() {
        try {
            control.info("version");
            admit();
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.of(e);
        }
    }

    private Optional<Exception> comeBack() {
        try {
            control = open(ports, random);
            putUp();
            return Optional.empty();
        } catch (IOException | Main.Stop | RuntimeException e) {
            hangUp(); // what was put up half ends with its connection
            return Optional.of(e);
        }
    }

    private void hangUp() {
        try {
            control.close();
        } catch (IOException e) {
            // Gone all the same.
        }
    }

    /** Takes both services down. */
    @Override
    public void close() throws IOException {
        watch.interrupt();
        try {
            watch.join(LOOK.multipliedBy(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        control.close();
    }
}
