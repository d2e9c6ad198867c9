package org.tresllaves.protocol;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * A name of a panel, bench or person as it stands in a roster (spec: roster): one token, spaces written as '_', NFC, 1 to 64 bytes of UTF-8 from the
 * Basic Multilingual Plane without anything invisible. The forbidden ranges are fixed here, so that no two readers differ with their Unicode tables.
 */
public record Name(String token) {
    public static final int MAX_BYTES = 64;

    /** Pairs of first and last forbidden code unit, ascending. */
    private static final int[] FORBIDDEN = {0x0000, 0x0020, '+', '+', 0x007f, 0x00a0, 0x00ad, 0x00ad, 0x034f, 0x034f,
            0x061c, 0x061c, 0x115f, 0x1160, 0x1680, 0x1680, 0x17b4, 0x17b5, 0x180b, 0x180f, 0x2000, 0x200f, 0x2028,
            0x202f, 0x205f, 0x206f, 0x2800, 0x2800, 0x3000, 0x3000, 0x3164, 0x3164, 0xd800, 0xf8ff, 0xfe00, 0xfe0f,
            0xfeff, 0xfeff, 0xffa0, 0xffa0, 0xfff0, 0xffff};

    public Name {
        if (!isToken(token)) {
            throw new IllegalArgumentException("not a name a roster can carry");
        }
    }

    /** The name for what a person typed: outer spaces dropped, each run of inner ones one '_', normalized to NFC. */
    public static Name ofText(String text) {
        return new Name(Normalizer.normalize(text.strip().replaceAll("\\s+", "_"), Normalizer.Form.NFC));
    }

    /** Whether the token is a name: what every parser asks. */
    public static boolean isToken(String token) {
        return !token.isEmpty() && token.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES
                && token.chars().noneMatch(Name::isForbidden) && hasInnerUnderscoresOnly(token)
                && !token.equals("-") && Normalizer.isNormalized(token, Normalizer.Form.NFC);
    }

    /** The name as people read it, with spaces. */
    public String text() {
        return token.replace('_', ' ');
    }

    @Override
    public String toString() {
        return token;
    }

    private static boolean hasInnerUnderscoresOnly(String token) {
        return !token.startsWith("_") && !token.endsWith("_") && !token.contains("__");
    }

    private static boolean isForbidden(int unit) {
        for (int i = 0; i < FORBIDDEN.length; i += 2) {
            if (unit >= FORBIDDEN[i] && unit <= FORBIDDEN[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
