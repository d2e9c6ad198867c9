package org.tresllaves.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.protocol.Bucket;

/**
 * A server on a disk of 48 MiB that somebody else fills: full is answered in so many words, nothing accepted is lost, and it goes on when there is room. The
 * disk is a tmpfs in a mount namespace of the server's own, which every user may make where the kernel allows user namespaces.
 */
final class FullDiskTest {
    @TempDir
    Path dir;

    @Test
    void fullIsSaidAndPasses() throws Exception {
        long midnight = InstantSource.system().instant().truncatedTo(ChronoUnit.DAYS).minus(3, ChronoUnit.DAYS)
                .getEpochSecond();
        Trial.Made made = Trial.make(dir, midnight, InstantSource.system(), List.of(), List.of());
        Path disk = Files.createDirectory(dir.resolve("disk"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String script = "mount -t tmpfs -o size=48m none disk && cp -a data disk/data && exec " + java
                + " -Xmx256m -XX:-UsePerfData -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED"
                + " org.tresllaves.server.SeizedServer disk/data " + made.key() + " NOTHING 40";
        ProcessBuilder builder = new ProcessBuilder("unshare", "--user", "--map-root-user", "--mount", "sh", "-c",
                script).directory(dir.toFile()).redirectError(dir.resolve("said").toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process server = builder.start();
        try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
                OutputStream in = server.getOutputStream()) {
            String port = Optional.ofNullable(out.readLine()).orElse("");
            assertThat(port).as("needs user namespaces: %s", Files.readString(dir.resolve("said"))).isNotEmpty();
            check(made, Integer.parseInt(port), Path.of("/proc", server.pid() + "", "root").resolve(
                    disk.toString().substring(1)));
            in.write('p');
            in.flush();
            assertThat(out.readLine()).isEqualTo("published");
        } finally {
            server.destroyForcibly();
            server.waitFor();
        }
        assertThat(Files.readString(dir.resolve("said")).lines().distinct().count())
                .as("the operator is told once, and never who tried").isEqualTo(1);
    }

    private static void check(Trial.Made made, int port, Path disk) throws IOException {
        assertThat(Caller.of(made.chain(), Bucket.KIB_64, "before").submit(port)).isEqualTo(200);
        Caller begun = Caller.of(made.chain(), Bucket.KIB_64, "begun");
        assertThat(begun.announce(port).status()).isEqualTo(200);
        fill(disk.resolve("filler"));
        Raw.Answer refused = Caller.of(made.chain(), Bucket.KIB_64, "refused").announce(port);
        assertThat(refused.status()).as("before the first byte").isEqualTo(507);
        assertThat(refused.word()).isEqualTo("full");
        assertThat(begun.put(port, 0).status()).as("what was announced before").isEqualTo(507);
        assertThat(begun.put(port, 0).status()).isEqualTo(507);
        assertThat(begun.commit(port).status()).as("nothing half-written is accepted").isEqualTo(422);
        Files.delete(disk.resolve("filler"));
        assertThat(begun.announce(port).body()).as("no segment lies there").containsOnly(0);
        assertThat(begun.submit(port)).as("there is room again").isEqualTo(200);
        assertThat(Caller.of(made.chain(), Bucket.KIB_64, "after").submit(port)).isEqualTo(200);
        assertThat(Caller.of(made.chain(), Bucket.KIB_64, "before").commit(port).status()).as("still accepted")
                .isEqualTo(200);
    }

    /** Down to the last byte, in ever smaller pieces. */
    private static void fill(Path filler) throws IOException {
        try (OutputStream out = Files.newOutputStream(filler)) {
            for (int length = 1 << 20; length > 0; length /= 2) {
                write(out, new byte[length]);
            }
        }
    }

    private static void write(OutputStream out, byte[] piece) {
        try {
            while (true) {
                out.write(piece);
            }
        } catch (IOException full) {
            // No room for a piece of this length any more.
        }
    }
}
