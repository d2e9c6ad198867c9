package org.tresllaves.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tresllaves.client.Address;
import org.tresllaves.client.Purpose;
import org.tresllaves.client.Server;
import org.tresllaves.client.Untrue;
import org.tresllaves.client.Visit;
import org.tresllaves.crypto.Secret;
import org.tresllaves.protocol.Promise;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;
import org.tresllaves.source.CodePhrase;
import org.tresllaves.source.Draft;
import org.tresllaves.source.Receipt;
import org.tresllaves.source.SourceSecrets;
import org.tresllaves.tlog.RosterChain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tresllaves return}: what became of the reports of twelve words. */
@Command(name = "return")
final class ReturnVerb extends Verb {
    @Mixin
    private AtServer at = new AtServer();

    @Option(names = "--words", paramLabel = "${bundle:label.file}", descriptionKey = "option.words")
    private Optional<Path> words = Optional.empty();

    @Option(names = "--follow-up", paramLabel = "${bundle:label.text}", descriptionKey = "option.follow-up")
    private Optional<String> followUp = Optional.empty();

    @Option(names = "--file", paramLabel = "${bundle:label.file}", descriptionKey = "option.file")
    private List<Path> files = List.of();

    @Option(names = "--connect", descriptionKey = "option.connect")
    private boolean connect;

    @Option(names = "--withdraw", paramLabel = "${bundle:label.report}", descriptionKey = "option.withdraw")
    private Optional<Integer> withdraw = Optional.empty();

    ReturnVerb(Run run) {
        super(run);
    }

    /** A report of these words, with the secrets it belongs to. */
    record Own(SourceSecrets secrets, Receipt receipt) {
    }

    @Override
    void act() throws Stop, IOException, Refused, Untrue, Address.Unusable {
        Optional<Draft> draft = followUp.isPresent()
                ? Optional.of(SubmitVerb.Drafts.of(run, followUp.get(), files))
                : Optional.empty();
        List<CodePhrase> phrases = Words.read(run, words);
        RosterChain chain = at.rosters(run);
        try (Server server = at.connect(run, Purpose.VISIT)) {
            Visit visit = Visit.fetch(server, chain);
            List<Own> own = own(phrases, chain, visit);
            new ReportState(run, chain, visit).show(own.stream().map(Own::receipt).toList());
            if (own.isEmpty() && draft.isEmpty()) {
                throw new Stop(Problem.NOT_FOUND, run.texts().text("state.none"));
            }
            if (withdraw.isPresent()) {
                withdraw(server, own, withdraw.get());
            }
            if (draft.isPresent()) {
                follow(draft.get(), own, phrases, chain);
            }
        } finally {
            phrases.forEach(CodePhrase::close);
        }
    }

    private static List<Own> own(List<CodePhrase> phrases, RosterChain chain, Visit visit) {
        List<Own> own = new ArrayList<>();
        for (CodePhrase phrase : phrases) {
            SourceSecrets secrets = SourceSecrets.of(phrase.entropy(), chain.panelId());
            Receipt.find(secrets, visit.entries()).forEach(receipt -> own.add(new Own(secrets, receipt)));
        }
        return own;
    }

    private void withdraw(Server server, List<Own> own, int number) throws Stop, IOException, Refused, Untrue {
        if (number < 1 || number > own.size()) {
            throw new Stop(Problem.USAGE_VALUE, "--withdraw", number);
        }
        if (run.terminal().canAsk() && !run.agrees("withdraw.ask", number)) {
            throw new Stop(Problem.STOPPED);
        }
        Own one = own.get(number - 1);
        try (Secret w = one.secrets().w(one.receipt().entry().eid(), one.receipt().entry().envelopeHash())) {
            server.withdraw(one.receipt().entry().eid(), w.reveal());
        } catch (Refused e) {
            if (e.refusal() == Refusal.REFUSED) {
                throw new Stop(Problem.OPENED_ALREADY, number);
            }
            throw e;
        }
        run.say("withdraw.done");
    }

    /** Sealed like any other report; nothing but its manifest connects it with the first, and only if asked. */
    private void follow(Draft draft, List<Own> own, List<CodePhrase> phrases, RosterChain chain)
            throws Stop, IOException, Refused, Untrue, Address.Unusable {
        Draft connected = connect && !own.isEmpty() ? draft.following(own.getLast().receipt().entry().eid()) : draft;
        try (SourceSecrets secrets = SourceSecrets.of(phrases.getFirst().entropy(), chain.panelId())) {
            Promise given = new Sending(run, at, chain).send(connected, secrets, () -> {
            });
            run.say("send.recorded", run.texts().day(given.day()));
        }
    }
}
