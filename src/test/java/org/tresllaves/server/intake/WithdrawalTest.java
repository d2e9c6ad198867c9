package org.tresllaves.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.crypto.Derive;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;
import org.tresllaves.protocol.TombstoneNote;
import org.tresllaves.server.intake.TestStore.Sent;
import org.tresllaves.tlog.Policy;
import org.tresllaves.tlog.SignedNote;

/** A source takes its report back, with w and with nothing else. */
class WithdrawalTest {
    @TempDir
    Path root;
    private final Random random = new Random(3);

    private static void refused(Refusal refusal, TestStore store, Sent report, Hash w, boolean opened) {
        Refused refused = catchThrowableOfType(Refused.class,
                () -> store.intake.withdraw(report.eid(), w, eid -> opened));
        assertThat(refused).isNotNull();
        assertThat(refused.refusal()).isEqualTo(refusal);
    }

    @Test
    void aPublishedReportIsErasedAndTheTombstoneMatchesItsEntry() throws Exception {
        try (TestStore store = new TestStore(root)) {
            Sent report = Sent.of(Bucket.MIB_1, random, new byte[0]);
            store.submit(report);
            store.intake.publish(LocalDate.of(2026, 12, 3));
            byte[] before = Files.readAllBytes(store.directory.resolve(Chest.FILE));
            refused(Refusal.UNKNOWN, store, report, Hash.of(new byte[32]), false);
            refused(Refusal.REFUSED, store, report, report.w(), true);
            store.intake.withdraw(report.eid(), report.w(), eid -> false);
            assertThat(changedBytes(before, Files.readAllBytes(store.directory.resolve(Chest.FILE))))
                    .as("bytes overwritten of a mebibyte").isBetween(1_040_000, 1 << 20);
            SignedNote note = SignedNote.parse(store.docket.notes().getFirst());
            assertThat(note.isSignedBy(store.keys.log(Policy.Origin.DOCKET).vkey())).isTrue();
            TombstoneNote tombstone = TombstoneNote.parse(note.text());
            assertThat(Derive.h(Label.RTAG, tombstone.w().bytes())).isEqualTo(report.rtag());
            refused(Refusal.UNKNOWN, store, report, report.w(), false);
            assertThat(catchThrowableOfType(Refused.class, () -> store.announce(report)).refusal())
                    .isEqualTo(Refusal.USED);
        }
    }

    @Test
    void aReportThatIsNotPublishedYetLeavesNothingBehind() throws Exception {
        try (TestStore store = new TestStore(root)) {
            Sent report = Sent.of(Bucket.KIB_64, random, new byte[0]);
            store.submit(report);
            store.intake.withdraw(report.eid(), report.w(), eid -> false);
            assertThat(store.docket.notes()).isEqualTo(List.of());
            store.intake.publish(LocalDate.of(2026, 12, 3));
            assertThat(store.batches.eids()).doesNotContain(report.eid());
        }
    }

    private static int changedBytes(byte[] before, byte[] after) {
        int changed = 0;
        for (int at = Arrays.mismatch(before, after); at >= 0 && at < before.length; at++) {
            changed += before[at] == after[at] ? 0 : 1;
        }
        return changed;
    }
}
