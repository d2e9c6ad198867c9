package org.tresllaves.panel;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.List;
import org.tresllaves.crypto.Cobblestone;
import org.tresllaves.crypto.Lanes;
import org.tresllaves.crypto.Pieces;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Manifest;
import org.tresllaves.protocol.Wire;

/** A report's plaintext, opened a few chunks at a time on every core, in constant memory. */
final class Unsealed implements AutoCloseable {
    /** Chunks that are read, opened, digested and written in one go: what the cache next to a core holds. */
    private static final int STEP = 8;
    private static final int LENGTH = 4;

    private final FileChannel in;
    private final long chunks;
    private final long plain;
    private final Cobblestone body;

    private Unsealed(FileChannel in, long chunks, long plain, Cobblestone body) {
        this.in = in;
        this.chunks = chunks;
        this.plain = plain;
        this.body = body;
    }

    /** Takes the body's key over and checks its start. */
    static Unsealed of(FileChannel in, long position, long plain, Cobblestone body) throws IOException, Malformed {
        byte[] start = new byte[Cobblestone.START];
        Pieces.read(in, position, start, 0, start.length);
        try {
            body.check(start);
        } catch (Malformed e) {
            body.close();
            throw e;
        }
        return new Unsealed(in, position + start.length, plain, body);
    }

    /** Opens as many chunks as the manifest takes. */
    Manifest manifest() throws IOException, Malformed {
        long enough = Math.min(count(), Math.ceilDiv(LENGTH + Manifest.MAX, Cobblestone.CHUNK));
        Lane lane = new Lane();
        Wire.Writer text = new Wire.Writer();
        for (long chunk = 0; chunk < enough; chunk += STEP) {
            text.bytes(Arrays.copyOf(lane.text, lane.open(chunk, Math.min(enough, chunk + STEP))));
        }
        Wire.Reader reader = new Wire.Reader(text.toBytes(), ReportReader.Flaw.MANIFEST_LENGTH);
        long size = reader.u32();
        if (size > Manifest.MAX) {
            throw new Malformed(ReportReader.Flaw.MANIFEST_LENGTH);
        }
        Manifest manifest = Manifest.parse(reader.bytes((int) size));
        if (LENGTH + size + manifest.filesLength() > plain) {
            throw new Malformed(ReportReader.Flaw.SIZES);
        }
        return manifest;
    }

    /** Opens everything. A chunk in which one span ends and another begins is opened for both. */
    void copyTo(Extraction out) throws IOException, Malformed {
        List<Span> spans = out.spans(plain);
        Lanes.run(spans.size(), () -> {
            Lane lane = new Lane();
            Extraction.Hand hand = out.hand();
            return number -> lane.copy(spans.get((int) number), hand);
        });
    }

    /** The last chunk is always shorter than the others, and may be empty. */
    private long count() {
        return plain / Cobblestone.CHUNK + 1;
    }

    /** What one core works with. */
    private final class Lane {
        private final Cobblestone.Opener opener = body.opener();
        private final byte[] sealed = new byte[STEP * Cobblestone.SEALED_CHUNK];
        private final byte[] text = new byte[STEP * Cobblestone.CHUNK];

        void copy(Span span, Extraction.Hand hand) throws IOException, Malformed {
            long end = span.end() == plain ? count() : Math.ceilDiv(span.end(), (long) Cobblestone.CHUNK);
            for (long chunk = span.from() / Cobblestone.CHUNK; chunk < end; chunk += STEP) {
                long at = chunk * Cobblestone.CHUNK;
                int length = open(chunk, Math.min(end, chunk + STEP));
                int from = (int) Math.max(0, span.from() - at);
                int to = (int) Math.min(length, span.end() - at);
                if (from < to) {
                    hand.take(span, text, from, to - from);
                }
            }
        }

        /** Opens a few chunks and answers how many bytes of text there are. */
        int open(long from, long end) throws IOException, Malformed {
            int length = (int) (Math.min(end * Cobblestone.CHUNK, plain) - from * Cobblestone.CHUNK);
            int all = length + (int) (end - from) * Cobblestone.TAG;
            Pieces.read(in, chunks + from * Cobblestone.SEALED_CHUNK, sealed, 0, all);
            int to = 0;
            for (int chunk = 0; chunk < end - from; chunk++) {
                int begin = chunk * Cobblestone.SEALED_CHUNK;
                int size = Math.min(Cobblestone.SEALED_CHUNK, all - begin);
                to += opener.open(from + chunk, sealed, begin, size, text, to);
            }
            return to;
        }
    }

    @Override
    public void close() {
        body.close();
    }
}
