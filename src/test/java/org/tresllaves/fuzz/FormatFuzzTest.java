package org.tresllaves.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Fuzzes every parser. In the suite: all vectors once, then a short run that mutates them by coverage, in a process of its own because the fuzzer
 * rewrites the classes it watches. For an hour instead: {@code mvn test -Dtest=FormatFuzzTest -Dfuzz.seconds=3600}.
 */
@Execution(ExecutionMode.CONCURRENT)
final class FormatFuzzTest {
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 12);
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs");

    /** Called by the fuzzer's own process. */
    public static void fuzzerTestOneInput(byte[] input) {
        Format.check(input);
    }

    @Test
    void everyFormatHasASeedThatParses() throws IOException {
        List<Integer> parsed = new ArrayList<>();
        for (byte[] seed : Format.seeds()) {
            if (Format.check(seed)) {
                parsed.add((int) seed[0]);
            }
        }
        for (Format format : Format.values()) {
            assertThat(parsed).as("a seed of " + format + " that parses").contains(format.ordinal());
        }
    }

    @Test
    void aShortRunOfTheFuzzerFindsNothing(@TempDir Path folder) throws Exception {
        Path corpus = Files.createDirectory(folder.resolve("corpus"));
        int number = 0;
        for (byte[] seed : Format.seeds()) {
            Files.write(corpus.resolve("seed" + number++), seed);
        }
        Path log = folder.resolve("log");
        Process fuzzer = new ProcessBuilder(command(folder, corpus)).directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        assertThat(fuzzer.waitFor(SECONDS + 90L, TimeUnit.SECONDS)).as("ended in time").isTrue();
        String said = Files.readString(log);
        assertThat(fuzzer.exitValue()).as(said).isZero();
        Matcher done = DONE.matcher(said);
        assertThat(done.find()).as(said).isTrue();
        assertThat(Integer.parseInt(done.group(1))).as("inputs tried").isGreaterThan(number);
    }

    private static List<String> command(Path folder, Path corpus) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "-Xmx1g", "-XX:+EnableDynamicAgentLoading", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), "com.code_intelligence.jazzer.Jazzer", "--target_class="
                        + FormatFuzzTest.class.getName(),
                "--instrumentation_includes=org.tresllaves.**", "--custom_hook_includes=org.tresllaves.**",
                "--reproducer_path=" + folder,
                "-max_total_time=" + SECONDS, "-max_len=20000", "-artifact_prefix=" + folder + "/", corpus.toString());
    }
}
