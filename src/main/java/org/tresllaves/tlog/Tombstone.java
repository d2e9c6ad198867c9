package org.tresllaves.tlog;

import org.tresllaves.crypto.Derive;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.TombstoneNote;

/**
 * Which tombstones count (spec: opening, "Tombstone"): one signature line, by the key of the docket log of one of the panel's rosters, and a w that only
 * the source of the entry knows.
 */
public final class Tombstone {
    /** Why a parsed tombstone does not count. */
    public enum Flaw implements org.tresllaves.protocol.Flaw {
        OTHER_PANEL, ONE_SIGNATURE, BAD_SIGNATURE
    }

    private Tombstone() {
    }

    /** Parses a note and verifies that the server of this panel said it. */
    public static TombstoneNote verify(byte[] bytes, RosterChain chain) throws Malformed {
        SignedNote signed = SignedNote.parse(bytes);
        TombstoneNote note = TombstoneNote.parse(signed.text());
        require(note.panelId().equals(chain.panelId()), Flaw.OTHER_PANEL);
        require(signed.lines().size() == 1, Flaw.ONE_SIGNATURE);
        require(chain.links().stream().map(link -> link.policy().log(Policy.Origin.DOCKET))
                .anyMatch(signed::isSignedBy), Flaw.BAD_SIGNATURE);
        return note;
    }

    /** Whether w is the pre-image of the entry's rtag. One that is not is an alarm and has no effect. */
    public static boolean takesBack(TombstoneNote note, Hash rtag) {
        return Derive.h(Label.RTAG, note.w().bytes()).equals(rtag);
    }

    private static void require(boolean holds, Flaw flaw) throws Malformed {
        if (!holds) {
            throw new Malformed(flaw);
        }
    }
}
