package org.tresllaves.server.docket;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tresllaves.protocol.ApproveNote;
import org.tresllaves.protocol.DocketNote;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;
import org.tresllaves.protocol.RequestNote;
import org.tresllaves.protocol.ResultNote;
import org.tresllaves.protocol.Roster;
import org.tresllaves.server.ledger.NoteLog;
import org.tresllaves.server.ledger.Rosters;
import org.tresllaves.tlog.PanelNote;
import org.tresllaves.tlog.RosterChain;

/** The panel's notes in order, and the bundles that go with approvals (spec: opening, api). One writer at a time. */
public final class Docket {
    private final Rosters rosters;
    private final NoteLog log;
    private final Bundles bundles;
    private final Reports reports;
    private final InstantSource clock;
    private final Posted posted = new Posted();

    public Docket(Rosters rosters, NoteLog log, Bundles bundles, Reports reports, InstantSource clock)
            throws IOException {
        this.rosters = rosters;
        this.log = log;
        this.bundles = bundles;
        this.reports = reports;
        this.clock = clock;
        for (byte[] note : log.notes()) {
            replay(note);
        }
    }

    /** Notes of the server's own stand among the panel's; they are of other kinds and refer to nothing here. */
    private void replay(byte[] note) throws IOException {
        Optional<RosterChain> chain = rosters.chain();
        if (chain.isEmpty() || isOurs(note)) {
            return;
        }
        try {
            posted.add(PanelNote.verify(note, chain.get()));
        } catch (Malformed e) {
            throw new IOException("a note on this server's docket does not verify", e);
        }
    }

    private static boolean isOurs(byte[] note) {
        String start = new String(note, 0, Math.min(note.length, 64), java.nio.charset.StandardCharsets.ISO_8859_1);
        return start.startsWith("tresllaves/v1/tombstone\n") || start.startsWith("tresllaves/v1/board\n");
    }

    /** Takes a person's own note; the same bytes again change nothing. */
    synchronized Hash post(byte[] bytes, Hash who) throws IOException, Refused, Malformed {
        RosterChain chain = rosters.chain().orElseThrow(() -> new Refused(Refusal.LATER));
        PanelNote<DocketNote> note = verify(bytes, chain);
        if (!Posted.who(note.person()).equals(who)) {
            throw new Refused(Refusal.REFUSED);
        }
        if (!posted.has(note)) {
            Hash current = rosters.current().orElseThrow(() -> new Refused(Refusal.LATER)).hash();
            new Rules(posted, current, clock.instant(), reports).check(note);
            log.append(bytes);
            posted.add(note);
            if (note.note() instanceof ResultNote result) {
                erase(result, note);
            }
        }
        return Posted.name(note);
    }

    private static PanelNote<DocketNote> verify(byte[] bytes, RosterChain chain) throws Malformed, Refused {
        try {
            return PanelNote.verify(bytes, chain);
        } catch (Malformed e) {
            if (e.flaw() instanceof PanelNote.Flaw) {
                throw new Refused(Refusal.REFUSED);
            }
            throw e;
        }
    }

    /** A reader who is done needs its bundles no more. */
    private void erase(ResultNote result, PanelNote<?> note) throws IOException {
        Optional<Posted.Open> open = posted.request(result.request());
        Optional<Integer> reader = open.flatMap(request -> Posted.readerIndex(request, note));
        for (Bundles.Name name : bundles.names()) {
            if (reader.filter(index -> index == name.reader()).isPresent()
                    && posted.approval(name.approve()).filter(a -> a.note().request().equals(result.request()))
                            .isPresent()) {
                bundles.erase(name);
            }
        }
    }

    /** Whether a reader has posted a RESULT that covers this report, which stands in this batch: from then on it cannot be withdrawn. */
    public synchronized boolean isOpened(Eid eid, long batch) {
        return posted.requests().filter(open -> !open.done().isEmpty())
                .anyMatch(open -> covers(open, eid, batch));
    }

    private static boolean covers(Posted.Open open, Eid eid, long batch) {
        return switch (open.request().note().scope()) {
            case RequestNote.Batches whole -> whole.numbers().contains(batch);
            case RequestNote.Entries some -> some.entries().stream().anyMatch(e -> e.eid().equals(eid));
        };
    }

    /** Whether a report's batch was closed for longer than the roster's {@code retain closed} by this day, and nobody asks to open it any more. */
    public synchronized boolean isDue(Eid eid, long batch, LocalDate today) {
        return rosters.current().map(RosterChain.Link::roster).filter(roster -> posted.closures().since(batch, roster)
                .filter(since -> today.isAfter(since.plusDays(roster.retain().closed()))).isPresent()).isPresent()
                && posted.requests().noneMatch(open -> covers(open, eid, batch)
                        && !today.isAfter(open.request().note().notAfter()));
    }

    /** Takes the bundle a member's APPROVE names for a reader. */
    void putBundle(Bundles.Name name, Hash who, InputStream in, long length) throws IOException, Refused {
        PanelNote<ApproveNote> approve = approval(name.approve());
        if (!Posted.who(approve.person()).equals(who)) {
            throw new Refused(Refusal.UNKNOWN);
        }
        Hash hash = approve.note().bundleFor(name.reader()).orElseThrow(() -> new Refused(Refusal.UNKNOWN));
        Posted.Open open = open(approve);
        if (!isAlive(open) || open.done().contains(name.reader())) {
            throw new Refused(Refusal.REFUSED);
        }
        bundles.put(name, hash, in, length);
    }

    /** Where a reader's own bundle is, once its request is closed. To everybody else there is none. */
    Bundles.Stored bundle(Bundles.Name name, Hash who) throws Refused {
        PanelNote<ApproveNote> approve = approval(name.approve());
        Optional<Roster.Person> reader = approve.roster().person(name.reader());
        if (reader.filter(person -> Posted.who(person).equals(who)).isEmpty()) {
            throw new Refused(Refusal.UNKNOWN);
        }
        synchronized (this) {
            if (!Rules.isClosed(open(approve), clock.instant())) {
                throw new Refused(Refusal.LATER);
            }
        }
        return bundles.find(name).orElseThrow(() -> new Refused(Refusal.UNKNOWN));
    }

    private synchronized PanelNote<ApproveNote> approval(Hash hash) throws Refused {
        return posted.approval(hash).orElseThrow(() -> new Refused(Refusal.UNKNOWN));
    }

    private synchronized Posted.Open open(PanelNote<ApproveNote> approve) throws Refused {
        return posted.request(approve.note().request()).orElseThrow(() -> new Refused(Refusal.UNKNOWN));
    }

    /** A bundle is kept until the day after its request's last one. */
    private boolean isAlive(Posted.Open open) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return !today.isAfter(open.request().note().notAfter().plusDays(1));
    }

    /** Erases bundles whose time is over. */
    public void sweep() throws IOException {
        Set<Hash> alive;
        synchronized (this) {
            alive = posted.requests().filter(this::isAlive).map(open -> open.request().hash())
                    .collect(Collectors.toSet());
        }
        for (Bundles.Name name : bundles.names()) {
            Optional<PanelNote<ApproveNote>> approve;
            synchronized (this) {
                approve = posted.approval(name.approve());
            }
            if (approve.filter(a -> alive.contains(a.note().request())).isEmpty()) {
                bundles.erase(name);
            }
        }
    }

    NoteLog log() {
        return log;
    }
}
