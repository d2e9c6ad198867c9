package org.tresllaves.onion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The torrcs that operators are given are ones that Tor accepts. */
final class TorrcTest {
    @TempDir
    Path folder;

    @Test
    void torAcceptsEveryFileUnderOpsTor() throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of("ops/tor"))) {
            files = all.filter(file -> file.toString().endsWith(".torrc")).toList();
        }
        assertThat(files).hasSizeGreaterThan(3);
        for (Path file : files) {
            Verdict verdict = verify(Files.readString(file));
            assertThat(verdict.exit()).as(file + "\n" + verdict.said()).isZero();
            assertThat(verdict.said()).as(file.toString()).contains("Configuration was valid");
        }
        assertThat(verify("HiddenServiceMaxStreams 32\n").exit()).as("an option before its service").isNotZero();
    }

    private record Verdict(int exit, String said) {
    }

    /** With this machine's own directories in place of the system's, which a test must not touch. */
    private Verdict verify(String torrc) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory(folder, "data");
        Path file = Files.writeString(Files.createTempFile(folder, "torrc", ""),
                torrc.replace("/var/lib/tor", data.toString()).replace("/run/tor", data.toString()));
        Process tor = new ProcessBuilder("tor", "--verify-config", "--defaults-torrc", "/nonexistent", "-f",
                file.toString(), "--DataDirectory", data.toString()).redirectErrorStream(true).start();
        String said = new String(tor.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tor.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Verdict(tor.exitValue(), said);
    }
}
