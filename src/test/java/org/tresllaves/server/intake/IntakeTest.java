package org.tresllaves.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.Hpke;
import org.tresllaves.panel.TestPanel;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.IntakeBatch;
import org.tresllaves.protocol.IntakeEntry;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Promise;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;
import org.tresllaves.protocol.ResultNote;
import org.tresllaves.protocol.Wire;
import org.tresllaves.server.intake.TestStore.Sent;
import org.tresllaves.server.ledger.Batches;
import org.tresllaves.tlog.Policy;
import org.tresllaves.tlog.SignedNote;

/** One store, called as the controller calls it. */
class IntakeTest {
    private static final LocalDate DAY = LocalDate.of(2026, 12, 3);

    @TempDir
    Path root;
    private TestStore store;
    private final Random random = new Random(7);

    @BeforeEach
    void open() throws Exception {
        store = new TestStore(root);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private Sent sent(Bucket bucket) {
        return Sent.of(bucket, random, new byte[0]);
    }

    private static void refused(Refusal refusal, ThrowingCallable call) {
        Refused refused = catchThrowableOfType(Refused.class, call);
        assertThat(refused).as("refused").isNotNull();
        assertThat(refused.refusal()).isEqualTo(refusal);
    }

    @Test
    void aReportIsTakenPublishedAndReadBack() throws Exception {
        Sent report = sent(Bucket.MIB_4);
        Promise promise = Promise.parse(store.submit(report));
        byte[] signed = Promise.signed(TestStore.CHAIN.panelId(), report.eid(), report.envelopeHash(), report.rtag(),
                0, promise.day());
        assertThat(Ed25519.verify(store.keys.log(Policy.Origin.INTAKE).vkey().key(), signed, promise.signature()))
                .isTrue();
        refused(Refusal.UNKNOWN, () -> store.intake.digests(report.eid()));
        store.intake.publish(DAY);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int k = 0; k < 4; k++) {
            store.intake.segment(report.eid(), k, out);
        }
        assertThat(out.toByteArray()).isEqualTo(report.bytes());
        assertThat(Derive.h(Label.ENVELOPE, store.intake.digests(report.eid()))).isEqualTo(report.envelopeHash());
    }

    @Test
    void whatWasSealedForSomebodyWhoWasRemovedMeanwhileIsNotAccepted() throws Exception {
        Sent accepted = sent(Bucket.KIB_64);
        byte[] promise = store.submit(accepted);
        Sent under = sent(Bucket.KIB_64);
        store.announce(under);
        store.put(under, 0);
        store.rosters.add(TestPanel.next(TestStore.CHAIN,
                TestPanel.from(TestPanel.terms(2, TestPanel.bench("office", 2, 2, 0)),
                        TestPanel.FROM + 10 * TestPanel.DAY),
                List.of(TestPanel.seat("Ana", "office"), TestPanel.seat("Blas", "office"))));
        refused(Refusal.ROSTER, () -> store.commit(under));
        refused(Refusal.ROSTER, () -> store.announce(under));
        assertThat(BitSet.valueOf(store.announce(accepted)).cardinality()).isOne();
        assertThat(store.commit(accepted)).isEqualTo(promise);
    }

    @Test
    void aCommitIsIdempotentAndNothingElseTakesItsPlace() throws Exception {
        Sent report = sent(Bucket.KIB_64);
        byte[] promise = store.submit(report);
        assertThat(store.submit(report)).isEqualTo(promise);
        Hash other = Hash.of(new byte[32]);
        refused(Refusal.USED, () -> store.intake.commit(report.eid(), report.envelopeHash(), other));
        refused(Refusal.USED, () -> store.intake.commit(report.eid(), other, report.rtag()));
        refused(Refusal.USED, () -> store.intake.announce(report.eid(), Bucket.MIB_1, TestStore.CHAIN.last().hash()));
    }

    @Test
    void oneOfTwoRacingCommitsWins() throws Exception {
        Sent report = sent(Bucket.KIB_64);
        store.announce(report);
        store.put(report, 0);
        AtomicInteger used = new AtomicInteger();
        AtomicInteger promised = new AtomicInteger();
        together(64, i -> {
            try {
                store.intake.commit(report.eid(), report.envelopeHash(),
                        Derive.h(Label.RTAG, new byte[]{(byte) (i % 2)}));
                promised.incrementAndGet();
            } catch (Refused e) {
                used.incrementAndGet();
            }
        });
        assertThat(promised.get()).isEqualTo(32);
        assertThat(used.get()).isEqualTo(32);
    }

    @Test
    void sixtyFourClientsAtOnceLoseNothing() throws Exception {
        List<Sent> reports = IntStream.range(0, 256).mapToObj(i -> sent(Bucket.KIB_64)).toList();
        together(64, client -> {
            for (int i = client; i < reports.size(); i += 64) {
                store.submit(reports.get(i));
            }
        });
        store.close();
        store = new TestStore(root);
        store.intake.publish(DAY);
        for (Sent report : reports) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.intake.segment(report.eid(), 0, out);
            assertThat(out.toByteArray()).isEqualTo(report.bytes());
        }
    }

    private interface Client {
        void run(int number) throws Exception;
    }

    private static void together(int clients, Client client) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> calls = IntStream.range(0, clients).<Callable<Boolean>>mapToObj(i -> () -> {
                client.run(i);
                return true;
            }).toList();
            for (Future<Boolean> done : threads.invokeAll(calls)) {
                assertThat(done.get()).isTrue();
            }
        }
    }

    @Test
    void anUploadGoesOnAfterARestart() throws Exception {
        Sent report = sent(Bucket.MIB_4);
        store.announce(report);
        store.put(report, 0);
        store.put(report, 2);
        store.close();
        store = new TestStore(root);
        assertThat(BitSet.valueOf(store.announce(report)).stream().toArray()).containsExactly(0, 2);
        store.put(report, 0);
        store.put(report, 1);
        refused(Refusal.REFUSED, () -> store.commit(report));
        store.put(report, 3);
        store.commit(report);
    }

    @Test
    void whatIsWrongIsRefusedByItsWord() throws Exception {
        Sent report = sent(Bucket.KIB_64);
        refused(Refusal.ROSTER, () -> store.intake.announce(report.eid(), Bucket.KIB_64, Hash.of(new byte[32])));
        refused(Refusal.LARGE,
                () -> store.intake.announce(report.eid(), Bucket.MIB_64, TestStore.CHAIN.last().hash()));
        refused(Refusal.UNKNOWN, () -> store.put(report, 0));
        store.announce(report);
        refused(Refusal.MALFORMED, () -> store.put(report.bytes(), report, 1, report.digest(0)));
        refused(Refusal.MALFORMED, () -> store.put(report.bytes(), report, 0, Hash.of(new byte[32])));
        refused(Refusal.MALFORMED, () -> store.put(Arrays.copyOf(report.bytes(), 65_535), report, 0, report.digest(0)));
        refused(Refusal.LARGE, () -> store.put(Arrays.copyOf(report.bytes(), 65_537), report, 0, report.digest(0)));
        byte[] foreign = report.bytes().clone();
        foreign[80] ^= 1; // another eid in its header
        refused(Refusal.REFUSED, () -> store.put(foreign, report, 0, Hash.of(Derive.sha256().digest(foreign))));
        assertThat(BitSet.valueOf(store.announce(report)).isEmpty()).isTrue();
        store.put(report, 0);
        byte[] second = report.bytes().clone();
        second[1000] ^= 1;
        refused(Refusal.USED, () -> store.put(second, report, 0, Hash.of(Derive.sha256().digest(second))));
        refused(Refusal.REFUSED, () -> store.intake.commit(report.eid(), Hash.of(new byte[32]), report.rtag()));
    }

    @Test
    void aFullChestSaysSoBeforeTheFirstByteAndExpiryMakesRoom() throws Exception {
        store.announce(sent(Bucket.MIB_16));
        store.announce(sent(Bucket.MIB_4));
        refused(Refusal.FULL, () -> store.announce(sent(Bucket.MIB_1)));
        store.nanos.addAndGet(Duration.ofMinutes(31).toNanos());
        store.intake.sweep();
        store.submit(sent(Bucket.MIB_16));
        assertThat(store.intake.roomInTenths()).containsExactly(10, 10, 2);
    }

    @Test
    void onAFullDiskAnExpiredUploadKeepsItsSlotsUntilTheyAreReleased() throws Exception {
        AtomicBoolean full = new AtomicBoolean();
        store.database.beforeCommit(() -> {
            if (full.get()) {
                throw new IOException("no space left on device");
            }
        });
        Sent begun = sent(Bucket.MIB_16);
        store.announce(begun);
        store.put(begun, 0);
        store.put(begun, 7);
        full.set(true);
        store.nanos.addAndGet(Duration.ofMinutes(31).toNanos());
        assertThatThrownBy(store.intake::sweep).isInstanceOf(IOException.class);
        refused(Refusal.UNKNOWN, () -> store.put(begun, 1));
        refused(Refusal.UNKNOWN, () -> store.put(begun, 0));
        refused(Refusal.UNKNOWN, () -> store.commit(begun));
        refused(Refusal.BUSY, () -> store.announce(begun));
        full.set(false);
        store.intake.sweep();
        allLargeSlotsAreFree();
    }

    @Test
    void aSegmentThatComesWhileItsUploadExpiresGoesWithTheOthers() throws Exception {
        Sent slow = sent(Bucket.MIB_16);
        store.announce(slow);
        store.put(slow, 0);
        InputStream late = new ByteArrayInputStream(slow.segment(1)) {
            @Override
            public int read(byte[] into, int from, int length) {
                store.nanos.addAndGet(Duration.ofHours(2).toNanos());
                assertThatCode(store.intake::sweep).doesNotThrowAnyException();
                return super.read(into, from, length);
            }
        };
        refused(Refusal.UNKNOWN, () -> store.intake.put(slow.eid(), 1, slow.digest(1), late));
        store.intake.sweep();
        allLargeSlotsAreFree();
    }

    /** Twenty, in memory and on the disk. */
    private void allLargeSlotsAreFree() throws Exception {
        Sent whole = sent(Bucket.MIB_16);
        store.submit(whole);
        store.announce(sent(Bucket.MIB_4));
        refused(Refusal.FULL, () -> store.announce(sent(Bucket.MIB_1)));
        store.intake.withdraw(whole.eid(), whole.w(), eid -> false);
        store.close();
        store = new TestStore(root);
        store.announce(sent(Bucket.MIB_16));
        store.announce(sent(Bucket.MIB_4));
    }

    @Test
    void aBatchHidesHowManyThereAreAndOnlyMembersCanTell() throws Exception {
        List<Sent> reports = IntStream.range(0, 70).mapToObj(i -> sent(Bucket.KIB_64)).toList();
        for (Sent report : reports) {
            store.submit(report);
        }
        store.intake.publish(DAY);
        store.intake.publish(DAY.plusDays(1));
        List<Batches.Published> window = store.batches.published();
        assertThat(window).extracting(batch -> batch.entries().size()).containsExactly(128, 64);
        assertThat(dummies(window.getFirst())).isEqualTo(58);
        assertThat(dummies(window.getLast())).isEqualTo(64);
        assertThat(window.getFirst().entries()).extracting(IntakeEntry::eid)
                .containsAll(reports.stream().map(Sent::eid).toList());
    }

    @Test
    void slowReadersShareOneWindowUntilABatchComesOrGoes() throws Exception {
        store.intake.publish(DAY);
        byte[] first = store.batches.window();
        assertThat(store.batches.window()).isSameAs(first);
        store.intake.publish(DAY.plusDays(1));
        byte[] second = store.batches.window();
        assertThat(second).hasSizeGreaterThan(first.length).startsWith(first);
        store.batches.dropBefore(DAY.plusDays(1));
        assertThat(store.batches.window()).hasSize(second.length - first.length).isNotEqualTo(second);
        byte[] docket = store.docket.framed();
        assertThat(store.docket.framed()).isSameAs(docket);
        store.docket.append(new byte[]{1});
        assertThat(store.docket.framed()).endsWith(0, 0, 0, 1, 1);
    }

    @Test
    void whatOneRequestCannotCoverGoesIntoAnotherBatchOfTheSameDay() throws Exception {
        Set<Long> promised = new HashSet<>();
        for (int i = 0; i < 258; i++) {
            promised.add(new Wire.Reader(Arrays.copyOfRange(store.submit(sent(Bucket.KIB_64)), 16, 20),
                    IntakeBatch.Flaw.LENGTH).u32());
        }
        store.intake.publish(DAY);
        store.intake.publish(DAY.plusDays(1));
        List<Batches.Published> window = store.batches.published();
        assertThat(promised).containsExactlyInAnyOrder(0L, 1L);
        assertThat(window).extracting(batch -> batch.entries().size()).containsExactly(256, 64, 64);
        assertThat(window).extracting(batch -> batch.leaf().day()).containsExactly(DAY, DAY, DAY.plusDays(1));
        assertThat(dummies(window.get(0))).isZero();
        assertThat(dummies(window.get(1))).isEqualTo(62);
        assertThat(Limits.upTo(Bucket.KIB_64).batch()).isEqualTo(2_944).isLessThanOrEqualTo(ResultNote.MAX_TOKENS);
    }

    /** What a member finds with its key. */
    private long dummies(Batches.Published batch) throws IOException {
        var ana = TestPanel.person("Ana");
        byte[] number = new Wire.Writer().u32(batch.leaf().number()).toBytes();
        byte[] info = Label.DAY_KEY.with(TestStore.CHAIN.panelId().bytes(), number);
        byte[] sealed = store.batches.dayKey(batch.leaf().number(), Derive.h(Label.WHO, ana.person()))
                .orElseThrow();
        byte[] dayKey = Hpke.open(ana.epochSeed(0).orElseThrow(), info, sealed).orElseThrow();
        assertThat(Derive.h(Label.DAY_KEY, dayKey)).isEqualTo(batch.leaf().dayKey());
        Set<IntakeEntry> dummies = new HashSet<>();
        for (int j = 0; j < batch.entries().size(); j++) {
            dummies.add(IntakeEntry.ofBody(Derive.x(Label.DUMMY, dayKey, new Wire.Writer().u32(j).toBytes(), 80)));
        }
        return batch.entries().stream().filter(dummies::contains).count();
    }

    @Test
    void theWindowIsFramedAndSignedAsItsPageSays() throws Exception {
        store.submit(sent(Bucket.KIB_64));
        store.intake.publish(DAY);
        Wire.Reader in = new Wire.Reader(store.batches.window(), IntakeBatch.Flaw.LENGTH);
        SignedNote note = SignedNote.parse(in.bytes((int) in.u32()));
        assertThat(note.isSignedBy(store.keys.log(Policy.Origin.INTAKE).vkey())).isTrue();
        IntakeBatch leaf = IntakeBatch.parse(note.text());
        byte[] entries = in.bytes((int) in.u32());
        in.end(IntakeBatch.Flaw.LENGTH);
        assertThat(leaf.encode()).isEqualTo(note.text());
        assertThat(leaf.entriesHash()).isEqualTo(Derive.h(Label.BATCH, entries));
        assertThat(leaf.entries(entries)).hasSize(64);
    }

    @Test
    void whatIsPastItsRetentionIsErasedAndRoomAgain() throws Exception {
        Sent report = sent(Bucket.MIB_16);
        store.submit(report);
        store.intake.publish(DAY);
        store.intake.retire(DAY.plusDays(3));
        refused(Refusal.UNKNOWN, () -> store.intake.digests(report.eid()));
        assertThat(store.batches.published()).isEmpty();
        assertThat(store.batches.next()).isEqualTo(1);
        store.submit(sent(Bucket.MIB_16));
    }

    @Test
    void aBackupOpensAsAStoreOfItsOwn() throws Exception {
        Sent report = sent(Bucket.KIB_64);
        store.submit(report);
        store.intake.publish(DAY);
        Path copy = Files.createDirectories(root.resolve("copy").resolve("data"));
        store.intake.backup(copy);
        Files.copy(root.resolve("server.key"), root.resolve("copy").resolve("server.key"));
        try (TestStore other = new TestStore(root.resolve("copy"))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            other.intake.segment(report.eid(), 0, out);
            assertThat(out.toByteArray()).isEqualTo(report.bytes());
        }
    }
}
