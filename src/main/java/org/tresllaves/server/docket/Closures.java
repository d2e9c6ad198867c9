package org.tresllaves.server.docket;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tresllaves.protocol.ClosedNote;
import org.tresllaves.protocol.Roster;
import org.tresllaves.tlog.PanelNote;

/** Which batches the panel is done with, and since when (spec: opening, "Closed batches"). Says nothing of single reports: nobody ever names one. */
final class Closures {
    private final Map<Long, List<Said>> said = new HashMap<>();

    private record Said(Roster.Person person, LocalDate day) {
    }

    void add(PanelNote<ClosedNote> note) {
        for (long batch : note.note().batches()) {
            if (!has(note.person(), batch)) {
                said.computeIfAbsent(batch, any -> new ArrayList<>()).add(new Said(note.person(), note.note().day()));
            }
        }
    }

    boolean has(Roster.Person person, long batch) {
        return of(batch).stream().anyMatch(one -> one.person().is(person));
    }

    private List<Said> of(long batch) {
        return said.getOrDefault(batch, List.of());
    }

    /** The first day on which enough of this roster's members had said so; empty if they have not. */
    Optional<LocalDate> since(long batch, Roster roster) {
        return of(batch).stream().map(Said::day).distinct().sorted()
                .filter(day -> IntStream.range(0, roster.benches().size())
                        .allMatch(bench -> agreed(batch, day, roster, bench)))
                .findFirst();
    }

    /** One more than could be excluded from any report: whom a report is about never decides that it goes. */
    private boolean agreed(long batch, LocalDate day, Roster roster, int bench) {
        Roster.Bench rule = roster.benches().get(bench);
        long agreeing = roster.bench(bench).stream().filter(member -> of(batch).stream()
                .anyMatch(one -> !one.day().isAfter(day) && one.person().is(member))).count();
        return agreeing >= rule.report() + rule.exclude();
    }
}
