package org.tresllaves.server.docket;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tresllaves.crypto.Derive;
import org.tresllaves.protocol.ApproveNote;
import org.tresllaves.protocol.ClosedNote;
import org.tresllaves.protocol.DocketNote;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.ReaderKeyNote;
import org.tresllaves.protocol.RefuseNote;
import org.tresllaves.protocol.RequestNote;
import org.tresllaves.protocol.ResultNote;
import org.tresllaves.protocol.Roster;
import org.tresllaves.tlog.PanelNote;

/** The notes on the docket so far, found by what later notes name. Rebuilt from the log at every start. */
final class Posted {
    private final Set<Hash> all = new HashSet<>();
    private final Map<Hash, PanelNote<ReaderKeyNote>> readerKeys = new HashMap<>();
    private final Map<Hash, Open> requests = new LinkedHashMap<>();
    private final Map<Hash, PanelNote<ApproveNote>> approvals = new HashMap<>();
    private final Closures closures = new Closures();

    /** A request, which members answered it, and which readers are done. */
    record Open(PanelNote<RequestNote> request, Set<Integer> answered, Set<Integer> done) {
    }

    /** H("note" | text): what an answer to a post names a note by, whatever its kind. */
    static Hash name(PanelNote<?> note) {
        return note.signed().hash(Label.NOTE);
    }

    static Hash who(Roster.Person person) {
        return Derive.h(Label.WHO, person.ed25519());
    }

    void add(PanelNote<DocketNote> note) {
        all.add(name(note));
        switch (note.note()) {
            case ReaderKeyNote key -> note.as(ReaderKeyNote.class).ifPresent(k -> readerKeys.put(k.hash(), k));
            case RequestNote request -> note.as(RequestNote.class)
                    .ifPresent(r -> requests.put(r.hash(), new Open(r, new HashSet<>(), new HashSet<>())));
            case ApproveNote approve -> {
                note.as(ApproveNote.class).ifPresent(a -> approvals.put(a.hash(), a));
                answered(approve.request(), approve.head().person());
            }
            case RefuseNote refuse -> answered(refuse.request(), refuse.head().person());
            case ClosedNote closed -> note.as(ClosedNote.class).ifPresent(closures::add);
            case ResultNote result -> request(result.request())
                    .ifPresent(open -> readerIndex(open, note).ifPresent(open.done()::add));
        }
    }

    /** Which reader of the request wrote this: by key, since rosters may have changed in between. */
    static Optional<Integer> readerIndex(Open open, PanelNote<?> note) {
        return open.request().roster().personOf(note.person().ed25519()).map(person -> person.index())
                .filter(index -> open.request().note().readers().stream().anyMatch(to -> to.person() == index));
    }

    private void answered(Hash request, int member) {
        request(request).ifPresent(open -> open.answered().add(member));
    }

    boolean has(PanelNote<?> note) {
        return all.contains(name(note));
    }

    Optional<PanelNote<ReaderKeyNote>> readerKey(Hash hash) {
        return Optional.ofNullable(readerKeys.get(hash));
    }

    Optional<Open> request(Hash hash) {
        return Optional.ofNullable(requests.get(hash));
    }

    Optional<PanelNote<ApproveNote>> approval(Hash hash) {
        return Optional.ofNullable(approvals.get(hash));
    }

    Closures closures() {
        return closures;
    }

    Stream<Open> requests() {
        return requests.values().stream();
    }

    Stream<PanelNote<ReaderKeyNote>> readerKeys() {
        return readerKeys.values().stream();
    }
}
