package org.tresllaves.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Who the source is, if it says so (spec: envelope): always 4,096 bytes, {@code u16 len | UTF-8 | zeros}; a length of 0 is no identity. */
public final class IdentityText {
    /** Longest identity in bytes of UTF-8. */
    public static final int MAX = Envelope.IDENTITY - 2;

    /** What can be wrong with an identity's 4,096 bytes, in the order in which it is looked at. */
    public enum Flaw implements org.tresllaves.protocol.Flaw {
        LENGTH, TEXT_LENGTH, UTF8, PADDING
    }

    private IdentityText() {
    }

    /** Whether the text fits. */
    public static boolean fits(String text) {
        return Utf8.isWellFormed(text) && text.getBytes(StandardCharsets.UTF_8).length <= MAX;
    }

    /** The 4,096 bytes; a text that does not fit is a bug. */
    public static byte[] encode(Optional<String> text) {
        String given = text.orElse("");
        if (!fits(given)) {
            throw new IllegalArgumentException("an identity has at most 4,094 bytes");
        }
        byte[] utf8 = given.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(new Wire.Writer().u16(utf8.length).bytes(utf8).toBytes(), Envelope.IDENTITY);
    }

    public static Optional<String> parse(byte[] bytes) throws Malformed {
        if (bytes.length != Envelope.IDENTITY) {
            throw new Malformed(Flaw.LENGTH);
        }
        Wire.Reader in = new Wire.Reader(bytes, Flaw.LENGTH);
        int length = in.u16();
        if (length > MAX) {
            throw new Malformed(Flaw.TEXT_LENGTH);
        }
        String text = Utf8.decode(in.bytes(length), Flaw.UTF8);
        for (byte padding : in.bytes(in.remaining())) {
            if (padding != 0) {
                throw new Malformed(Flaw.PADDING);
            }
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
