package org.tresllaves.panel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tresllaves.protocol.ApproveNote;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.ClosedNote;
import org.tresllaves.protocol.DocketNote;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.ReaderKeyNote;
import org.tresllaves.protocol.RefuseNote;
import org.tresllaves.protocol.RequestNote;
import org.tresllaves.protocol.ResultNote;
import org.tresllaves.protocol.Roster;
import org.tresllaves.protocol.TombstoneNote;
import org.tresllaves.tlog.PanelNote;
import org.tresllaves.tlog.RosterChain;
import org.tresllaves.tlog.Tombstone;

/**
 * The docket as a client of the panel sees it: every note verified against the chain of rosters, in the log's order. Notes that do not verify are
 * counted and have no effect. Where two notes say the same thing about the same request, the first one counts.
 */
public final class Docket {
    private final List<PanelNote<DocketNote>> notes;
    private final List<TombstoneNote> tombstones;
    private final int ignored;
    private final Map<Hash, PanelNote<ReaderKeyNote>> readerKeys = new HashMap<>();
    private final Map<Hash, PanelNote<RequestNote>> requests = new HashMap<>();

    private Docket(List<PanelNote<DocketNote>> notes, List<TombstoneNote> tombstones, int ignored) {
        this.notes = List.copyOf(notes);
        this.tombstones = List.copyOf(tombstones);
        this.ignored = ignored;
        all(ReaderKeyNote.class).forEach(note -> readerKeys.putIfAbsent(note.hash(), note));
        all(RequestNote.class).forEach(note -> requests.putIfAbsent(note.hash(), note));
    }

    /** Verifies the notes of a docket log. */
    public static Docket of(RosterChain chain, List<byte[]> log) {
        List<PanelNote<DocketNote>> notes = new ArrayList<>();
        List<TombstoneNote> tombstones = new ArrayList<>();
        int ignored = 0;
        for (byte[] bytes : log) {
            Optional<TombstoneNote> tombstone = tombstone(chain, bytes);
            if (tombstone.isPresent()) {
                tombstones.add(tombstone.get());
                continue;
            }
            try {
                notes.add(PanelNote.verify(bytes, chain));
            } catch (Malformed e) {
                ignored++;
            }
        }
        return new Docket(notes, tombstones, ignored);
    }

    private static Optional<TombstoneNote> tombstone(RosterChain chain, byte[] bytes) {
        try {
            return Optional.of(Tombstone.verify(bytes, chain));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    /** How many notes of the log did not verify or are of a kind this client does not know. */
    public int ignored() {
        return ignored;
    }

    public List<TombstoneNote> tombstones() {
        return tombstones;
    }

    /** All notes of one kind, in order. */
    public <N extends DocketNote> List<PanelNote<N>> all(Class<N> kind) {
        return notes.stream().flatMap(note -> note.as(kind).stream()).toList();
    }

    /** The READER-KEY of this hash. */
    public Optional<PanelNote<ReaderKeyNote>> readerKey(Hash hash) {
        return Optional.ofNullable(readerKeys.get(hash));
    }

    /** The REQUEST of this hash. */
    public Optional<PanelNote<RequestNote>> request(Hash hash) {
        return Optional.ofNullable(requests.get(hash));
    }

    /** The approvals of a request, the first answer of each member under the request's own roster. */
    public List<PanelNote<ApproveNote>> approvals(PanelNote<RequestNote> request) {
        return firstAnswers(request).stream().flatMap(note -> note.as(ApproveNote.class).stream()).toList();
    }

    /** Indices of the members who have approved or refused. */
    public Set<Integer> answered(PanelNote<RequestNote> request) {
        return firstAnswers(request).stream().map(note -> note.person().index()).collect(Collectors.toSet());
    }

    private List<PanelNote<DocketNote>> firstAnswers(PanelNote<RequestNote> request) {
        Hash hash = request.hash();
        List<PanelNote<DocketNote>> answers = new ArrayList<>();
        for (PanelNote<DocketNote> note : notes) {
            boolean answer = answers(note.note()).filter(hash::equals).isPresent()
                    && note.note().head().rosterHash().equals(request.note().head().rosterHash());
            if (answer && answers.stream().noneMatch(earlier -> earlier.person().is(note.person()))) {
                answers.add(note);
            }
        }
        return answers;
    }

    private static Optional<Hash> answers(DocketNote note) {
        return switch (note) {
            case ApproveNote approve -> Optional.of(approve.request());
            case RefuseNote refuse -> Optional.of(refuse.request());
            case ReaderKeyNote k -> Optional.empty();
            case RequestNote r -> Optional.empty();
            case ResultNote r -> Optional.empty();
            case ClosedNote c -> Optional.empty();
        };
    }

    /** Whether this person, as a reader, has posted a RESULT of a request for reports that covered the slot. */
    public boolean hasResultBy(Roster.Person person, Slot slot) {
        return all(ResultNote.class).stream().filter(result -> result.person().is(person)).anyMatch(result -> covers(
                result, slot));
    }

    private boolean covers(PanelNote<ResultNote> result, Slot slot) {
        return request(result.note().request()).filter(request -> request.note().compartment() == Compartment.REPORT)
                .filter(request -> request.note().readers().stream()
                        .anyMatch(to -> request.roster().person(to.person()).filter(result.person()::is).isPresent()))
                .filter(request -> covers(request.note().scope(), slot)).isPresent();
    }

    private static boolean covers(RequestNote.Scope scope, Slot slot) {
        return switch (scope) {
            case RequestNote.Batches batches -> batches.numbers().contains(slot.batch());
            case RequestNote.Entries entries -> entries.entries().stream()
                    .anyMatch(entry -> entry.eid().equals(slot.eid())
                            && entry.envelopeHash().equals(slot.envelopeHash()));
        };
    }
}
