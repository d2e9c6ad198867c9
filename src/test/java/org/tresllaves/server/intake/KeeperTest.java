package org.tresllaves.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.server.ledger.Timetable;

/** What fails at the end of an epoch keeps nothing else from being done, and a batch that did not come out is still owed. */
class KeeperTest {
    private static final LocalDate DAY = LocalDate.of(2026, 12, 3);

    @TempDir
    Path root;

    private final List<Exception> failures = new ArrayList<>();
    private final List<LocalDate> done = new ArrayList<>();

    @Test
    void oneFailureKeepsNoOtherStepFromBeingDone() throws Exception {
        try (TestStore store = new TestStore(root); Keeper keeper = keeper(store)) {
            store.submit(TestStore.Sent.of(Bucket.KIB_64, new java.util.Random(1), new byte[0]));
            assertThat(keeper.publish(DAY)).isTrue();
            assertThat(store.batches.published()).hasSize(1);
            assertThat(failures).extracting(Throwable::getMessage).containsExactly("the board");
            assertThat(done).containsExactly(DAY);
            assertThat(keeper.publish(DAY.plusDays(4000))).isTrue();
            assertThat(store.batches.published()).as("the first is past its retention").hasSize(1);
            assertThat(store.intake.roomInTenths()).as("and so is its report").containsExactly(10, 10, 10);
        }
    }

    @Test
    void aBatchThatDidNotComeOutIsStillOwed() throws Exception {
        try (TestStore store = new TestStore(root); Keeper keeper = keeper(store)) {
            store.database.write(connection -> connection.createStatement().execute("DROP TABLE day_key"));
            assertThat(keeper.publish(DAY)).isFalse();
            assertThat(failures).hasSize(1);
            assertThat(done).as("nothing else of this day comes before it").isEmpty();
        }
    }

    private Keeper keeper(TestStore store) throws IOException {
        Timetable timetable = new Timetable(LocalTime.of(3, 0), Optional.empty(), TestStore.CLOCK);
        return Keeper.start(store.intake, store.batches, store.rosters, timetable, List.of(day -> {
            throw new IOException("the board");
        }, done::add), failure -> {
            synchronized (failures) {
                failures.add(failure);
            }
        });
    }
}
