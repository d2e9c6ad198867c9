package org.tresllaves.server.docket;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.tresllaves.protocol.ApproveNote;
import org.tresllaves.protocol.ClosedNote;
import org.tresllaves.protocol.Closing;
import org.tresllaves.protocol.DocketNote;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.ReaderKeyNote;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;
import org.tresllaves.protocol.RefuseNote;
import org.tresllaves.protocol.RequestNote;
import org.tresllaves.protocol.ResultNote;
import org.tresllaves.tlog.PanelNote;

/**
 * What a note must refer to before the docket takes it (spec: api, "What the docket refuses"). The server's refusals keep the docket short and
 * readable; they protect nobody, since every client checks the same and more for itself.
 */
final class Rules {
    /** Reader keys of one person that are alive at once. */
    static final int KEYS = 16;
    /** Requests of one person that are alive at once. */
    static final int REQUESTS = 16;

    private final Posted posted;
    private final Hash current;
    private final Instant now;
    private final long batches;

    Rules(Posted posted, Hash current, Instant now, Reports reports) throws IOException {
        this.posted = posted;
        this.current = current;
        this.now = now;
        this.batches = reports.batches();
    }

    void check(PanelNote<DocketNote> note) throws Refused {
        switch (note.note()) {
            case ReaderKeyNote key -> readerKey(note, key);
            case RequestNote request -> request(note, request);
            case ApproveNote approve -> {
                Posted.Open open = answer(note, approve.request());
                List<Integer> readers = open.request().note().readers().stream().map(to -> to.person()).toList();
                require(approve.bundles().stream().map(bundle -> bundle.reader()).toList().equals(readers));
            }
            case RefuseNote refuse -> answer(note, refuse.request());
            case ResultNote result -> result(note, result);
            case ClosedNote closed -> closed(note, closed);
        }
    }

    private void readerKey(PanelNote<DocketNote> note, ReaderKeyNote key) throws Refused {
        require(isCurrent(note) && inTime(key.notAfter()));
        long alive = posted.readerKeys().filter(old -> old.person().is(note.person()))
                .filter(old -> Closing.isAlive(old.note(), now)).count();
        require(alive < KEYS, Refusal.BUSY);
    }

    private void request(PanelNote<DocketNote> note, RequestNote request) throws Refused {
        require(isCurrent(note) && inTime(request.notAfter()) && now.isBefore(request.close().at()));
        for (RequestNote.To to : request.readers()) {
            require(posted.readerKey(to.readerKey()).filter(key -> key.note().head().person() == to.person())
                    .filter(key -> key.note().head().rosterHash().equals(current))
                    .filter(key -> Closing.isAlive(key.note(), now)).isPresent());
        }
        if (request.scope() instanceof RequestNote.Batches whole) {
            require(whole.numbers().stream().allMatch(number -> number < batches));
        }
        long alive = posted.requests().filter(open -> open.request().person().is(note.person()))
                .filter(open -> Closing.isAlive(open.request().note(), now)).count();
        require(alive < REQUESTS, Refusal.BUSY);
    }

    /** An APPROVE or a REFUSE: by a member, while the request is open, once. */
    private Posted.Open answer(PanelNote<DocketNote> note, Hash request) throws Refused {
        Posted.Open open = find(request);
        require(isCurrent(note) && note.roster().equals(open.request().roster()));
        require(!open.answered().contains(note.person().index()), Refusal.USED);
        require(Closing.isAlive(open.request().note(), now) && !isClosed(open, now));
        return open;
    }

    private void result(PanelNote<DocketNote> note, ResultNote result) throws Refused {
        Posted.Open open = find(result.request());
        require(isCurrent(note) || note.roster().equals(open.request().roster()));
        int reader = Posted.readerIndex(open, note).orElseThrow(() -> new Refused(Refusal.REFUSED));
        require(!open.done().contains(reader), Refusal.USED);
        require(isClosed(open, now));
    }

    /** By a member, today as far as clocks agree, of batches that are out, at least one of which it had not closed before. */
    private void closed(PanelNote<DocketNote> note, ClosedNote closed) throws Refused {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        require(isCurrent(note) && !closed.day().isBefore(today.minusDays(1))
                && !closed.day().isAfter(today.plusDays(1)));
        require(closed.batches().stream().allMatch(number -> number < batches));
        require(closed.batches().stream().anyMatch(number -> !posted.closures().has(note.person(), number)),
                Refusal.USED);
    }

    static boolean isClosed(Posted.Open open, Instant now) {
        return Closing.isClosed(open.request().note(), open.request().roster(), open.answered(), now);
    }

    private Posted.Open find(Hash request) throws Refused {
        return posted.request(request).orElseThrow(() -> new Refused(Refusal.UNKNOWN));
    }

    private boolean isCurrent(PanelNote<?> note) {
        return note.note().head().rosterHash().equals(current);
    }

    private boolean inTime(LocalDate notAfter) {
        return DocketNote.inTime(notAfter, LocalDate.ofInstant(now, ZoneOffset.UTC));
    }

    private static void require(boolean holds) throws Refused {
        require(holds, Refusal.REFUSED);
    }

    private static void require(boolean holds, Refusal otherwise) throws Refused {
        if (!holds) {
            throw new Refused(otherwise);
        }
    }
}
