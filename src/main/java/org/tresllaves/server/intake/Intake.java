package org.tresllaves.server.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tresllaves.crypto.Derive;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.IntakeBatch;
import org.tresllaves.protocol.IntakeEntry;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Promise;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;
import org.tresllaves.protocol.TombstoneNote;
import org.tresllaves.server.db.Database;
import org.tresllaves.server.db.SealedRows;
import org.tresllaves.server.db.Times;
import org.tresllaves.server.intake.Capacity.SlotSize;
import org.tresllaves.server.intake.Holding.Committed;
import org.tresllaves.server.ledger.Batches;
import org.tresllaves.server.ledger.NoteLog;
import org.tresllaves.server.ledger.Rosters;
import org.tresllaves.server.ledger.ServerKeys;
import org.tresllaves.server.ledger.Timetable;
import org.tresllaves.tlog.Policy;
import org.tresllaves.tlog.SignedNote;

/**
 * Takes sealed envelopes, resumably, and keeps them in slots (spec: upload). What a call answered with success is on the disk; what was not accepted
 * leaves nothing that can be told from an unused slot. Refuses with one of the words of the spec page and says nothing else.
 */
public final class Intake implements AutoCloseable {
    private final Slots slots;
    private final Reports reports;
    private final Parts parts;
    private final Limits limits;
    private final LongSupplier nanos;
    private final Promised promised;
    /** Commits hold it for reading, publication for writing: a report enters the batch it was promised. */
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();

    /** What an intake is made of. */
    public record Parts(Database database, ServerKeys keys, Rosters rosters, Batches batches, NoteLog docket,
            Timetable timetable, SecureRandom random) {
    }

    private Intake(Slots slots, Reports reports, Parts parts, Limits limits, LongSupplier nanos) {
        this.slots = slots;
        this.reports = reports;
        this.parts = parts;
        this.limits = limits;
        this.nanos = nanos;
        this.promised = new Promised(limits.batch());
        reports.accepted().stream().flatMap(report -> reports.committed(report).stream())
                .filter(commit -> commit.batch() >= parts.batches().next())
                .forEach(commit -> promised.restore(commit.batch()));
    }

    /** Opens the chest in this directory. */
    public static Intake open(Path directory, Parts parts, Limits limits) throws IOException {
        return open(directory, parts, limits, System::nanoTime, Slots.rows(parts.keys().storage(), parts.random()),
                bound -> parts.random().nextInt(bound));
    }

    /** With a monotonic clock, rows and a way to draw slots of the caller's. */
    static Intake open(Path directory, Parts parts, Limits limits, LongSupplier nanos, SealedRows rows,
            Slots.Draw draw) throws IOException {
        Reports reports = new Reports();
        Slots slots = Slots.open(directory, parts.database(), rows, parts.random(), draw,
                (slot, holding) -> reports.restore(slot, holding, nanos.getAsLong()));
        reports.restored(parts.batches().eids());
        return new Intake(slots, reports, parts, limits, nanos);
    }

    /** Adds room: what {@code init} does once and {@code grow} later. */
    public void grow(Capacity more) throws IOException {
        slots.grow(more);
    }

    /** The largest envelope that is taken. */
    public Bucket largest() {
        return limits.largest();
    }

    /** Announces an upload, or finds it again; the answer says which segments are held. */
    public byte[] announce(Eid eid, Bucket bucket, Hash rosterHash) throws Refused {
        panelId();
        Optional<Report> accepted = reports.accepted(eid, bucket, rosterHash);
        if (accepted.isPresent()) {
            return reports.bitmap(accepted.get()); // whose promise was lost on its way is let in to ask for it again
        }
        checkRoster(rosterHash);
        if (!parts.database().hasRoom()) {
            throw new Refused(Refusal.FULL);
        }
        return reports.bitmap(reports.open(eid, bucket, rosterHash, slots, limits, nanos.getAsLong()));
    }

    private void checkRoster(Hash rosterHash) throws Refused {
        if (!parts.rosters().accepts(rosterHash)) {
            throw new Refused(Refusal.ROSTER);
        }
    }

    private Hash panelId() throws Refused {
        return parts.rosters().panelId().orElseThrow(() -> new Refused(Refusal.LATER));
    }

    /** Takes one segment, read to its end; it is stored durably when this returns. */
    public void put(Eid eid, int index, Hash digest, InputStream in) throws IOException, Refused {
        Hash panelId = panelId();
        Report report = reports.get(eid);
        Optional<Slot> slot = reports.begin(report, index, digest, slots, nanos.getAsLong());
        if (slot.isEmpty()) {
            in.transferTo(OutputStream.nullOutputStream());
            return;
        }
        boolean stored = false;
        try {
            Holding holding = new Segment(report, index, digest, panelId).receive(in, slots.chest(), slot.get());
            slots.store(Map.of(slot.get(), holding));
            stored = true;
            if (!reports.held(report, index, new Report.Piece(slot.get(), holding), nanos.getAsLong())) {
                throw new Refused(Refusal.UNKNOWN);
            }
        } finally {
            if (!stored) {
                reports.dropped(report, index, slot.get(), slots);
            }
        }
    }

    /** Accepts a whole envelope. Idempotent on all three values; with other values for an accepted id it is used. Returns the promise's bytes. */
    public byte[] commit(Eid eid, Hash envelopeHash, Hash rtag) throws IOException, Refused {
        Hash panelId = panelId();
        Report report = reports.get(eid);
        report.committing.lock();
        try {
            Optional<Committed> before = reports.committed(report);
            if (before.isPresent() && !before.get().is(envelopeHash, rtag)) {
                throw new Refused(Refusal.USED);
            }
            return promise(panelId, eid, before.isPresent() ? before.get() : accept(report, envelopeHash, rtag));
        } finally {
            report.committing.unlock();
        }
    }

    private Committed accept(Report report, Hash envelopeHash, Hash rtag) throws IOException, Refused {
        checkRoster(report.rosterHash); // again: somebody may have been removed while it was sent
        Report.Piece first = reports.committable(report, envelopeHash);
        gate.readLock().lock();
        boolean done = false;
        long batch = promised.take(parts.batches().next());
        Committed commit = new Committed(envelopeHash, rtag, batch, parts.timetable().nextDay().toEpochDay());
        Report.Piece piece = new Report.Piece(first.slot(), first.holding().with(commit));
        try {
            slots.store(Map.of(piece.slot(), piece.holding()));
            done = true;
            return commit;
        } finally {
            if (!done) {
                promised.giveBack(batch);
            }
            reports.commit(report, piece, done, nanos.getAsLong());
            gate.readLock().unlock();
        }
    }

    private byte[] promise(Hash panelId, Eid eid, Committed commit) {
        byte[] signed = Promise.signed(panelId, eid, commit.envelopeHash(), commit.rtag(), commit.batch(), commit
                .day());
        byte[] signature = parts.keys().log(Policy.Origin.INTAKE).sign(signed);
        return new Promise(eid, commit.batch(), commit.day(), signature).encode();
    }

    /**
     * Erases a report for whoever shows w. Once its entry is published a tombstone says so on the docket. Unknown ids and a wrong w are answered
     * alike; a report that was opened is refused.
     */
    public void withdraw(Eid eid, Hash w, Predicate<Eid> opened) throws IOException, Refused {
        Hash panelId = panelId();
        Report report = reports.get(eid);
        report.committing.lock();
        gate.readLock().lock();
        try {
            Hash rtag = Derive.h(Label.RTAG, w.bytes());
            Committed commit = reports.committed(report).filter(it -> it.rtag().equals(rtag))
                    .orElseThrow(() -> new Refused(Refusal.UNKNOWN));
            if (opened.test(eid)) {
                throw new Refused(Refusal.REFUSED);
            }
            boolean published = commit.batch() < parts.batches().next();
            erase(report, published
                    ? connection -> parts.docket().append(connection, tombstone(panelId, eid, w))
                    : connection -> true);
            if (!published) {
                promised.giveBack(commit.batch());
            }
        } finally {
            gate.readLock().unlock();
            report.committing.unlock();
        }
    }

    private byte[] tombstone(Hash panelId, Eid eid, Hash w) {
        ServerKeys.LogKey key = parts.keys().log(Policy.Origin.DOCKET);
        return SignedNote.unsigned(new TombstoneNote(panelId, eid, w).encode()).signedBy(key.vkey(), key.seed())
                .encode();
    }

    /** A report leaves memory only after the disk has forgotten it. */
    private void erase(Report report, Database.Work<?> together) throws IOException {
        report.committing.lock();
        try {
            List<Slot> released = reports.slots(report);
            slots.release(released, together);
            reports.remove(report);
            reports.give(released, slots);
        } finally {
            report.committing.unlock();
        }
    }

    /** Publishes everything accepted since the last batch, in as many batches as were promised, and an empty batch if there is nothing. */
    public void publish(LocalDate day) throws IOException, Refused {
        Hash panelId = panelId();
        var roster = parts.rosters().current().orElseThrow(() -> new Refused(Refusal.LATER));
        gate.writeLock().lock();
        try {
            do {
                long batch = parts.batches().next();
                List<IntakeEntry> entries = new ArrayList<>();
                for (Report report : reports.accepted()) {
                    reports.committed(report).filter(commit -> commit.batch() == batch)
                            .ifPresent(commit -> entries.add(commit.entry(report.eid)));
                }
                parts.batches().publish(roster, panelId, day, entries);
                promised.published(batch);
            } while (promised.has(parts.batches().next()));
        } finally {
            gate.writeLock().unlock();
        }
    }

    /** Lets uploads expire that stand still, and hides when anything in the directory was last written. */
    public void sweep() throws IOException {
        try {
            for (Report report : reports.expired(limits, nanos.getAsLong())) {
                expire(report);
            }
        } finally {
            Times.forget(slots.chest().directory());
        }
    }

    /** On a full disk the slots stay the upload's, and the next turn tries again. */
    private void expire(Report report) throws IOException {
        report.committing.lock();
        try {
            List<Slot> released = reports.leave(report);
            slots.release(released, connection -> true);
            reports.left(report, released, slots);
        } finally {
            report.committing.unlock();
        }
    }

    /** Drops batches published before this day from the window, and erases their reports: the end of their retention. */
    public void retire(LocalDate before) throws IOException {
        Set<Long> kept = parts.batches().published().stream().map(Batches.Published::leaf)
                .filter(leaf -> !leaf.day().isBefore(before)).map(IntakeBatch::number).collect(Collectors.toSet());
        eraseDue((eid, batch) -> !kept.contains(batch));
        parts.batches().dropBefore(before);
    }

    /** Says of a report in a published batch whether its time is over. */
    @FunctionalInterface
    public interface Due {
        boolean isDue(Eid eid, long batch);
    }

    /** Erases the published reports whose time is over. Their entries stay in the window until it has passed. */
    public void eraseDue(Due due) throws IOException {
        for (Report report : reports.accepted()) {
            if (reports.committed(report).filter(commit -> commit.batch() < parts.batches().next())
                    .filter(commit -> due.isDue(report.eid, commit.batch())).isPresent()) {
                erase(report, connection -> true);
            }
        }
    }

    /** Digests of a published report's segments, 32 bytes each. */
    public byte[] digests(Eid eid) throws Refused {
        return published(eid).digests();
    }

    /** A published report's bucket: how many segments there are, and how long they are. */
    public Bucket bucket(Eid eid) throws Refused {
        return published(eid).bucket;
    }

    /** Copies a segment of a published report. */
    public void segment(Eid eid, int index, OutputStream out) throws IOException, Refused {
        Report report = published(eid);
        if (index < 0 || index >= report.bucket.segments()) {
            throw new Refused(Refusal.UNKNOWN);
        }
        Report.Piece piece = report.piece(index).orElseThrow(() -> new Refused(Refusal.UNKNOWN));
        slots.chest().read(piece.slot(), piece.holding().key(), out);
    }

    private Report published(Eid eid) throws Refused {
        Report report = reports.get(eid);
        if (reports.committed(report).filter(commit -> commit.batch() < parts.batches().next()).isEmpty()) {
            throw new Refused(Refusal.UNKNOWN);
        }
        return report;
    }

    /** Room in tenths of the chest, coarse on purpose: small, middle and large slots. */
    public List<Integer> roomInTenths() {
        List<Integer> tenths = new ArrayList<>();
        for (SlotSize size : SlotSize.values()) {
            tenths.add(tenths(reports.room(size, slots), slots.total(size)));
        }
        return tenths;
    }

    /** The same for a data directory, as its rows say, beside the server that runs on it. */
    public static List<Integer> roomInTenths(Database database, ServerKeys keys) throws IOException {
        Map<SlotSize, int[]> counts = Slots.counts(database, Slots.rows(keys.storage(), new SecureRandom()));
        return counts.values().stream().map(count -> tenths(count[0], count[1])).toList();
    }

    /** Rounded up: ten until a tenth is used, none only when there is none. */
    private static int tenths(int room, int total) {
        return total == 0 ? 0 : (10 * room + total - 1) / total;
    }

    /** Copies database and chest into a directory: the database first, so that no row of the copy is newer than its slot. */
    public void backup(Path to) throws IOException {
        parts.database().backup(to.resolve(Database.FILE));
        slots.chest().copy(to);
    }

    @Override
    public void close() throws IOException {
        slots.close();
    }
}
