package org.tresllaves.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** UTF-8 with one spelling per text: nothing is replaced, no surrogates, no overlong forms. */
public final class Utf8 {
    private Utf8() {
    }

    /** Decodes; anything that is not UTF-8 is the flaw given. */
    public static String decode(byte[] bytes, Flaw flaw) throws Malformed {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new Malformed(flaw);
        }
    }

    /** Whether a text has no lone surrogate, so that encoding loses nothing. */
    public static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
