package org.tresllaves.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as an operator runs it, in a process of its own: what it says, and what it leaves behind of those who call. */
final class ProcessTest {
    private static final String CANARY = "canary7f3a";

    @TempDir
    Path dir;

    @Test
    void initServeStatusBackup() throws Exception {
        Path data = dir.resolve("data");
        List<String> place = List.of("--data", data.toString(), "--key", dir.resolve("key").toString());
        assertThat(run("serve", place, "--port", "0")).contains("tresllaves-server init");
        assertThat(run("init", List.of("--data", data.toString(), "--key", data.resolve("key").toString())))
                .contains("outside");
        String made = run("init", place, "--capacity", "4M", "--largest", "1M", "--name", "ejemplo.example");
        assertThat(made).contains("log ejemplo.example/roster+", "log ejemplo.example/intake+",
                "log ejemplo.example/docket+");
        assertThat(run("init", place)).contains("left alone");
        assertThat(run("status", place)).contains("no panel yet");
        serveAndCall(place);
        assertThat(run("backup", place, "--to", dir.resolve("copy").toString())).contains("without the key");
        assertThat(dir.resolve("copy/chest")).hasSameBinaryContentAs(data.resolve("chest"));
        assertThat(Files.getPosixFilePermissions(dir.resolve("key"))).hasSize(2);
    }

    private void serveAndCall(List<String> place) throws Exception {
        Path said = dir.resolve("said");
        Process server = start("serve", place, "--port", "0").redirectError(said.toFile()).start();
        try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
            String url = Optional.ofNullable(out.readLine()).orElse("");
            assertThat(url).as(Files.readString(said)).startsWith("http://127.0.0.1:");
            callWithCanaries(Integer.parseInt(url.substring(url.lastIndexOf(':') + 1)));
            server.toHandle().destroy();
            assertThat(server.waitFor()).isIn(0, 143);
            assertThat(out.readLine()).isNull();
        } finally {
            server.destroyForcibly();
        }
        assertThat(Files.readString(said).lines()).containsExactly(
                "no panel yet: run tresllaves-server init with --panel",
                "stopped");
        try (Stream<Path> all = Files.walk(dir)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).as(file.toString())
                        .doesNotContain(CANARY);
            }
        }
    }

    private static void callWithCanaries(int port) throws IOException {
        Map<String, String> headers = Map.of("User-Agent", CANARY, "Authorization", "Bearer " + CANARY,
                "X-Forwarded-For",
                CANARY, "Cookie", CANARY);
        for (String path : List.of("/" + CANARY, "/v1/upload/" + CANARY, "/v1/docket?" + CANARY, "/v1/rosters")) {
            for (String method : List.of("GET", "POST", "PUT", "BREW")) {
                Raw.Answer answer = Raw.call(port, method, path, headers, Optional.of(CANARY.getBytes(
                        StandardCharsets.US_ASCII)));
                HeadersTest.assertClean(answer, method + " " + path);
            }
        }
        Raw.send(port, (CANARY + " " + CANARY + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Everything a command that ends says. */
    private static String run(String verb, List<String> place, String... more) throws Exception {
        Process process = start(verb, place, more).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static ProcessBuilder start(String verb, List<String> place, String... more) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-Duser.language=en", "-cp",
                        System.getProperty("java.class.path"), "org.tresllaves.server.Main", verb));
        command.addAll(place);
        command.addAll(List.of(more));
        return new ProcessBuilder(command);
    }
}
