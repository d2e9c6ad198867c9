package org.tresllaves.protocol;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** CLOSED: a member says, on a day, that the panel is done with whole batches; what it takes to count is on the spec page (opening, "Closed batches"). */
public record ClosedNote(Head head, LocalDate day, List<Long> batches) implements DocketNote {
    public static final String TYPE = "tresllaves/v1/closed";
    static final int MAX_BATCHES = 64;

    public ClosedNote {
        batches = List.copyOf(batches);
    }

    static ClosedNote read(Lines in) throws Malformed {
        Head head = Head.read(in);
        LocalDate day = in.date(in.token("day"));
        List<Long> batches = new ArrayList<>();
        while (in.next("batch")) {
            batches.add(in.number(in.token("batch"), 0xffffffffL));
        }
        DocketNote.require(!batches.isEmpty(), Flaw.NO_ENTRY);
        DocketNote.require(batches.size() <= MAX_BATCHES, Flaw.TOO_MANY);
        DocketNote.require(DocketNote.rises(batches), Flaw.ORDER);
        return new ClosedNote(head, day, batches);
    }

    @Override
    public String encode() {
        StringBuilder out = new StringBuilder(head.encode(TYPE)).append("day ").append(day).append('\n');
        batches.forEach(number -> out.append("batch ").append(number).append('\n'));
        return out.toString();
    }
}
