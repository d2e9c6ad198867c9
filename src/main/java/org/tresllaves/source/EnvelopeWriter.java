package org.tresllaves.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.tresllaves.crypto.Cobblestone;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Lanes;
import org.tresllaves.crypto.Pieces;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Malformed;

/**
 * Writes an envelope segment by segment on every core, and digests each segment while its bytes are at hand. In constant memory; each chunk is sealed
 * once, from one reading of the files. The chunk in which a segment ends mostly lies in the next one too: these seams are sealed first and kept, 16 MiB
 * for the largest envelope, so that no core waits for another.
 */
final class EnvelopeWriter {
    /** Chunks that are read, sealed, digested and written in one go: what the cache next to a core holds. */
    private static final int STEP = 8;

    private final byte[] start;
    private final Plaintext text;
    private final Cobblestone body;
    private final Bucket bucket;
    private final Composer.Progress progress;
    private final AtomicLong done = new AtomicLong();

    /** {@code start} is everything before the body's first chunk; it ends within the first segment. */
    EnvelopeWriter(byte[] start, Plaintext text, Cobblestone body, Bucket bucket, Composer.Progress progress) {
        this.start = start;
        this.text = text;
        this.body = body;
        this.bucket = bucket;
        this.progress = progress;
    }

    /** The digests of all segments. */
    List<Hash> write(FileChannel out) throws IOException {
        byte[][] seams = new byte[bucket.segments() - 1][];
        Hash[] digests = new Hash[bucket.segments()];
        try {
            Lanes.run(seams.length, () -> {
                Lane lane = new Lane(out);
                return segment -> seams[(int) segment] = lane.sealed(first(segment + 1) - 1);
            });
            Lanes.run(digests.length, () -> {
                Lane lane = new Lane(out);
                return segment -> digests[(int) segment] = lane.segment((int) segment, seams);
            });
        } catch (Malformed e) {
            throw new IllegalStateException("sealing refuses nothing", e);
        }
        return Arrays.asList(digests);
    }

    private long chunks() {
        return text.length() / Cobblestone.CHUNK + 1;
    }

    /** Where a chunk begins in the envelope. */
    private long place(long chunk) {
        return start.length + chunk * Cobblestone.SEALED_CHUNK;
    }

    private long begin(long segment) {
        return segment * bucket.segmentLength();
    }

    /** The first chunk that begins in a segment or after it. */
    private long first(long segment) {
        return segment == 0 ? 0 : Math.ceilDiv(begin(segment) - start.length, (long) Cobblestone.SEALED_CHUNK);
    }

    /** What one core works with. */
    private final class Lane {
        private final FileChannel out;
        private final Cobblestone.Sealer sealer = body.sealer();
        private final MessageDigest sha = Derive.sha256();
        private final byte[] plain = new byte[STEP * Cobblestone.CHUNK];
        private final byte[] sealed = new byte[STEP * Cobblestone.SEALED_CHUNK];
        private long position;

        Lane(FileChannel out) {
            this.out = out;
        }

        byte[] sealed(long chunk) throws IOException {
            return Arrays.copyOf(sealed, seal(chunk, chunk + 1));
        }

        Hash segment(int segment, byte[][] seams) throws IOException {
            position = begin(segment);
            if (segment == 0) {
                put(start, 0, start.length);
            } else {
                byte[] seam = seams[segment - 1];
                int before = (int) (position - place(first(segment) - 1));
                put(seam, before, seam.length - before);
            }
            boolean last = segment == seams.length;
            long end = last ? chunks() : first(segment + 1L) - 1;
            for (long chunk = first(segment); chunk < end; chunk += STEP) {
                put(sealed, 0, seal(chunk, Math.min(end, chunk + STEP)));
            }
            if (!last) {
                put(seams[segment], 0, (int) (begin(segment + 1L) - position));
            }
            return Hash.of(sha.digest());
        }

        /** Seals a few chunks into the buffer and answers how many bytes they take. */
        private int seal(long from, long end) throws IOException {
            long at = from * Cobblestone.CHUNK;
            int length = (int) (Math.min(end * Cobblestone.CHUNK, text.length()) - at);
            text.read(at, plain, length);
            int to = 0;
            for (int chunk = 0; chunk < end - from; chunk++) {
                int begin = chunk * Cobblestone.CHUNK;
                to += sealer.seal(from + chunk, plain, begin, Math.min(Cobblestone.CHUNK, length - begin), sealed, to);
            }
            progress.at(done.addAndGet(length), text.length());
            return to;
        }

        private void put(byte[] bytes, int from, int length) throws IOException {
            sha.update(bytes, from, length);
            Pieces.write(out, position, bytes, from, length);
            position += length;
        }
    }
}
