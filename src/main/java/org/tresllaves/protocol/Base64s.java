package org.tresllaves.protocol;

import java.util.Base64;

/** Standard base64 with padding, one spelling per value: what decodes must encode to the same text. */
public final class Base64s {
    private Base64s() {
    }

    public static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Decodes; anything but the canonical spelling is the flaw given. */
    public static byte[] decode(String text, Flaw flaw) throws Malformed {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new Malformed(flaw);
        }
        if (!encode(bytes).equals(text)) {
            throw new Malformed(flaw);
        }
        return bytes;
    }
}
