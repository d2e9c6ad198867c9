package org.tresllaves.protocol;

import java.time.LocalDate;

/** READER-KEY: a fresh X-Wing key to which releases for this person may be sealed until the end of a day at most 14 ahead (spec: opening). */
public record ReaderKeyNote(Head head, byte[] key, LocalDate notAfter) implements DocketNote {
    public static final String TYPE = "tresllaves/v1/reader-key";
    public static final int KEY = 1216;

    public ReaderKeyNote {
        if (key.length != KEY) {
            throw new IllegalArgumentException("an X-Wing key has 1216 bytes");
        }
    }

    static ReaderKeyNote read(Lines in) throws Malformed {
        Head head = Head.read(in);
        byte[] key = in.base64(in.token("key"), KEY);
        DocketNote.require(PublicKeys.isXWing(key), Flaw.WEAK_KEY);
        return new ReaderKeyNote(head, key, in.date(in.token("not-after")));
    }

    @Override
    public String encode() {
        return head.encode(TYPE) + "key " + Base64s.encode(key) + "\nnot-after " + notAfter + "\n";
    }
}
