package org.tresllaves.server.intake;

import java.util.Arrays;
import java.util.Optional;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Flaw;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.IntakeEntry;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Wire;

/**
 * What a slot's row says when the slot is in use: which segment of which envelope, its digest, the key of its bytes; and on segment 0 of an accepted
 * envelope, what was committed. 188 bytes, whatever it says.
 */
record Holding(Eid eid, Bucket bucket, Hash rosterHash, int segment, Hash digest, byte[] key,
        Optional<Committed> committed) {
    static final int LENGTH = 188;
    private static final int HELD = 1;
    private static final int COMMITTED = 2;

    /** A row that opens and still makes no sense. */
    enum Broken implements Flaw {
        ROW
    }

    /** What a commit said, and what it was promised. */
    record Committed(Hash envelopeHash, Hash rtag, long batch, long day) {
        boolean is(Hash otherHash, Hash otherTag) {
            return envelopeHash.equals(otherHash) & rtag.equals(otherTag);
        }

        IntakeEntry entry(Eid eid) {
            return new IntakeEntry(eid, envelopeHash, rtag);
        }
    }

    /** The row of a slot that is not in use. */
    static byte[] free() {
        return new byte[LENGTH];
    }

    Holding with(Committed commit) {
        return new Holding(eid, bucket, rosterHash, segment, digest, key, Optional.of(commit));
    }

    byte[] encode() {
        Wire.Writer out = new Wire.Writer().u8(committed.isPresent() ? COMMITTED : HELD).u8(bucket.code()).u16(segment)
                .eid(eid).hash(rosterHash).hash(digest).bytes(key);
        committed.ifPresent(c -> out.hash(c.envelopeHash()).hash(c.rtag()).u32(c.batch()).u32(c.day()));
        return Arrays.copyOf(out.toBytes(), LENGTH);
    }

    /** Empty for a slot that is not in use. */
    static Optional<Holding> parse(byte[] row) throws Malformed {
        Wire.Reader in = new Wire.Reader(row, Broken.ROW);
        int state = in.u8();
        if (state == 0) {
            return Optional.empty();
        }
        Bucket bucket = Bucket.ofCode(in.u8()).orElseThrow(() -> new Malformed(Broken.ROW));
        int segment = in.u16();
        Eid eid = in.eid();
        Hash rosterHash = in.hash();
        Hash digest = in.hash();
        byte[] key = in.bytes(Chest.KEY);
        Committed commit = new Committed(in.hash(), in.hash(), in.u32(), in.u32());
        in.end(Broken.ROW);
        return Optional.of(new Holding(eid, bucket, rosterHash, segment, digest, key,
                state == COMMITTED ? Optional.of(commit) : Optional.empty()));
    }
}
