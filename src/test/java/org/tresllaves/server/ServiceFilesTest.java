package org.tresllaves.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.server.db.Database;
import org.tresllaves.server.ledger.ServerKeys;

/** The services as files: the docket is never there without a key. */
final class ServiceFilesTest {
    @TempDir
    Path dir;
    private Onions.Pair services;
    private Path torrc;
    private Path clients;

    @BeforeEach
    void make() throws IOException {
        try (ServerKeys keys = ServerKeys.create(dir.resolve("key"), "test", new SeededRandom("files"))) {
            services = Onions.Pair.of(keys, new Listen.Two(new Listen.Socket(Path.of("/s")), new Listen.Port(8480)));
        }
        torrc = dir.resolve("to/torrc");
        clients = dir.resolve("to/docket/authorized_clients");
    }

    private void write(Map<String, byte[]> admitted) throws IOException {
        ServiceFiles.write(dir.resolve("to"), services, admitted);
    }

    @Test
    void filesOfThoseWhoLeftGoLast() throws IOException {
        write(Map.of("a".repeat(64), new byte[32], "b".repeat(64), new byte[32]));
        Path stuck = clients.resolve("a".repeat(32) + ".auth");
        Files.delete(stuck);
        Files.createDirectories(stuck.resolve("what cannot be deleted"));
        Files.delete(torrc);
        assertThatThrownBy(() -> write(Map.of("c".repeat(64), new byte[32])))
                .isInstanceOf(DirectoryNotEmptyException.class);
        assertThat(clients.resolve("c".repeat(32) + ".auth")).exists();
        assertThat(torrc).content().contains("docket");

        assertThatThrownBy(() -> write(Map.of())).isInstanceOf(DirectoryNotEmptyException.class);
        assertThat(torrc).content().contains("sources").doesNotContain("docket");
        Files.delete(stuck.resolve("what cannot be deleted"));
        write(Map.of("b".repeat(64), new byte[32]));
        assertThat(clients).isDirectoryContaining(file -> file.endsWith("b".repeat(32) + ".auth"));
        assertThat(Files.list(clients)).hasSize(1);
    }

    @Test
    void torrcIsWrittenWhileTheServerRuns() throws Exception {
        Path data = Files.createDirectory(dir.resolve("data"));
        try (Database running = Database.open(data)) {
            assertThat(running.hasRoom()).isTrue();
            Torrc command = new Torrc();
            command.place.data = data;
            command.place.key = dir.resolve("key");
            command.where.port = Optional.of(1);
            command.where.docketPort = Optional.of(2);
            command.to = dir.resolve("to");
            assertThat(command.call()).isZero();
        }
        assertThat(torrc).content().contains("sources").doesNotContain("docket");
    }
}
