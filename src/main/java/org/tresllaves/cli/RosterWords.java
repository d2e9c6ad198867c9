package org.tresllaves.cli;

import java.util.List;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Roster;
import org.tresllaves.source.Lot;
import org.tresllaves.tlog.SignedNote;

/** A roster in plain words: who, on which bench, under which rule, until when, and who has signed. */
final class RosterWords {
    private final Run run;

    RosterWords(Run run) {
        this.run = run;
    }

    /** The rule that a roster or its signatures break, in the person's words. */
    static Stop broken(Run run, Malformed refusal) {
        String key = "roster-rule." + refusal.flaw().name();
        return new Stop(Problem.ROSTER_RULE,
                run.texts().bundle().containsKey(key) ? run.texts().text(key) : refusal.flaw().name());
    }

    void print(Roster roster, Hash panelId, SignedNote note) {
        Texts texts = run.texts();
        run.print(texts.text("roster.title", roster.panel().text(), roster.epoch()));
        run.print(texts.text("roster.valid", texts.date(roster.valid().firstDay()),
                texts.date(roster.valid().endDay().minusDays(1))));
        for (int i = 0; i < roster.benches().size(); i++) {
            bench(roster, i, note);
        }
        if (!roster.readers().isEmpty()) {
            run.print(texts.text("roster.readers"));
            people(roster.readers(), note);
        }
        run.print(texts.text("roster.retain", roster.retain().unopened(), roster.retain().closed(),
                roster.retain().board()));
        run.print(texts.text("roster.admin", roster.admin(), roster.members().size()));
        // In groups: nobody, and no script, takes it for the panel's id.
        roster.pages().forEach(page -> run.print(
                texts.text("roster.page", page.hash().hex().replaceAll("(.{16})(?!$)", "$1 "))));
        run.print(texts.text("roster.fingerprint"));
        Pin.lines(panelId, texts.locale().getLanguage()).forEach(run::print);
        run.print(texts.text("roster.id", panelId.hex()));
    }

    private void bench(Roster roster, int number, SignedNote note) {
        Roster.Bench bench = roster.benches().get(number);
        run.print(run.texts().text("roster.bench", bench.name().text(), bench.report(), roster.bench(number).size(),
                bench.identity(), Lot.offersExclusion(roster) ? bench.exclude() : 0));
        people(roster.bench(number), note);
    }

    private void people(List<? extends Roster.Person> people, SignedNote note) {
        for (Roster.Person person : people) {
            String signed = run.texts().text(isSigned(person, note) ? "roster.signed" : "roster.not-signed");
            String drawn = person.first() ? run.texts().text("roster.drawn") : "";
            run.print(run.texts().text("roster.person", person.index(), person.name().text(), signed, drawn)
                    .stripTrailing());
        }
    }

    private static boolean isSigned(Roster.Person person, SignedNote note) {
        return note.isSignedBy(person.vkey())
                && (!(person instanceof Roster.Member member) || note.isSignedBy(member.mlDsaVkey()));
    }
}
