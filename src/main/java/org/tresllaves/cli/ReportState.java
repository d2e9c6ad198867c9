package org.tresllaves.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.tresllaves.client.Visit;
import org.tresllaves.crypto.Audit;
import org.tresllaves.crypto.BoardRecord;
import org.tresllaves.crypto.Replies;
import org.tresllaves.crypto.Secret;
import org.tresllaves.panel.Docket;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.ResultNote;
import org.tresllaves.protocol.Roster;
import org.tresllaves.source.Receipt;
import org.tresllaves.tlog.PanelNote;
import org.tresllaves.tlog.RosterChain;

/** Where a source's reports stand and what was replied, in plain words. */
final class ReportState {
    private final Run run;
    private final RosterChain chain;
    private final Visit visit;
    private final Docket docket;

    ReportState(Run run, RosterChain chain, Visit visit) {
        this.run = run;
        this.chain = chain;
        this.visit = visit;
        this.docket = Docket.of(chain, visit.docket());
    }

    void show(List<Receipt> receipts) {
        for (int i = 0; i < receipts.size(); i++) {
            Receipt receipt = receipts.get(i);
            LocalDate day = visit.intake().stream().filter(batch -> batch.entries().contains(receipt.entry()))
                    .findFirst().orElseThrow().leaf().day();
            run.print(run.texts().text("state.report", i + 1, run.texts().date(day)));
            run.print("  " + status(receipt));
            if (openings(receipt).stream().anyMatch(this::isOfIdentity)) {
                run.print("  " + run.texts().text("state.identity-opened"));
            }
            replies(receipt);
        }
    }

    private List<Receipt.Opening> openings(Receipt receipt) {
        List<Receipt.Opening> openings = new ArrayList<>();
        for (PanelNote<ResultNote> result : docket.all(ResultNote.class)) {
            receipt.openedBy(result.note(), result.person().ed25519()).ifPresent(openings::add);
        }
        return openings;
    }

    private boolean isOfIdentity(Receipt.Opening opening) {
        return opening.verdict() != Audit.Verdict.NOT_RECOVERABLE && docket.request(opening.request())
                .filter(request -> request.note().compartment() == Compartment.IDENTITY).isPresent();
    }

    private String status(Receipt receipt) {
        return run.texts().text(switch (receipt.status(docket.tombstones(), openings(receipt))) {
            case RECORDED -> "state.recorded";
            case OPENED -> "state.opened";
            case NOT_RECOVERABLE -> "state.not-recoverable";
            case WITHDRAWN -> "state.withdrawn";
            case FALSELY_WITHDRAWN -> "state.falsely-withdrawn";
        });
    }

    private void replies(Receipt receipt) {
        try (Secret rs = receipt.rs()) {
            Replies.Found found = Replies.read(rs, chain.panelId(), signers(chain), visit.board());
            if (found.replies().isEmpty()) {
                run.print("  " + run.texts().text("reply.none"));
            }
            found.replies().forEach(this::reply);
            if (!found.gaps().isEmpty()) {
                run.print("  " + run.texts().text("reply.gap", found.gaps().size()));
            }
            if (found.refused() > 0) {
                run.print("  " + run.texts().text("reply.refused", found.refused()));
            }
        }
    }

    private void reply(Replies.Reply reply) {
        String name = name(reply);
        run.print("  " + run.texts().text("reply.from", name, run.texts().day(reply.day())));
        if (reply.isComplete()) {
            Letters.tame(reply.text()).lines().forEach(line -> run.print("    " + line));
        } else {
            run.print("    " + run.texts().text("reply.incomplete", reply.missing().size(), reply.parts()));
            reply.texts().values()
                    .forEach(part -> Letters.tame(part).lines().forEach(line -> run.print("    " + line)));
        }
    }

    private String name(Replies.Reply reply) {
        return chain.links().reversed().stream().flatMap(link -> link.roster().people().stream())
                .filter(person -> BoardRecord.who(person.ed25519()).equals(
                        reply.who()))
                .findFirst().map(person -> person.name().text()).orElse("?");
    }

    /** Everybody who was ever on the panel, with the days on which a roster then valid held them. */
    static List<Replies.Signer> signers(RosterChain chain) {
        Map<String, Roster.Person> people = new HashMap<>();
        chain.links().forEach(link -> link.roster().people()
                .forEach(person -> people.putIfAbsent(HexFormat.of().formatHex(person.ed25519()), person)));
        return people.values().stream()
                .map(person -> new Replies.Signer(person.ed25519(), day -> held(chain, person, day))).toList();
    }

    private static boolean held(RosterChain chain, Roster.Person person, long day) {
        Instant noon = LocalDate.ofEpochDay(day).atTime(12, 0).toInstant(ZoneOffset.UTC);
        return chain.current(noon).filter(link -> link.roster().personOf(person.ed25519()).isPresent()).isPresent();
    }
}
