package org.tresllaves.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.tresllaves.crypto.Derive;
import org.tresllaves.protocol.IntakeBatch;
import org.tresllaves.protocol.IntakeEntry;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Refused;
import org.tresllaves.tlog.NoteList;
import org.tresllaves.tlog.Policy;
import org.tresllaves.tlog.RosterChain;
import org.tresllaves.tlog.SignedNote;

/** The window of the intake log, always whole, so that nobody learns which entry was looked for (spec: intake). */
public final class Intake {
    private Intake() {
    }

    /** A verified batch: signed by the intake log's key, of this panel, sorted and padded, its entries the ones its leaf commits to. */
    public record Batch(IntakeBatch leaf, List<IntakeEntry> entries) {
        public Batch {
            entries = List.copyOf(entries);
        }
    }

    /** Fetches and verifies every batch; their numbers follow one another. */
    public static List<Batch> fetch(Server server, RosterChain chain) throws IOException, Refused, Untrue {
        return verify(server.unverifiedIntake(), chain);
    }

    static List<Batch> verify(byte[] window, RosterChain chain) throws Untrue {
        List<byte[]> parts;
        try {
            parts = NoteList.parse(window, IntakeBatch.MAX_SIZE * IntakeEntry.LENGTH);
        } catch (Malformed e) {
            throw new Untrue(Untrue.What.SHAPE);
        }
        if (parts.size() % 2 != 0) {
            throw new Untrue(Untrue.What.INTAKE);
        }
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < parts.size(); i += 2) {
            Batch batch = batch(parts.get(i), parts.get(i + 1), chain);
            if (!batches.isEmpty() && batches.getLast().leaf().number() + 1 != batch.leaf().number()) {
                throw new Untrue(Untrue.What.INTAKE);
            }
            batches.add(batch);
        }
        return batches;
    }

    private static Batch batch(byte[] bytes, byte[] entries, RosterChain chain) throws Untrue {
        try {
            SignedNote note = SignedNote.parse(bytes);
            IntakeBatch leaf = IntakeBatch.parse(note.text());
            boolean signed = chain.links().stream()
                    .anyMatch(link -> note.isSignedBy(link.policy().log(Policy.Origin.INTAKE)));
            if (!signed || !leaf.panelId().equals(chain.panelId())
                    || !Derive.h(Label.BATCH, entries).equals(leaf.entriesHash())) {
                throw new Untrue(Untrue.What.INTAKE);
            }
            return new Batch(leaf, leaf.entries(entries));
        } catch (Malformed e) {
            throw new Untrue(Untrue.What.INTAKE);
        }
    }
}
