package org.tresllaves.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.server.intake.Opened;
import org.tresllaves.server.intake.Seized;
import org.tresllaves.server.ledger.ServerKeys;

/** The shipped server, killed with -9 at ten points of an upload over HTTP: nothing accepted is lost, nothing half-written is accepted, the upload goes on. */
@Execution(ExecutionMode.CONCURRENT)
final class KillTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path dir;
    private final List<Process> running = new ArrayList<>();
    private Trial.Made made;
    private int port;

    /** How many calls are answered before the kill (announce, four segments, commit), and how many bytes of the next put are on their way by then. */
    private record Point(int answered, int bytesOfNext) {
    }

    private static final List<Point> POINTS = List.of(new Point(0, 0), new Point(1, 0), new Point(1, 500),
            new Point(1, 500_000), new Point(2, 700_000), new Point(2, MIB + 200), new Point(4, 1), new Point(4,
                    Integer.MAX_VALUE),
            new Point(5, 0), new Point(6, 0));

    @BeforeEach
    void make() throws Exception {
        long midnight = InstantSource.system().instant().truncatedTo(ChronoUnit.DAYS).minus(3, ChronoUnit.DAYS)
                .getEpochSecond();
        made = Trial.make(dir, midnight, InstantSource.system(), List.of(), List.of());
        Largest.write(made.data(), Bucket.MIB_4);
        try (ServerKeys keys = ServerKeys.read(made.key())) {
            Room.make(made.data(), keys, 128L << 20);
        }
    }

    @Test
    void killedAtTenPointsNothingIsLost() throws Exception {
        try {
            start();
            for (int i = 0; i < POINTS.size(); i++) {
                killAndGoOn(Caller.of(made.chain(), Bucket.MIB_4, "kill " + i), POINTS.get(i));
            }
            kill();
        } finally {
            running.forEach(Process::destroyForcibly);
        }
        Seized disk = Seized.copy(made.data(), Files.createDirectory(dir.resolve("copy")));
        assertThat(Opened.of(disk, dir.resolve("opened")).reports()).as("everything that was accepted").hasSize(10);
    }

    private void killAndGoOn(Caller report, Point point) throws Exception {
        for (int call = 0; call < point.answered(); call++) {
            int status = call == 0
                    ? report.announce(port).status()
                    : call == 5 ? report.commit(port).status() : report.put(port, call - 1).status();
            assertThat(status).isLessThan(300);
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            if (point.bytesOfNext() > 0) {
                byte[] wire = report.wire(point.answered() - 1);
                socket.getOutputStream().write(wire, 0, Math.min(wire.length, point.bytesOfNext()));
                socket.getOutputStream().flush();
            }
            kill();
        }
        start();
        int held = Math.max(0, Math.min(4, point.answered() - 1));
        byte[] bitmap = report.announce(port).body();
        boolean whole = point.bytesOfNext() > MIB;
        assertThat(BitSet.valueOf(bitmap).cardinality()).as("%s", point).isBetween(held, held + (whole ? 1 : 0));
        if (held < 4 && !whole) {
            assertThat(report.commit(port).status()).as("half-written, %s", point).isEqualTo(422);
        }
        assertThat(report.submit(port)).as("%s", point).isEqualTo(200);
        assertThat(report.commit(port).body()).as("the same promise").isEqualTo(report.commit(port).body());
    }

    private void kill() throws InterruptedException {
        Process process = running.getLast();
        process.destroyForcibly();
        assertThat(process.waitFor()).isEqualTo(137);
    }

    private void start() throws IOException {
        Path said = dir.resolve("said");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of("target/dist/tresllaves-server/bin/tresllaves-server").toAbsolutePath().toString(), "serve",
                "--data", made.data().toString(), "--key", made.key().toString(), "--port", "0")
                .redirectError(said.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        running.add(process);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String url = Optional.ofNullable(out.readLine()).orElse("");
        assertThat(url).as(Files.readString(said)).startsWith("http://127.0.0.1:");
        port = Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
    }

    @Test
    void aBackupIsAServer() throws Exception {
        Caller report = Caller.of(made.chain(), Bucket.KIB_64, "kept");
        try {
            start();
            assertThat(report.submit(port)).isEqualTo(200);
            Path bundle = Files.write(made.data().resolve("bundles").resolve("0".repeat(32)), new byte[99]);
            Backup backup = new Backup();
            backup.place.data = made.data();
            backup.place.key = made.key();
            backup.to = dir.resolve("backup");
            assertThat(backup.call()).isZero();
            byte[] promise = report.commit(port).body();
            kill();
            assertThat(dir.resolve("backup/bundles").resolve(bundle.getFileName())).hasSameBinaryContentAs(bundle);
            made = new Trial.Made(dir.resolve("backup"), made.key(), made.chain(), made.terms());
            start();
            assertThat(report.commit(port).body()).as("the copy knows what was promised").isEqualTo(promise);
        } finally {
            running.forEach(Process::destroyForcibly);
        }
        Opened opened = Opened.of(Seized.of(dir.resolve("backup")).with(made.key()), dir.resolve("opened"));
        assertThat(Optional.ofNullable(opened.reports().get(report.eid())).orElseThrow().segment())
                .isEqualTo(report.bytes());
    }
}
