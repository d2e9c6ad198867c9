package org.tresllaves.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tresllaves.vectors.Vector;

/** Writes the vectors of the identity's 4,096 bytes: {@code vectors/identity-text}. */
final class IdentityTextVectors {
    static final String FORMAT = "identity-text";

    private IdentityTextVectors() {
    }

    public static void main(String[] args) throws IOException {
        Vector.write(FORMAT, all());
    }

    static Map<String, Vector> all() {
        Map<String, Vector> all = new TreeMap<>();
        ok(all, "none", "no identity was given", "");
        ok(all, "short", "a name and a number", "Ana Núñez\n+34 600 000 000");
        ok(all, "longest", "4,094 bytes", "ñ".repeat(IdentityText.MAX / 2));
        byte[] short4 = IdentityText.encode(Optional.of("Ana"));
        bad(all, "length-short", IdentityText.Flaw.LENGTH, "4,095 bytes", Arrays.copyOf(short4, 4095));
        bad(all, "length-long", IdentityText.Flaw.LENGTH, "4,097 bytes", Arrays.copyOf(short4, 4097));
        bad(all, "text-length", IdentityText.Flaw.TEXT_LENGTH, "a text of 4,095 bytes, which has no room",
                changed(short4, 0, 0x0f, 0xff));
        bad(all, "utf8", IdentityText.Flaw.UTF8, "a surrogate as three bytes", changed(short4, 2, 0xed, 0xa0, 0x80));
        bad(all, "padding-first", IdentityText.Flaw.PADDING, "the first byte after the text is not zero",
                changed(short4, 5, 1));
        bad(all, "padding-last", IdentityText.Flaw.PADDING, "the last byte is not zero", changed(short4, 4095, 1));
        return all;
    }

    private static byte[] changed(byte[] bytes, int at, int... to) {
        byte[] changed = bytes.clone();
        for (int i = 0; i < to.length; i++) {
            changed[at + i] = (byte) to[i];
        }
        return changed;
    }

    private static void ok(Map<String, Vector> all, String name, String comment, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        all.put(name, Vector.ok(FORMAT, comment).in("bytes",
                IdentityText.encode(text.isEmpty() ? Optional.empty() : Optional.of(text))).out("text", utf8));
    }

    private static void bad(Map<String, Vector> all, String name, IdentityText.Flaw flaw, String comment,
            byte[] bytes) {
        all.put(name, Vector.refused(FORMAT, comment, flaw).in("bytes", bytes));
    }
}
