package org.tresllaves.server.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.tresllaves.crypto.Derive;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.server.intake.Holding.Committed;

/** One envelope from its announcement on: which segments lie where. Guarded by the lock of {@link Reports}, but for {@link #committing}. */
final class Report {
    /** Length of the answer that says which segments are held: one bit each of the most there can be. */
    static final int BITMAP = 128;

    /** Held from a commit's check to its end, so that of two commits the second sees what the first did. */
    final ReentrantLock committing = new ReentrantLock();
    final Eid eid;
    final Bucket bucket;
    final Hash rosterHash;
    final long opened;
    private final Piece[] pieces;
    final BitSet writing = new BitSet();
    long moved;
    /** Expired, and no longer anybody's; it stays known until the disk has forgotten its slots. */
    boolean leaving;
    Optional<Committed> committed = Optional.empty();

    /** A segment that is held. */
    record Piece(Slot slot, Holding holding) {
    }

    Report(Eid eid, Bucket bucket, Hash rosterHash, long now) {
        this.eid = eid;
        this.bucket = bucket;
        this.rosterHash = rosterHash;
        this.opened = now;
        this.moved = now;
        this.pieces = new Piece[bucket.segments()];
    }

    boolean is(Bucket otherBucket, Hash otherRoster) {
        return bucket == otherBucket && rosterHash.equals(otherRoster);
    }

    @SuppressWarnings("NullAway") // an array of objects begins with nulls; this is the one place that reads it
    Optional<Piece> piece(int segment) {
        return Optional.ofNullable(pieces[segment]);
    }

    void hold(int segment, Piece piece) {
        pieces[segment] = piece;
        if (segment == 0) {
            committed = piece.holding().committed();
        }
    }

    /** Forgets the pieces in these slots; answers how many there were. */
    int drop(List<Slot> slots) {
        int dropped = 0;
        for (int k = 0; k < pieces.length; k++) {
            if (piece(k).filter(piece -> slots.contains(piece.slot())).isPresent()) {
                forget(k);
                dropped++;
            }
        }
        return dropped;
    }

    @SuppressWarnings("NullAway") // as in piece()
    private void forget(int segment) {
        pieces[segment] = null;
    }

    boolean isComplete() {
        return held().cardinality() == pieces.length;
    }

    private BitSet held() {
        BitSet held = new BitSet();
        for (int k = 0; k < pieces.length; k++) {
            held.set(k, piece(k).isPresent());
        }
        return held;
    }

    /** Segment k is bit k mod 8, the lowest first, of byte k / 8. */
    byte[] bitmap() {
        return Arrays.copyOf(held().toByteArray(), BITMAP);
    }

    /** Segments not held and not under way: what is still reserved. */
    int missing() {
        return pieces.length - held().cardinality() - writing.cardinality();
    }

    List<Slot> slots() {
        List<Slot> slots = new ArrayList<>();
        for (int k = 0; k < pieces.length; k++) {
            piece(k).ifPresent(piece -> slots.add(piece.slot()));
        }
        return slots;
    }

    /** Digests of all segments back to back; of a complete report only. */
    byte[] digests() {
        byte[][] digests = new byte[pieces.length][];
        for (int k = 0; k < pieces.length; k++) {
            digests[k] = piece(k).orElseThrow().holding().digest().bytes();
        }
        return Derive.concat(digests);
    }

    Hash envelopeHash() {
        return Derive.h(Label.ENVELOPE, digests());
    }
}
