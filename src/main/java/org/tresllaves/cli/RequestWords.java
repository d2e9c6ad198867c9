package org.tresllaves.cli;

import java.util.Locale;
import java.util.stream.Collectors;
import org.tresllaves.protocol.Closing;
import org.tresllaves.protocol.RequestNote;
import org.tresllaves.protocol.Roster;
import org.tresllaves.tlog.PanelNote;

/** A request in plain words: who asks for what, who would read it, until when, and who has answered. */
final class RequestWords {
    private final Run run;
    private final Desk desk;

    RequestWords(Run run, Desk desk) {
        this.run = run;
        this.desk = desk;
    }

    void print(PanelNote<RequestNote> request) {
        RequestNote note = request.note();
        Texts texts = run.texts();
        String reason = texts.text("reason." + note.reason().name().toLowerCase(Locale.ROOT));
        run.print(texts.text("request.title", Desk.brief(request.hash()), request.person().name().text(), reason));
        run.print("  " + scope(note.scope()));
        String readers = note.readers().stream()
                .map(to -> request.roster().person(to.person()).map(p -> p.name().text()).orElse("?"))
                .collect(Collectors.joining(
                        ", "));
        run.print("  " + texts.text("request.readers", readers));
        boolean closed = Closing.isClosed(note, request.roster(), desk.docket().answered(request),
                run.clock().instant());
        boolean alive = Closing.isAlive(note, run.clock().instant());
        run.print("  " + texts.text(!alive ? "request.lapsed" : closed ? "request.closed" : "request.open",
                note.close().toString(), texts.date(note.notAfter())));
        String approved = desk.docket().approvals(request).stream().map(approval -> approval.person().name().text())
                .collect(Collectors.joining(", "));
        run.print("  " + texts.text("request.approved", approved.isEmpty() ? "-" : approved));
        var waiting = request.roster().members().stream()
                .filter(member -> !desk.docket().answered(request).contains(member.index())).map(
                        Roster.Member::name)
                .map(name -> name.text()).toList();
        run.print("  " + texts.text("request.waiting", waiting.isEmpty() ? "-" : String.join(", ", waiting)));
    }

    private String scope(RequestNote.Scope scope) {
        return switch (scope) {
            case RequestNote.Batches batches ->
                run.texts().text("request.batches", batches.numbers().stream().map(String::valueOf).collect(
                        Collectors.joining(", ")));
            case RequestNote.Entries entries ->
                run.texts().text("request.entries", entries.entries().stream().map(entry -> entry.eid().hex()).collect(
                        Collectors.joining(", ")));
        };
    }
}
