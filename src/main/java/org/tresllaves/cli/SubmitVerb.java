package org.tresllaves.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tresllaves.client.Address;
import org.tresllaves.client.Purpose;
import org.tresllaves.client.Server;
import org.tresllaves.client.Untrue;
import org.tresllaves.client.Visit;
import org.tresllaves.protocol.Manifest;
import org.tresllaves.protocol.Promise;
import org.tresllaves.protocol.Refused;
import org.tresllaves.protocol.WordList;
import org.tresllaves.source.CodePhrase;
import org.tresllaves.source.Draft;
import org.tresllaves.source.SourceSecrets;
import org.tresllaves.tlog.RosterChain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tresllaves submit}: a report, sealed here, and twelve words to come back with. */
@Command(name = "submit")
final class SubmitVerb extends Verb {
    private static final int IDENTITY = 64 * 1024;

    @Option(names = "--server", paramLabel = "${bundle:label.address}", descriptionKey = "option.server")
    private String server = "";

    @Mixin
    private TorOption tor = new TorOption();

    @Option(names = "--panel", paramLabel = "${bundle:label.panel}", descriptionKey = "option.panel")
    private String panel = "";

    @Parameters(arity = "0..1", defaultValue = "-", paramLabel = "${bundle:label.text}", descriptionKey = "option.text")
    private String text = "-";

    @Option(names = "--file", paramLabel = "${bundle:label.file}", descriptionKey = "option.file")
    private List<Path> files = List.of();

    @Option(names = "--exclude", paramLabel = "${bundle:label.person}", descriptionKey = "option.exclude")
    private List<String> exclude = List.of();

    @Option(names = "--identity", paramLabel = "${bundle:label.file}", descriptionKey = "option.identity")
    private Optional<Path> identity = Optional.empty();

    @Option(names = "--promise", paramLabel = "${bundle:label.file}", descriptionKey = "option.promise")
    private Optional<Path> promise = Optional.empty();

    @Option(names = "--out", paramLabel = "${bundle:label.file}", descriptionKey = "option.sealed-out")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--rosters", paramLabel = "${bundle:label.file}", descriptionKey = "option.rosters")
    private Optional<Path> rosters = Optional.empty();

    SubmitVerb(Run run) {
        super(run);
    }

    @Override
    void act() throws Stop, IOException, Refused, Untrue, Address.Unusable {
        Draft draft = Drafts.of(run, text, files);
        if (identity.isPresent()) {
            draft = draft.by(Input.text(identity.get().toString(), run, IDENTITY).strip());
        }
        AtServer at = AtServer.of(server, panel, tor);
        RosterChain chain = chain(at);
        Sending sending = new Sending(run, at, chain);
        Draft excluding = draft.excluding(People.indices(sending.roster().roster(), exclude));
        WordList list = WordList.ofLanguage(run.texts().locale().getLanguage()).orElse(WordList.ENGLISH);
        try (CodePhrase phrase = CodePhrase.generate(list, run.random());
                SourceSecrets secrets = SourceSecrets.of(phrase.entropy(), chain.panelId())) {
            if (out.isPresent()) {
                sending.write(excluding, secrets, () -> Words.hand(run, phrase), out.get());
                run.say("send.in-file", out.get());
                return;
            }
            Promise given = sending.send(excluding, secrets, () -> Words.hand(run, phrase));
            run.say("send.recorded", run.texts().day(given.day()));
            if (promise.isPresent()) {
                Output.write(promise.get(), given.encode());
                run.say("send.promise-kept", promise.get());
            }
        }
    }

    /** From the server; or from a file, and then nothing is asked of any network. */
    private RosterChain chain(AtServer at) throws Stop, IOException, Refused, Untrue, Address.Unusable {
        if (out.isPresent() != rosters.isPresent() || out.isPresent() != server.isEmpty()) {
            throw new Stop(Problem.USAGE_MISSING, out.isPresent() ? "--rosters" : "--server",
                    "tresllaves submit --help");
        }
        if (rosters.isPresent()) {
            return at.rosters(run, rosters.get());
        }
        RosterChain chain = at.rosters(run);
        try (Server visit = at.connect(run, Purpose.VISIT)) {
            Visit.fetch(visit, chain); // unused here: a first visit must look like a return
        }
        return chain;
    }

    /** Drafts from what was given on the line. */
    static final class Drafts {
        private Drafts() {
        }

        static Draft of(Run run, String text, List<Path> files) throws Stop, IOException {
            if (text.equals("-") && run.terminal().canAsk()) {
                run.say("send.type-text");
            }
            for (Path file : files) {
                if (!java.nio.file.Files.isRegularFile(file)) {
                    throw new Stop(Problem.FILE_MISSING, file);
                }
            }
            String written = Input.text(text, run, Manifest.MAX);
            if (written.isBlank() && files.isEmpty()) {
                throw new Stop(Problem.NO_TEXT);
            }
            return Draft.of(written, run.texts().locale().getLanguage()).withFiles(files);
        }
    }
}
