package org.tresllaves.panel;

import java.util.Arrays;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Release;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;

/** What one approver sends one reader (spec: opening, "Slots"): its slots back to back, all alike in length, none of which shows what it holds. */
record Bundle(byte[] bytes) {
    /** A bundle of this many slots, with the hash its approver signed; anything else is refused before a byte of it is used. */
    static Bundle of(byte[] bytes, int slots, Hash signed) throws Refused {
        Bundle bundle = new Bundle(bytes);
        Refused.unless(bytes.length == slots * Release.LENGTH && bundle.hash().equals(signed), Refused.Reason.BUNDLE);
        return bundle;
    }

    /** H("bundle" | bytes). */
    Hash hash() {
        return Derive.h(Label.BUNDLE, bytes);
    }

    byte[] slot(int slot) {
        return Arrays.copyOfRange(bytes, slot * Release.LENGTH, (slot + 1) * Release.LENGTH);
    }
}
