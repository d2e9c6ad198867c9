package org.tresllaves.tlog;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.tresllaves.crypto.Derive;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.WordList;

/**
 * A panel_id as twelve words that two people compare by voice (spec: roster, "Fingerprint"): the first 132 bits of H("fingerprint" | panel_id), eleven
 * bits a word, no checksum. Not a code phrase: it is public, and opens nothing.
 */
public final class Fingerprint {
    public static final int WORDS = 12;
    private static final int BITS = 11;

    private Fingerprint() {
    }

    public static List<String> words(Hash panelId, WordList list) {
        BigInteger hash = new BigInteger(1, Derive.h(Label.FINGERPRINT, panelId.bytes()).bytes());
        List<String> words = new ArrayList<>();
        for (int i = 1; i <= WORDS; i++) {
            int word = hash.shiftRight(8 * Hash.LENGTH - BITS * i).intValue() & (1 << BITS) - 1;
            words.add(list.word(word));
        }
        return words;
    }
}
