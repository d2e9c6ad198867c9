package org.tresllaves.onion;

import java.util.Locale;
import java.util.Optional;

/** RFC 4648's base32 without padding, in lower case, as onion addresses are written. Tor writes keys in upper case. */
final class Base32 {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

    private Base32() {
    }

    static String encode(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte b : bytes) {
            held = held << 8 | b & 0xff;
            for (bits += 8; bits >= 5; bits -= 5) {
                out.append(LETTERS.charAt(held >> bits - 5 & 31));
            }
            held &= (1 << bits) - 1;
        }
        if (bits > 0) {
            out.append(LETTERS.charAt(held << 5 - bits & 31));
        }
        return out.toString();
    }

    static String encodeUpper(byte[] bytes) {
        return encode(bytes).toUpperCase(Locale.ROOT);
    }

    /** The bytes, if there are exactly {@code length} and the text is the one way to write them. */
    static Optional<byte[]> decode(String text, int length) {
        byte[] out = new byte[length];
        int bits = 0;
        int held = 0;
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = LETTERS.indexOf(text.charAt(i));
            if (value < 0 || at == length) {
                return Optional.empty();
            }
            held = held << 5 | value;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                out[at++] = (byte) (held >> bits);
                held &= (1 << bits) - 1;
            }
        }
        return at == length && encode(out).equals(text) ? Optional.of(out) : Optional.empty();
    }
}
