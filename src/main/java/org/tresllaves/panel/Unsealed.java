package org.tresllaves.panel;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.tresllaves.crypto.Cobblestone;
import org.tresllaves.crypto.Lanes;
import org.tresllaves.crypto.Pieces;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Manifest;
import org.tresllaves.protocol.Wire;

/** A report's plaintext, opened 64 chunks at a time on every core, in constant memory. */
final class Unsealed implements AutoCloseable {
    private static final int GROUP = 64;
    private static final int PLAIN = GROUP * Cobblestone.CHUNK;
    private static final int SEALED = GROUP * Cobblestone.SEALED_CHUNK;
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
        int enough = (int) Math.min(plain, (LENGTH + Manifest.MAX + Cobblestone.CHUNK) / Cobblestone.CHUNK
                * Cobblestone.CHUNK);
        byte[] text = new byte[PLAIN];
        int length = open(0, new byte[SEALED], text, body.opener(), enough);
        Wire.Reader reader = new Wire.Reader(Arrays.copyOf(text, length), ReportReader.Flaw.MANIFEST_LENGTH);
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

    /** Opens everything. */
    void copyTo(Extraction out) throws IOException, Malformed {
        long groups = (plain / Cobblestone.CHUNK + GROUP) / GROUP;
        Lanes.run(groups, () -> {
            byte[] sealed = new byte[SEALED];
            byte[] text = new byte[PLAIN];
            Cobblestone.Opener opener = body.opener();
            return group -> {
                int length = open(group, sealed, text, opener, PLAIN);
                out.take(group * PLAIN, text, length);
            };
        });
    }

    /** Opens a group's chunks, as many as hold {@code most} bytes; answers how many bytes there are. */
    private int open(long group, byte[] sealed, byte[] text, Cobblestone.Opener opener, int most)
            throws IOException, Malformed {
        long from = group * PLAIN;
        long left = plain - from;
        int to = 0;
        for (int chunk = 0; chunk < GROUP && to < most && (long) chunk * Cobblestone.CHUNK <= left; chunk++) {
            int size = (int) Math.min(Cobblestone.CHUNK, left - (long) chunk * Cobblestone.CHUNK) + Cobblestone.TAG;
            if (chunk == 0) {
                int all = (int) Math.min(SEALED, left + (left / Cobblestone.CHUNK + 1) * Cobblestone.TAG);
                Pieces.read(in, chunks + group * SEALED, sealed, 0, all);
            }
            to += opener.open(group * GROUP + chunk, sealed, chunk * Cobblestone.SEALED_CHUNK, size, text, to);
        }
        return to;
    }

    @Override
    public void close() {
        body.close();
    }
}
