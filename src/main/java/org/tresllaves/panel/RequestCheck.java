package org.tresllaves.panel;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tresllaves.panel.Refused.Reason;
import org.tresllaves.protocol.DocketNote;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.ReaderKeyNote;
import org.tresllaves.protocol.RequestNote;
import org.tresllaves.protocol.ResultNote;
import org.tresllaves.protocol.Roster;
import org.tresllaves.tlog.PanelNote;
import org.tresllaves.tlog.RosterChain;

/** The checks of a whole request: any that fails refuses it (spec: opening, "What every approver's client checks"). */
public final class RequestCheck {
    private RequestCheck() {
    }

    /** A reader of a request: who, and the key its releases are sealed to. */
    public record To(Roster.Person person, byte[] key, Hash readerKey) {
    }

    /** A request whose checks all held, with its readers and its slots in order. */
    public record Checked(PanelNote<RequestNote> request, List<To> readers, List<Slot> slots) {
        public Checked {
            readers = List.copyOf(readers);
            slots = List.copyOf(slots);
        }

        public Hash hash() {
            return request.hash();
        }
    }

    /** Checks a request somebody asks to approve: all that {@link #forReading} asks, and that its roster is current and its time runs. */
    public static Checked forApproval(PanelNote<RequestNote> request, RosterChain chain, Docket docket,
            List<Slot> slots, Instant now) throws Refused {
        RequestNote note = request.note();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Refused.unless(chain.current(now).filter(link -> link.hash().equals(note.head().rosterHash())).isPresent(),
                Reason.ROSTER_NOT_CURRENT);
        Refused.unless(DocketNote.inTime(note.notAfter(), today), Reason.NOT_AFTER);
        Refused.unless(now.isBefore(note.close().at()), Reason.CLOSED);
        Checked checked = forReading(request, docket, slots);
        for (To to : checked.readers()) {
            Optional<PanelNote<ReaderKeyNote>> key = docket.readerKey(to.readerKey());
            Refused.unless(key.filter(k -> DocketNote.inTime(k.note().notAfter(), today)).isPresent(),
                    Reason.READER_KEY_EXPIRED);
        }
        return checked;
    }

    /** Checks that a request's readers and slots are what it says. */
    public static Checked forReading(PanelNote<RequestNote> request, Docket docket, List<Slot> slots) throws Refused {
        List<To> readers = new ArrayList<>();
        for (RequestNote.To to : request.note().readers()) {
            readers.add(reader(request, docket, to));
        }
        checkSlots(request.note().scope(), slots);
        return new Checked(request, readers, slots);
    }

    private static To reader(PanelNote<RequestNote> request, Docket docket, RequestNote.To to) throws Refused {
        Optional<PanelNote<ReaderKeyNote>> key = docket.readerKey(to.readerKey());
        Refused.unless(key.isPresent(), Reason.UNKNOWN_READER_KEY);
        PanelNote<ReaderKeyNote> found = key.orElseThrow();
        DocketNote.Head head = found.note().head();
        Refused.unless(head.person() == to.person() && head.rosterHash().equals(request.note().head().rosterHash()),
                Reason.READER_KEY_OF_ANOTHER);
        boolean first = request.note().reason() != RequestNote.Reason.FIRST || found.person().first();
        Refused.unless(first, Reason.READER_NOT_FIRST);
        return new To(found.person(), found.note().key(), to.readerKey());
    }

    /** The slots must be exactly the request's: all of each batch in the order of batches, or each entry in the order of lines. */
    private static void checkSlots(RequestNote.Scope scope, List<Slot> slots) throws Refused {
        Refused.unless(slots.size() <= ResultNote.MAX_TOKENS, Reason.TOO_MANY_SLOTS);
        Set<Eid> eids = new HashSet<>();
        for (Slot slot : slots) {
            Refused.unless(eids.add(slot.eid()), Reason.SAME_EID);
        }
        boolean same = switch (scope) {
            case RequestNote.Batches batches -> batches.numbers()
                    .equals(slots.stream().map(Slot::batch).distinct().toList()) && inOrder(slots);
            case RequestNote.Entries entries -> entries.entries().equals(slots.stream()
                    .map(slot -> new RequestNote.Entry(slot.eid(), slot.envelopeHash())).toList());
        };
        Refused.unless(same && !slots.isEmpty(), Reason.SLOTS_DIFFER);
    }

    /** Batches ascending, entries within a batch in the log's bytewise order. */
    private static boolean inOrder(List<Slot> slots) {
        for (int i = 1; i < slots.size(); i++) {
            Slot before = slots.get(i - 1);
            Slot slot = slots.get(i);
            boolean rises = before.batch() < slot.batch()
                    || before.batch() == slot.batch() && before.eid().compareTo(slot.eid()) < 0;
            if (!rises) {
                return false;
            }
        }
        return true;
    }
}
