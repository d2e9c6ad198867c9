package org.tresllaves.panel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.protocol.DocketNote;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.TombstoneNote;
import org.tresllaves.tlog.RosterChain;
import org.tresllaves.tlog.SignedNote;
import org.tresllaves.tlog.Tombstone;
import org.tresllaves.vectors.Vector;

/** Writes the vectors of tombstones: {@code vectors/tombstone}. */
final class TombstoneVectors {
    static final String FORMAT = "tombstone";

    private TombstoneVectors() {
    }

    public static void main(String[] args) throws IOException, Malformed {
        Vector.write(FORMAT, all());
    }

    static Map<String, Vector> all() throws Malformed {
        SeededRandom random = new SeededRandom("tombstones");
        RosterChain chain = NoteVectors.chain();
        Eid eid = Eid.of(random.bytes(Eid.LENGTH));
        Hash w = Hash.of(random.bytes(32));
        String text = new TombstoneNote(chain.panelId(), eid, w).encode();
        String other = new TombstoneNote(Hash.of(new byte[32]), eid, w).encode();
        Map<String, Vector> all = new TreeMap<>();
        Vector good = with(Vector.ok(FORMAT, "w is the pre-image of this rtag: the source withdrew"), chain,
                signed(text, "docket")).out("eid", eid).out("w", w);
        all.put("own", good.out("rtag", Derive.h(Label.RTAG, w.bytes())));
        all.put("too-long", with(Vector.refused(FORMAT, "a text over 512 bytes", DocketNote.Flaw.TOO_LONG), chain,
                signed(text + "x".repeat(512) + "\n", "docket")));
        all.put("type", with(Vector.refused(FORMAT, "another type", DocketNote.Flaw.TYPE), chain,
                signed(text.replace("/tombstone", "/board"), "docket")));
        all.put("line", with(Vector.refused(FORMAT, "an eid of 17 bytes", DocketNote.Flaw.LINE), chain,
                signed(text.replace("eid ", "eid 00"), "docket")));
        all.put("trailing-line", with(Vector.refused(FORMAT, "a line too many", DocketNote.Flaw.LINE), chain,
                signed(text + "w " + w + "\n", "docket")));
        all.put("other-panel", with(Vector.refused(FORMAT, "of another panel", Tombstone.Flaw.OTHER_PANEL), chain,
                signed(other, "docket")));
        all.put("two-lines", with(Vector.refused(FORMAT, "signed by two logs", Tombstone.Flaw.ONE_SIGNATURE), chain,
                signed(text, "docket", "intake")));
        all.put("another-log", with(Vector.refused(FORMAT, "signed by the intake log", Tombstone.Flaw.BAD_SIGNATURE),
                chain, signed(text, "intake")));
        return all;
    }

    private static SignedNote signed(String text, String... logs) {
        SignedNote note = SignedNote.unsigned(text);
        for (String log : logs) {
            note = note.signedBy(TestPanel.logKey(log), new SeededRandom("log " + log).secret(32));
        }
        return note;
    }

    private static Vector with(Vector vector, RosterChain chain, SignedNote note) {
        return vector.in("genesis", new String(chain.notes().getFirst(), StandardCharsets.UTF_8))
                .in("note", new String(note.encode(), StandardCharsets.UTF_8));
    }
}
