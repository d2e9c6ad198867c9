package org.tresllaves.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.tresllaves.panel.TestPanel;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.server.page.Bundle;
import org.tresllaves.server.page.Forms;

/** {@code status} and {@code grow} as the operator of a server that runs, fills up and gets more room. */
@ResourceLock(Resources.LOCALE)
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
final class RoomTest {
    /** 8 MiB make 32 slots of 64 KiB, 8 of 256 KiB and 4 of 1 MiB. */
    private static final String CAPACITY = "8M";
    private static final int SMALL = 32;

    @TempDir
    Path dir;

    /** How a command ended and all that it said. */
    private record Said(int exit, String words) {
    }

    @Test
    void roomIsToldInTenthsGoesToNoneAndGrows() throws Exception {
        Trial.Made made = Trial.make(dir, TestPanel.FROM, new TestClock(), List.of(), List.of());
        assertThat(tenths()).as("no chest yet").containsExactly(0, 0, 0);
        assertThat(run("grow", "--capacity", CAPACITY).exit()).isZero();
        long chest = Files.size(dir.resolve("data/chest"));
        assertThat(chest).isEqualTo(8L << 20);
        assertThat(tenths()).containsExactly(10, 10, 10);
        try (Trial trial = start(made)) {
            int port = trial.server().port();
            assertThat(caller(trial, 0).submit(port)).isEqualTo(200);
            assertThat(tenths()).as("one report does not show, beside the running server too").containsExactly(10, 10,
                    10);
            for (int i = 1; i < SMALL - 1; i++) {
                assertThat(caller(trial, i).submit(port)).isEqualTo(200);
            }
            assertThat(tenths()).as("the last place is still a tenth").containsExactly(1, 10, 10);
            assertThat(caller(trial, SMALL - 1).submit(port)).isEqualTo(200);
            assertThat(tenths()).containsExactly(0, 10, 10);
            assertThat(caller(trial, SMALL).announce(port).word()).isEqualTo("full");
            Said busy = run("grow", "--capacity", CAPACITY);
            assertThat(busy.exit()).as(busy.words()).isNotZero();
            assertThat(busy.words()).contains(Texts.get("error.running"));
        }
        assertThat(Files.size(dir.resolve("data/chest"))).as("and nothing grew").isEqualTo(chest);
        assertThat(run("grow", "--capacity", "8 MB").words()).contains(Texts.get("error.size", "8 MB"));
        assertThat(run("grow", "--capacity", "999999G").words()).contains(Texts.get("error.no-room"));
        assertThat(run("grow", "--capacity", CAPACITY).words()).contains(Texts.get("grow.done", CAPACITY));
        assertThat(Files.size(dir.resolve("data/chest"))).isEqualTo(2 * chest);
        assertThat(tenths()).containsExactly(5, 10, 10);
        try (Trial trial = start(made)) {
            int port = trial.server().port();
            assertThat(caller(trial, SMALL).submit(port)).as("there is room").isEqualTo(200);
            trial.publish();
            for (int i = 0; i <= SMALL; i++) {
                Caller kept = caller(trial, i);
                assertThat(trial.get(trial.login("Ana"), "/v1/docket/envelope/" + kept.eid().hex() + "/0").body())
                        .as("what was there stays where it is").isEqualTo(kept.bytes());
            }
        }
    }

    private static Trial start(Trial.Made made) throws Exception {
        return Trial.start(made, new Listen.Port(0), new Site(Bundle.shipped(), Forms.shipped()), Settings.PATIENCE);
    }

    private static Caller caller(Trial trial, int i) {
        return Caller.of(trial.chain(), Bucket.KIB_64, "report " + i);
    }

    /** The three figures of {@code status}, which are the only ones that say anything about room. */
    private List<Integer> tenths() {
        Said status = run("status");
        assertThat(status.exit()).as(status.words()).isZero();
        String line = status.words().lines().filter(l -> l.contains(" 64 KiB") || l.contains(" 64 Kio")).findFirst()
                .orElseThrow();
        // "{0} of 10 for reports of 64 KiB, {1} of 10 for 256 KiB, {2} of 10 for larger ones"
        List<Integer> numbers = Arrays.stream(line.split("\\D+")).filter(n -> !n.isEmpty()).map(Integer::valueOf)
                .toList();
        assertThat(List.of(numbers.get(2), numbers.get(5))).containsExactly(64, 256);
        return List.of(numbers.get(0), numbers.get(3), numbers.get(6));
    }

    private Said run(String verb, String... more) {
        List<String> line = Stream.concat(Stream.of(verb, "--data", dir.resolve("data").toString(), "--key",
                dir.resolve("server.key").toString()), Stream.of(more)).toList();
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            int exit = Main.command().execute(line.toArray(String[]::new));
            return new Said(exit, said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
