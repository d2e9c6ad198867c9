package org.tresllaves.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Eid;
import org.tresllaves.server.db.Database;
import org.tresllaves.server.db.Weak;
import org.tresllaves.server.intake.TestStore.Sent;
import org.tresllaves.server.intake.TestStore.Taken;

/**
 * Somebody takes the data directory of a running server after a day of 200 reports, and looks, without the storage key and with it. Every look is shown
 * to find what it looks for when the measure against it is off.
 */
class SeizureTest {
    private static final byte[] CANARY = "CANARY-7b1f-the-report-of-somebody".getBytes(StandardCharsets.US_ASCII);
    private static final int REPORTS = 200;
    private static final Capacity ROOM = new Capacity(300, 0, 0);

    @TempDir
    Path root;

    /** A day: reports in order of arrival, and a copy of the directory before the batch is published. */
    private record Day(List<Sent> arrivals, Seized seized, long from, long to) {
    }

    private Day day(Taken taken, int reports) throws Exception {
        Path here = Files.createTempDirectory(root, "day");
        long from = System.currentTimeMillis();
        try (TestStore store = new TestStore(here, taken)) {
            Random random = new Random(11);
            List<Sent> arrivals = new ArrayList<>();
            for (int i = 0; i < reports; i++) {
                Sent report = Sent.of(Bucket.KIB_64, random, CANARY);
                store.submit(report);
                arrivals.add(report);
            }
            if (taken.database() == Taken.REAL.database()) {
                awaitEmptyLog(store);
            }
            Seized seized = Seized.copy(store.directory, Files.createTempDirectory(root, "seized"));
            return new Day(arrivals, seized, from, System.currentTimeMillis());
        }
    }

    /** The beat comes within a second. */
    private static void awaitEmptyLog(TestStore store) throws IOException {
        Path log = store.directory.resolve(Database.FILE + "-wal");
        long end = System.nanoTime() + 20_000_000_000L;
        while (Files.size(log) > 0) {
            assertThat(System.nanoTime()).as("the log was cut in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void withoutTheKeyThereIsNothing() throws Exception {
        Day day = day(Taken.REAL.capacity(ROOM), REPORTS);
        assertThat(day.seized().names()).isSubsetOf("chest", "tresllaves.db", "tresllaves.db-shm", "library");
        assertThat(day.seized().contains(CANARY)).isFalse();
        assertThat(day.seized().contains("127.0.0.1".getBytes(StandardCharsets.US_ASCII))).isFalse();
        for (Sent report : day.arrivals()) {
            assertThat(day.seized().contains(report.eid().bytes())).isFalse();
            assertThat(day.seized().contains(report.rtag().bytes())).isFalse();
        }
        assertThat(day.seized().times(day.from(), day.to())).isEmpty();
    }

    @Test
    void aClockReadingWouldBeFound() throws Exception {
        Path directory = Files.createDirectories(root.resolve("clock"));
        long now = System.currentTimeMillis();
        Files.write(directory.resolve("a"), new byte[64]);
        assertThat(Seized.of(directory).times(now, now)).isEmpty();
        Files.write(directory.resolve("a"),
                java.nio.ByteBuffer.allocate(64).order(java.nio.ByteOrder.LITTLE_ENDIAN).putLong(13, now).array());
        assertThat(Seized.of(directory).times(now, now)).isNotEmpty();
        Files.writeString(directory.resolve("a"), "x" + java.time.Instant.ofEpochMilli(now) + "x");
        assertThat(Seized.of(directory).times(now, now)).isNotEmpty();
        Files.writeString(directory.resolve("a"), "started " + now / 1000);
        assertThat(Seized.of(directory).times(now, now)).isNotEmpty();
    }

    @Test
    void withoutTheKeyADayOfReportsLooksLikeADayOfNone() throws Exception {
        Seized none = day(Taken.REAL.capacity(ROOM), 0).seized();
        Seized many = day(Taken.REAL.capacity(ROOM), REPORTS).seized();
        assertThat(many.sizes()).isEqualTo(none.sizes());
        assertThat(none.skewOfChest()).isLessThan(6);
        assertThat(many.skewOfChest()).isLessThan(6);
        assertThat(Math.abs(none.skewOfRows())).isLessThan(6);
        assertThat(Math.abs(many.skewOfRows())).isLessThan(6);
        assertThat(many.bytesApartFromChestAndRows(none)).as("what differs elsewhere: the beat's 32 bytes, row by row")
                .isLessThan(200);
    }

    @Test
    void rowsThatAreNotSealedShowCountAndIds() throws Exception {
        Taken weak = Taken.REAL.capacity(ROOM)
                .rows((keys, random) -> Weak.plainRows("slot", Holding.LENGTH, keys.storage()));
        Day day = day(weak, REPORTS);
        assertThat(day.seized().contains(day.arrivals().getFirst().eid().bytes())).isTrue();
        assertThat(Math.abs(day.seized().skewOfRows())).isGreaterThan(100);
    }

    @Test
    void withTheKeyTheOrderOfArrivalIsStillUnknown() throws Exception {
        Day day = day(Taken.REAL.capacity(ROOM), REPORTS);
        assertThat(Math.abs(correlation(day))).isLessThan(0.3);
        assertThat(day.seized().wal()).isEmpty();
    }

    @Test
    void slotsTakenOneAfterAnotherShowTheOrder() throws Exception {
        // Free slots are a list from which taken ones go: drawing the last each time is an order.
        Day day = day(Taken.REAL.capacity(ROOM).draw(free -> free - 1), REPORTS);
        assertThat(Math.abs(correlation(day))).isGreaterThan(0.9);
    }

    @Test
    void aLogThatIsNotCutShowsTheOrder() throws Exception {
        Day day = day(Taken.REAL.capacity(ROOM).database(Weak::withoutTruncation)
                .rows((keys, random) -> Weak.plainRows("slot", Holding.LENGTH, keys.storage())), 40);
        List<Double> order = new ArrayList<>();
        List<Double> found = new ArrayList<>();
        for (Sent report : day.arrivals()) {
            order.add((double) order.size());
            found.add((double) day.seized().wal().stream().filter(frame -> frame.holds(report.eid().bytes()))
                    .findFirst().orElseThrow().index());
        }
        assertThat(Seized.rankCorrelation(order, found)).isGreaterThan(0.9);
    }

    private double correlation(Day day) throws Exception {
        Map<Eid, Long> places = new HashMap<>();
        Path again = day.seized().directory();
        Path root = Files.createTempDirectory(this.root, "opened");
        Files.move(again, root.resolve("data"));
        Files.copy(day.seized().key(), root.resolve("server.key"));
        try (Database database = Database.open(root.resolve("data"))) {
            var keys = org.tresllaves.server.ledger.ServerKeys.read(root.resolve("server.key"));
            Slots.open(root.resolve("data"), database, Slots.rows(keys.storage(), new java.security.SecureRandom()),
                    new java.security.SecureRandom(), free -> 0, (slot, held) -> places.put(held.eid(), slot.at()))
                    .close();
        }
        List<Double> order = new ArrayList<>();
        List<Double> found = new ArrayList<>();
        for (int i = 0; i < day.arrivals().size(); i++) {
            order.add((double) i);
            found.add((double) places.getOrDefault(day.arrivals().get(i).eid(), -1L));
        }
        assertThat(found).as("everything accepted is there").doesNotContain(-1.0);
        return Seized.rankCorrelation(order, found);
    }

    @Test
    void aBatchPastItsWindowIsOverwrittenAndWouldElseBeFound() throws Exception {
        assertThat(remains(Taken.REAL)).isFalse();
        assertThat(remains(Taken.REAL.database(Weak::withoutSecureDelete))).isTrue();
    }

    private boolean remains(Taken taken) throws Exception {
        Path here = Files.createTempDirectory(root, "old");
        Sent report = Sent.of(Bucket.KIB_64, new Random(5), CANARY);
        try (TestStore store = new TestStore(here, taken)) {
            store.submit(report);
            store.intake.publish(LocalDate.of(2026, 12, 3));
            store.intake.retire(LocalDate.of(2026, 12, 5));
        }
        return Seized.of(here.resolve("data")).contains(report.rtag().bytes());
    }
}
