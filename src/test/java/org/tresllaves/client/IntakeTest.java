package org.tresllaves.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.panel.TestPanel;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.IntakeBatch;
import org.tresllaves.protocol.IntakeEntry;
import org.tresllaves.protocol.Label;
import org.tresllaves.tlog.NoteList;
import org.tresllaves.tlog.RosterChain;
import org.tresllaves.tlog.SignedNote;

/** What a client takes for the intake window, and what shows that the server cannot be believed. */
class IntakeTest {
    private static final SeededRandom RANDOM = new SeededRandom("intake window");
    private final RosterChain chain;

    IntakeTest() throws Exception {
        chain = TestPanel.chain(TestPanel.terms(2, TestPanel.bench("office", 2, 2, 0)),
                TestPanel.seat("Ana", "office"), TestPanel.seat("Blas", "office"));
    }

    private List<byte[]> batch(int number, int size, Hash panel, String log) {
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            entries.add(IntakeEntry.ofBody(RANDOM.bytes(IntakeEntry.BODY)).encode());
        }
        entries.sort(Arrays::compareUnsigned);
        byte[] all = Derive.concat(entries.toArray(byte[][]::new));
        String leaf = new IntakeBatch(panel, number, LocalDate.of(2026, 11, 24), size, Hash.of(new byte[32]),
                Derive.h(Label.BATCH, all)).encode();
        return List.of(SignedNote.unsigned(leaf)
                .signedBy(TestPanel.logKey(log), new SeededRandom("log " + log).secret(32)).encode(), all);
    }

    private static byte[] window(List<byte[]> first, List<byte[]> second) {
        return NoteList.encode(Stream.concat(first.stream(), second.stream()).toList());
    }

    @Test
    void aDayOfManyReportsIsReadLikeAnother() throws Exception {
        Hash id = chain.panelId();
        List<Intake.Batch> read = Intake.verify(window(batch(6, 64, id, "intake"), batch(7, 4096, id, "intake")),
                chain);
        assertThat(read).extracting(batch -> batch.entries().size()).containsExactly(64, 4096);
    }

    @Test
    void aWindowThatDoesNotCheckOutIsRefusedWhole() {
        Hash id = chain.panelId();
        List<byte[]> good = batch(6, 64, id, "intake");
        refused(window(good, batch(8, 64, id, "intake")), Untrue.What.INTAKE);
        refused(window(good, batch(7, 64, id, "docket")), Untrue.What.INTAKE);
        refused(window(good, batch(7, 64, Hash.of(new byte[32]), "intake")), Untrue.What.INTAKE);
        refused(window(good, List.of(good.getFirst())), Untrue.What.INTAKE);
        refused(window(List.of(good.getFirst(), batch(6, 64, id, "intake").getLast()), List.of()), Untrue.What.INTAKE);
        byte[] cut = window(good, List.of());
        refused(Arrays.copyOf(cut, cut.length - 1), Untrue.What.SHAPE);
    }

    private void refused(byte[] window, Untrue.What what) {
        Untrue untrue = catchThrowableOfType(Untrue.class, () -> Intake.verify(window, chain));
        assertThat(untrue.what()).isEqualTo(what);
    }
}
