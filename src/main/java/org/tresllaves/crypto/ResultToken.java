package org.tresllaves.crypto;

import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;

/** How a source recognizes in a RESULT that, and how, its own report was opened; random-looking to everybody else (spec: opening, "RESULT"). */
public final class ResultToken {
    public static final int LENGTH = 16;

    private ResultToken() {
    }

    /** X("opened", rs, H(request) | who | u8 verdict, 16), who = H("who" | the reader's Ed25519 key). */
    public static byte[] derive(Secret rs, Hash request, Hash who, Audit.Verdict verdict) {
        byte[] raw = rs.reveal();
        byte[] info = Derive.concat(request.bytes(), who.bytes(), new byte[]{(byte) verdict.code()});
        byte[] token = Derive.x(Label.OPENED, raw, info, LENGTH);
        java.util.Arrays.fill(raw, (byte) 0);
        return token;
    }
}
