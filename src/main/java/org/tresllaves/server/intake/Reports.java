package org.tresllaves.server.intake;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;
import org.tresllaves.server.intake.Capacity.SlotSize;
import org.tresllaves.server.intake.Holding.Committed;

/** What is known in memory of every envelope, rebuilt from the slots' rows at each start. Each method takes the lock and keeps it for moments only. */
final class Reports {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Eid, Report> all = new HashMap<>();
    private final Set<Eid> used = new HashSet<>();
    private final Map<SlotSize, Integer> reserved = new EnumMap<>(SlotSize.class);
    private int open;

    /** Adds what a row says, at start. */
    void restore(Slot slot, Holding holding, long now) {
        Report report = all.computeIfAbsent(holding.eid(),
                eid -> new Report(eid, holding.bucket(), holding.rosterHash(), now));
        report.hold(holding.segment(), new Report.Piece(slot, holding));
    }

    /** Once all rows are in: what open uploads may still need is reserved again. */
    void restored(Set<Eid> published) {
        used.addAll(published);
        for (Report report : all.values()) {
            if (report.committed.isEmpty()) {
                open++;
                reserve(report.bucket, report.missing());
            }
        }
    }

    /** An upload by this id: a new one if there is room, or the one that is there. */
    Report open(Eid eid, Bucket bucket, Hash rosterHash, Slots slots, Limits limits, long now) throws Refused {
        lock.lock();
        try {
            Report there = all.get(eid);
            if (there != null) {
                require(there.is(bucket, rosterHash), Refusal.USED);
                require(!there.leaving, Refusal.BUSY);
                return there;
            }
            require(!used.contains(eid), Refusal.USED);
            require(bucket.compareTo(limits.largest()) <= 0, Refusal.LARGE);
            SlotSize size = SlotSize.of(bucket);
            require(slots.room(size) - reserved(size) >= bucket.segments(), Refusal.FULL);
            require(open < limits.open(), Refusal.BUSY);
            Report report = new Report(eid, bucket, rosterHash, now);
            all.put(eid, report);
            open++;
            reserve(bucket, bucket.segments());
            return report;
        } finally {
            lock.unlock();
        }
    }

    private int reserved(SlotSize size) {
        return reserved.getOrDefault(size, 0);
    }

    private void reserve(Bucket bucket, int segments) {
        reserved.merge(SlotSize.of(bucket), segments, Integer::sum);
    }

    /** The accepted report that was announced with these values. */
    Optional<Report> accepted(Eid eid, Bucket bucket, Hash rosterHash) {
        lock.lock();
        try {
            return Optional.ofNullable(all.get(eid)).filter(there -> there.is(bucket, rosterHash))
                    .filter(there -> there.committed.isPresent());
        } finally {
            lock.unlock();
        }
    }

    byte[] bitmap(Report report) {
        lock.lock();
        try {
            return report.bitmap();
        } finally {
            lock.unlock();
        }
    }

    /** The report of this id that was announced; which ids are there is no secret to whoever knows one. */
    Report get(Eid eid) throws Refused {
        lock.lock();
        try {
            Report report = all.get(eid);
            if (report == null || report.leaving) {
                throw new Refused(Refusal.UNKNOWN);
            }
            return report;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a slot for a segment; empty if the very same one is held already. Its end is {@link #held} or {@link #dropped}. */
    Optional<Slot> begin(Report report, int segment, Hash digest, Slots slots, long now) throws Refused {
        lock.lock();
        try {
            require(segment >= 0 && segment < report.bucket.segments(), Refusal.MALFORMED);
            require(isLive(report), Refusal.UNKNOWN);
            Optional<Report.Piece> held = report.piece(segment);
            if (held.isPresent()) {
                require(held.get().holding().digest().equals(digest), Refusal.USED);
                return Optional.empty();
            }
            require(!report.writing.get(segment), Refusal.BUSY);
            report.writing.set(segment);
            report.moved = now;
            reserve(report.bucket, -1);
            return Optional.of(slots.take(SlotSize.of(report.bucket)));
        } finally {
            lock.unlock();
        }
    }

    private boolean isLive(Report report) {
        return all.get(report.eid) == report && !report.leaving;
    }

    /** A segment is durably stored. False if its upload expired meanwhile: then its slot goes the way of the upload's others. */
    boolean held(Report report, int segment, Report.Piece piece, long now) {
        lock.lock();
        try {
            report.writing.clear(segment);
            report.moved = now;
            report.hold(segment, piece);
            return isLive(report);
        } finally {
            lock.unlock();
        }
    }

    /** A segment did not come through; nothing was stored in its slot's row. */
    void dropped(Report report, int segment, Slot slot, Slots slots) {
        lock.lock();
        try {
            report.writing.clear(segment);
            slots.give(slot);
            reserve(report.bucket, 1);
        } finally {
            lock.unlock();
        }
    }

    Optional<Committed> committed(Report report) {
        lock.lock();
        try {
            return isLive(report) ? report.committed : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Segment 0 of a complete report with this hash, which is about to be committed. */
    Report.Piece committable(Report report, Hash envelopeHash) throws Refused {
        lock.lock();
        try {
            require(isLive(report), Refusal.UNKNOWN);
            require(report.isComplete() && report.envelopeHash().equals(envelopeHash), Refusal.REFUSED);
            report.moved = Long.MAX_VALUE;
            return report.piece(0).orElseThrow();
        } finally {
            lock.unlock();
        }
    }

    /** Ends what {@link #committable} began. */
    void commit(Report report, Report.Piece first, boolean done, long now) {
        lock.lock();
        try {
            report.moved = now;
            if (done) {
                report.hold(0, first);
                open--;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Removes an accepted report whose slots are released; its id stays used. */
    void remove(Report report) {
        lock.lock();
        try {
            if (all.remove(report.eid, report)) {
                used.add(report.eid);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends an upload that expired: from now on nothing is added to it. The slots are the caller's to release; none if it was accepted meanwhile. */
    List<Slot> leave(Report report) {
        lock.lock();
        try {
            report.leaving = report.committed.isEmpty();
            return report.leaving ? report.slots() : List.of();
        } finally {
            lock.unlock();
        }
    }

    /** The disk has forgotten these slots of an upload that ended; it is forgotten here once the disk has forgotten all of it. */
    void left(Report report, List<Slot> released, Slots slots) {
        lock.lock();
        try {
            reserve(report.bucket, report.drop(released));
            released.forEach(slots::give);
            if (report.leaving && report.slots().isEmpty() && report.writing.isEmpty()
                    && all.remove(report.eid, report)) {
                open--;
                reserve(report.bucket, -report.missing());
            }
        } finally {
            lock.unlock();
        }
    }

    List<Slot> slots(Report report) {
        lock.lock();
        try {
            return isLive(report) ? report.slots() : List.of();
        } finally {
            lock.unlock();
        }
    }

    void give(List<Slot> released, Slots slots) {
        lock.lock();
        try {
            released.forEach(slots::give);
        } finally {
            lock.unlock();
        }
    }

    /** Uploads that did not move for long enough, or take longer than any honest one. */
    List<Report> expired(Limits limits, long now) {
        lock.lock();
        try {
            return all.values().stream().filter(report -> report.committed.isEmpty())
                    .filter(report -> report.leaving || limits.isOver(report, now)).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Accepted reports, in no order that means anything. */
    List<Report> accepted() {
        lock.lock();
        try {
            return new ArrayList<>(all.values().stream().filter(report -> report.committed.isPresent()).toList());
        } finally {
            lock.unlock();
        }
    }

    int room(SlotSize size, Slots slots) {
        lock.lock();
        try {
            return slots.room(size) - reserved(size);
        } finally {
            lock.unlock();
        }
    }

    private static void require(boolean holds, Refusal refusal) throws Refused {
        if (!holds) {
            throw new Refused(refusal);
        }
    }
}
