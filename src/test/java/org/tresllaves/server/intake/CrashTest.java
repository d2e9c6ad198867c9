package org.tresllaves.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.server.intake.TestStore.Sent;

/** A store in a process that is killed with -9, or whose disk is full: nothing accepted is lost, nothing half-written is accepted. */
@Execution(ExecutionMode.CONCURRENT)
class CrashTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path root;

    /** Which commands are answered before the kill, and how much of the next one is on its way by then. */
    @ParameterizedTest
    @CsvSource({"'',0", "a,0", "a,500000", "a,1048578", "as,0", "as,700000", "ass,1048578", "assss,0",
            "assss,1", "assssc,0"})
    void killedAtAnyPointAnUploadGoesOn(String answered, int sentOfNext) throws Exception {
        byte[] script = script();
        Process process = child("upload");
        try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII);
                OutputStream in = process.getOutputStream()) {
            assertThat(out.readLine()).isEqualTo("open");
            int at = 0;
            for (char command : answered.toCharArray()) {
                in.write(script, at, length(command));
                in.flush();
                at += length(command);
                assertThat(out.readLine()).isEqualTo("done " + command);
            }
            in.write(script, at, Math.min(sentOfNext, script.length - at));
            in.flush();
            process.destroyForcibly().waitFor();
        } catch (IOException e) {
            // The pipe breaks with the process.
        }
        assertThat(process.exitValue()).isEqualTo(137);
        int held = (int) answered.chars().filter(c -> c == 's').count();
        check(answered, held, sentOfNext);
    }

    private void check(String answered, int held, int sentOfNext) throws Exception {
        Sent report = Child.report();
        try (TestStore store = new TestStore(root)) {
            int found = BitSet.valueOf(store.announce(report)).cardinality();
            // A segment that was sent whole may be there although nobody was told.
            assertThat(found).isBetween(held, held + (sentOfNext >= MIB ? 1 : 0));
            store.intake.publish(LocalDate.of(2026, 12, 3));
            boolean accepted = store.batches.eids().contains(report.eid());
            boolean mayBe = answered.equals("assss") && sentOfNext > 0;
            assertThat(accepted).isEqualTo(answered.endsWith("c") || accepted && mayBe);
            byte[] promise = store.submit(report);
            assertThat(store.submit(report)).isEqualTo(promise);
            store.intake.publish(LocalDate.of(2026, 12, 4));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int k = 0; k < 4; k++) {
                store.intake.segment(report.eid(), k, out);
            }
            assertThat(out.toByteArray()).isEqualTo(report.bytes());
        }
    }

    private static int length(char command) {
        return command == 's' ? 2 + MIB : 1;
    }

    private static byte[] script() throws IOException {
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        script.write('a');
        for (int k = 0; k < 4; k++) {
            script.write('s');
            script.write(k);
            script.write(Child.report().segment(k));
        }
        script.write('c');
        return script.toByteArray();
    }

    @Test
    void onAFullDiskNothingAcceptedIsLostAndNothingElseIsThere() throws Exception {
        new TestStore(root, TestStore.Taken.REAL.capacity(new Capacity(3, 0, 0))).close();
        // Files end a page after the longest there is: chest and database fit, the log that many visits write in a second does not.
        Process process = child("flood");
        List<String> lines;
        try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII);
                OutputStream in = process.getOutputStream()) {
            assertThat(out.readLine()).isEqualTo("open");
            assertThat(new ProcessBuilder("prlimit", "--fsize=" + (longest() + 4096), "--pid",
                    Long.toString(process.pid())).start()
                    .waitFor()).as("prlimit, of util-linux").isZero();
            in.write('g');
            in.flush();
            lines = out.lines().toList();
        }
        process.waitFor();
        assertThat(numbers(lines, "failed ")).as("the disk was full").isNotEmpty();
        Set<Integer> accepted = numbers(lines, "accepted ");
        Set<Integer> withdrawn = numbers(lines, "withdrawn ");
        assertThat(withdrawn).as("it went on before").isNotEmpty();
        try (TestStore store = new TestStore(root)) {
            store.intake.publish(LocalDate.of(2026, 12, 3));
            for (int i = 0; i < Child.FLOOD; i++) {
                Sent report = Sent.of(Bucket.KIB_64, new Random(i), new byte[0]);
                assertThat(store.batches.eids().contains(report.eid())).as("report %d", i)
                        .isEqualTo(accepted.contains(i) && !withdrawn.contains(i));
            }
        }
    }

    private long longest() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("data"))) {
            return files.mapToLong(file -> file.toFile().length()).max().orElseThrow();
        }
    }

    private static Set<Integer> numbers(List<String> lines, String start) {
        return lines.stream().filter(line -> line.startsWith(start))
                .map(line -> Integer.valueOf(line.substring(start.length()))).collect(Collectors.toSet());
    }

    private Process child(String what) throws IOException {
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), Child.class.getName(), what, root.toString());
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }
}
