package org.tresllaves.client;

import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The one form of gzip a page may come in: one member, no optional fields, no time, nothing after it (spec: page, "How it is served"). */
final class Gzip {
    private static final byte[] START = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0};
    private static final int HEADER = 10;
    private static final int TRAILER = 8;

    private Gzip() {
    }

    /** What is in it, if it has that form and holds at most {@code limit} bytes. */
    static Optional<byte[]> content(byte[] member, int limit) {
        if (member.length < HEADER + TRAILER || !Arrays.equals(Arrays.copyOf(member, START.length), START)) {
            return Optional.empty();
        }
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(member, HEADER, member.length - HEADER - TRAILER);
            byte[] content = new byte[limit];
            int length = inflater.inflate(content);
            boolean whole = inflater.finished() && inflater.getRemaining() == 0;
            byte[] bytes = Arrays.copyOf(content, length);
            return whole && Arrays.equals(trailer(bytes), tail(member)) ? Optional.of(bytes) : Optional.empty();
        } catch (DataFormatException e) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }

    private static byte[] tail(byte[] member) {
        return Arrays.copyOfRange(member, member.length - TRAILER, member.length);
    }

    /** Checksum and length, the low byte first. */
    private static byte[] trailer(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return java.nio.ByteBuffer.allocate(TRAILER).order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt((int) crc
                .getValue()).putInt(content.length).array();
    }
}
