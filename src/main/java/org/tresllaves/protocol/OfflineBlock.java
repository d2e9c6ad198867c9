package org.tresllaves.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The end of the offline page: the chain as data that no browser runs, after the bytes the listing names (spec: page, "Offline page"). */
public final class OfflineBlock {
    private static final String OPEN = "<script type=\"text/plain\" id=\"panel\">";
    private static final String CLOSE = "</script>\n";

    /** What can be wrong with the block. */
    public enum Flaw implements org.tresllaves.protocol.Flaw {
        BLOCK, BASE64
    }

    private OfflineBlock() {
    }

    /** The block that carries this chain, as {@code GET /v1/rosters} gives it. */
    public static byte[] of(byte[] chain) {
        return (OPEN + Base64s.encode(chain) + CLOSE).getBytes(StandardCharsets.US_ASCII);
    }

    /** The chain in a block, which is all of {@code block}; not verified. */
    public static byte[] unverifiedChain(byte[] block) throws Malformed {
        String text = new String(block, StandardCharsets.ISO_8859_1);
        if (text.length() < OPEN.length() + CLOSE.length() || !text.startsWith(OPEN) || !text.endsWith(CLOSE)) {
            throw new Malformed(Flaw.BLOCK);
        }
        byte[] chain = Base64s.decode(text.substring(OPEN.length(), text.length() - CLOSE.length()), Flaw.BASE64);
        if (!Arrays.equals(of(chain), block)) {
            throw new Malformed(Flaw.BASE64);
        }
        return chain;
    }
}
