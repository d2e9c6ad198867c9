package org.tresllaves.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.tresllaves.crypto.Cobblestone;
import org.tresllaves.crypto.Lanes;
import org.tresllaves.crypto.Pieces;
import org.tresllaves.protocol.Envelope;
import org.tresllaves.protocol.Malformed;

/** Writes a report's body, 64 chunks at a time on every core, in constant memory. Each chunk is sealed once, from one reading of the files. */
final class EnvelopeWriter {
    private static final int GROUP = 64;
    private static final int PLAIN = GROUP * Cobblestone.CHUNK;
    private static final int SEALED = GROUP * Cobblestone.SEALED_CHUNK;

    private final byte[] head;
    private final Attachments files;
    private final long plain;
    private final Composer.Progress progress;
    private final AtomicLong done = new AtomicLong();

    /** The plaintext: head (length and manifest), files, zeros up to {@code plain} bytes. */
    EnvelopeWriter(byte[] head, Attachments files, long plain, Composer.Progress progress) {
        this.head = head;
        this.files = files;
        this.plain = plain;
        this.progress = progress;
    }

    void write(FileChannel out, long position, Cobblestone body) throws IOException {
        byte[] start = body.start();
        Pieces.write(out, position, start, 0, start.length);
        long chunks = plain / Cobblestone.CHUNK + 1;
        try {
            Lanes.run((chunks + GROUP - 1) / GROUP, () -> lane(out, position + start.length, body));
        } catch (Malformed e) {
            throw new IllegalStateException("sealing refuses nothing", e);
        }
    }

    private Lanes.Lane lane(FileChannel out, long position, Cobblestone body) {
        byte[] text = new byte[(int) Math.min(PLAIN, plain)];
        byte[] sealed = new byte[(int) Math.min(SEALED, Envelope.bodyLength(plain))];
        Cobblestone.Sealer sealer = body.sealer();
        return group -> {
            long from = group * PLAIN;
            int length = (int) Math.min(PLAIN, plain - from);
            fill(from, text, length);
            int to = 0;
            boolean last = from + length == plain;
            for (int at = 0; at < length || last && at <= length && length < PLAIN; at += Cobblestone.CHUNK) {
                int size = Math.min(Cobblestone.CHUNK, length - at);
                to += sealer.seal(group * GROUP + at / Cobblestone.CHUNK, text, at, size, sealed, to);
            }
            Pieces.write(out, position + group * SEALED, sealed, 0, to);
            progress.at(done.addAndGet(length), plain);
        };
    }

    /** Plaintext bytes from {@code from} on. */
    private void fill(long from, byte[] text, int length) throws IOException {
        int at = 0;
        if (from < head.length) {
            at = (int) Math.min(length, head.length - from);
            System.arraycopy(head, (int) from, text, 0, at);
        }
        long inFiles = from + at - head.length;
        int count = (int) Math.max(0, Math.min(length - at, files.length() - inFiles));
        files.read(inFiles, text, at, count);
        Arrays.fill(text, at + count, length, (byte) 0);
    }

}
