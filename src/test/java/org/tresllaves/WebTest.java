package org.tresllaves;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The page's own tests, which are in TypeScript, as tests of this suite: its types and its parts in node, then the whole of it in Chromium, against the server
 * and the commands of target/dist. By hand: {@code ops/web-test} and {@code ops/web-test --browser}.
 */
@NullMarked
@Execution(ExecutionMode.CONCURRENT)
final class WebTest {
    private static final int MINUTES = 10;

    @TestFactory
    Stream<DynamicTest> inNode() throws Exception {
        return run(Path.of("target/web-test"), "ops/web-test");
    }

    @TestFactory
    Stream<DynamicTest> inChromium() throws Exception {
        return run(Path.of("target/browser-test"), "ops/web-test", "--browser");
    }

    private static Stream<DynamicTest> run(Path made, String... command) throws Exception {
        Path listing = made.resolve("listing");
        Path said = Path.of(made + ".log");
        Files.deleteIfExists(listing);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        Thread ending = new Thread(() -> end(process));
        Runtime.getRuntime().addShutdownHook(ending);
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            end(process);
        }
        Runtime.getRuntime().removeShutdownHook(ending);
        List<DynamicTest> tests = Files.exists(listing)
                ? Files.readAllLines(listing).stream().map(WebTest::test).toList()
                : List.of();
        return Stream.concat(tests.stream(), Stream.of(DynamicTest.dynamicTest(String.join(" ", command),
                () -> assertEnded(process, tests.size(), said))));
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    private static DynamicTest test(String line) {
        String[] parts = line.split(" ", -1);
        String name = decoded(parts[1]);
        return DynamicTest.dynamicTest(name, () -> {
            if (!parts[0].equals("passed")) {
                throw new AssertionError(name + "\n" + decoded(parts[2]));
            }
        });
    }

    private static void assertEnded(Process process, int tests, Path said) throws Exception {
        assertThat(process.waitFor()).as(Files.readString(said)).isZero();
        assertThat(tests).isPositive();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
