package org.tresllaves.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.tresllaves.crypto.OnionKey;
import org.tresllaves.crypto.Secret;
import org.tresllaves.onion.ClientKey;
import org.tresllaves.onion.Control;
import org.tresllaves.onion.OnionAddress;
import org.tresllaves.onion.Testnet;
import org.tresllaves.onion.Tor;
import org.tresllaves.onion.TorFailure;
import org.tresllaves.panel.TestPanel;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.tlog.NoteList;

/** What the command torrc writes, kept by a real tor: it leads to a real server's two doors, everybody to one and those who were admitted to the other. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
final class ServiceFilesOnTorTest {
    @TempDir
    Path dir;
    private final SecureRandom random = new SecureRandom();

    @Test
    void aTorThatIncludesTheFilesKeepsBothServices() throws Exception {
        long midnight = InstantSource.system().instant().truncatedTo(ChronoUnit.DAYS).getEpochSecond();
        Trial.Made made = Trial.make(dir, midnight, InstantSource.system(), List.of(), List.of());
        Settings settings = new Settings(made.data(), made.key(),
                new Listen.Two(new Listen.Socket(dir.resolve("s")), new Listen.Socket(dir.resolve("d"))),
                Optional.empty(), Bucket.MIB_1, Optional.empty(), Settings.PATIENCE);
        try (Running server = Running.start(settings, new Site(Optional.empty(), Optional.empty()),
                InstantSource.system(), random, new Journal(System.err))) {
            assertThat(server.docketPort()).isNegative();
            new Admitted(made.data()).add(TestPanel.person("Ana").card(0));
            write(made);
            OnionAddress sources = address("sources");
            OnionAddress docket = address("docket");
            Testnet net = Testnet.shared();
            net.keep("files", List.of("SocksPort 0", "%include " + dir.resolve("to/torrc")), List.of(sources, docket));

            Testnet.Client client = net.anotherClient("visitor");
            assertThat(get(client, sources, "/v1/rosters").body()).isEqualTo(NoteList.encode(made.chain().notes()));
            assertThat(get(client, sources, "/v1/docket/day-key/1").word()).as("not by this door").isEqualTo("login");
            assertRefused(client, docket, TorFailure.Reason.KEY_NEEDED);
            give(client, docket, "Blas");
            assertRefused(client, docket, TorFailure.Reason.KEY_WRONG);
            give(client, docket, "Ana");
            assertThat(get(client, docket, "/v1/rosters").body()).isEqualTo(NoteList.encode(made.chain().notes()));
            assertThat(get(client, docket, "/").status()).as("no page by this door").isEqualTo(401);
        }
    }

    private void write(Trial.Made made) throws Exception {
        Torrc command = new Torrc();
        command.place.data = made.data();
        command.place.key = made.key();
        command.where.socket = Optional.of(dir.resolve("s"));
        command.where.docketSocket = Optional.of(dir.resolve("d"));
        command.to = dir.resolve("to");
        assertThat(command.call()).isZero();
    }

    private OnionAddress address(String service) throws IOException {
        return OnionAddress.parse(Files.readString(dir.resolve("to").resolve(service).resolve("hostname")).strip())
                .orElseThrow();
    }

    private void give(Testnet.Client client, OnionAddress service, String name) throws IOException {
        try (Control control = Control.open(client.control(), random);
                Secret key = OnionKey.of(TestPanel.person(name).ed25519())) {
            ClientKey.give(control, service, key.reveal());
        }
    }

    private Raw.Answer get(Testnet.Client client, OnionAddress service, String path) throws IOException {
        try (Socket socket = Tor.find(List.of(client.socks()), random).connect(service, 80, Tor.PATIENCE)) {
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: " + service.host()
                    + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return Raw.read(socket.getInputStream());
        }
    }

    private void assertRefused(Testnet.Client client, OnionAddress service, TorFailure.Reason reason) {
        assertThatThrownBy(() -> get(client, service, "/v1/rosters")).isInstanceOfSatisfying(TorFailure.class,
                failure -> assertThat(failure.reason()).isEqualTo(reason));
    }
}
