package org.tresllaves.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands before the envelope in a sealed file (spec: sealed file): all that three calls of an upload would say, so that the file can be taken in one
 * go without holding any of it.
 *
 * @param digests SHA-256 of each segment of the envelope
 */
public record SealedFile(Bucket bucket, Hash rtag, List<Hash> digests) {
    /** "TLLF". */
    private static final long MAGIC = 0x544c4c46L;
    /** Length of what says how long the digests are. */
    public static final int START = 37;

    /** What can be wrong with a sealed file's beginning, in the order in which it is looked at. */
    public enum Flaw implements org.tresllaves.protocol.Flaw {
        TRUNCATED, MAGIC, BUCKET, TRAILING
    }

    public SealedFile {
        digests = List.copyOf(digests);
        if (digests.size() != bucket.segments()) {
            throw new IllegalArgumentException("a digest for each segment");
        }
    }

    /** The bucket that the first {@link #START} bytes name. */
    public static Bucket bucket(byte[] start) throws Malformed {
        Wire.Reader in = new Wire.Reader(start, Flaw.TRUNCATED);
        if (in.u32() != MAGIC) {
            throw new Malformed(Flaw.MAGIC);
        }
        return Bucket.ofCode(in.u8()).orElseThrow(() -> new Malformed(Flaw.BUCKET));
    }

    /** Parses exactly what stands before the envelope. */
    public static SealedFile parse(byte[] bytes) throws Malformed {
        Bucket bucket = bucket(bytes);
        Wire.Reader in = new Wire.Reader(bytes, Flaw.TRUNCATED);
        in.bytes(START - Hash.LENGTH);
        Hash rtag = in.hash();
        List<Hash> digests = new ArrayList<>();
        for (int k = 0; k < bucket.segments(); k++) {
            digests.add(in.hash());
        }
        in.end(Flaw.TRAILING);
        return new SealedFile(bucket, rtag, digests);
    }

    /** How many bytes stand before an envelope of this bucket. */
    public static int length(Bucket bucket) {
        return START + bucket.segments() * Hash.LENGTH;
    }

    public byte[] encode() {
        Wire.Writer out = new Wire.Writer().u32(MAGIC).u8(bucket.code()).hash(rtag);
        digests.forEach(out::hash);
        return out.toBytes();
    }
}
