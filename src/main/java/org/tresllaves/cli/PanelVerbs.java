package org.tresllaves.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tresllaves.client.Address;
import org.tresllaves.client.DocketSession;
import org.tresllaves.client.Purpose;
import org.tresllaves.protocol.Refused;
import org.tresllaves.client.Server;
import org.tresllaves.client.Untrue;
import org.tresllaves.panel.Ceremony;
import org.tresllaves.panel.PersonKeys;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Roster;
import org.tresllaves.tlog.NoteList;
import org.tresllaves.tlog.RosterChain;
import org.tresllaves.tlog.SignedNote;
import org.tresllaves.tlog.Succession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tresllaves panel}: who is on the panel and under which rules. */
@Command(name = "panel", synopsisSubcommandLabel = "${bundle:label.command}", subcommands = {PanelDraft.class,
        PanelForms.class,
        PanelVerbs.Sign.class, PanelVerbs.Publish.class, PanelVerbs.Show.class})
final class PanelVerbs extends Group {

    /** Adds a person's signatures to a roster, after showing what is signed. */
    @Command(name = "sign")
    static final class Sign extends Verb {
        @Mixin
        private Keys key = new Keys();

        @Parameters(paramLabel = "${bundle:label.roster}", descriptionKey = "option.roster")
        private Path roster = Path.of("");

        @Option(names = "--after", paramLabel = "${bundle:label.file}", descriptionKey = "option.after")
        private Optional<Path> after = Optional.empty();

        Sign(Run run) {
            super(run);
        }

        @Override
        void act() throws Stop, IOException {
            SignedNote note = RosterFile.note(roster);
            Roster drafted = RosterFile.roster(roster, note);
            Optional<Roster> previous = after.isPresent()
                    ? Optional.of(RosterFile.chain(after.get()).last().roster())
                    : Optional.empty();
            if (!drafted.isGenesis() && previous.isEmpty()) {
                throw new Stop(Problem.USAGE_MISSING, "--after", "tresllaves panel sign --help");
            }
            try (PersonKeys keys = key.open(run)) {
                if (keys.on(drafted).isEmpty() && previous.flatMap(keys::on).isEmpty()) {
                    throw new Stop(Problem.NOT_ON_PANEL, keys.name().text());
                }
                if (!Ceremony.holdsSealingKey(drafted, keys)) {
                    throw new Stop(Problem.KEY_OTHER_EPOCH, keys.name().text());
                }
                try (Output output = Output.replacing(roster)) {
                    output.stream().write(Ceremony.sign(note, drafted, previous, keys).encode());
                    output.keep();
                }
                run.say("panel.signed", keys.name().text(), roster);
            }
        }
    }

    /** Hands a signed succeeding roster to the server. */
    @Command(name = "publish")
    static final class Publish extends Verb {
        @Mixin
        private AtServer at = new AtServer();

        @Mixin
        private Keys key = new Keys();

        @Parameters(paramLabel = "${bundle:label.roster}", descriptionKey = "option.roster-published")
        private Path roster = Path.of("");

        @Mixin
        private TorKey tor = new TorKey();

        Publish(Run run) {
            super(run);
        }

        @Override
        void act() throws Stop, IOException, Refused, Untrue, Address.Unusable {
            SignedNote note = RosterFile.note(roster);
            String missing = Succession.missing(RosterFile.roster(roster, note), note).stream()
                    .map(person -> person.name().text()).collect(Collectors.joining(", "));
            if (!missing.isEmpty()) {
                throw new Stop(Problem.NOT_SIGNED, missing);
            }
            try (PersonKeys keys = key.open(run)) {
                tor.give(run, at.address(), keys);
                RosterChain chain = at.rosters(run);
                RosterChain longer = chain.then(note.encode());
                try (Server server = at.connect(run, Purpose.DOCKET);
                        DocketSession session = DocketSession.login(server, chain, keys.ed25519())) {
                    session.publishRoster(note.encode());
                }
                run.say("panel.published", run.texts().date(longer.last().roster().valid().firstDay()));
            } catch (Malformed e) {
                throw RosterWords.broken(run, e);
            }
        }
    }

    /** Shows a roster, from a file or from the server. */
    @Command(name = "show")
    static final class Show extends Verb {
        @Parameters(arity = "0..1", paramLabel = "${bundle:label.roster}", descriptionKey = "option.roster-shown")
        private Optional<Path> roster = Optional.empty();

        @Option(names = "--server", paramLabel = "${bundle:label.address}", descriptionKey = "option.server")
        private Optional<String> server = Optional.empty();

        @Option(names = "--out", paramLabel = "${bundle:label.file}", descriptionKey = "option.chain-out")
        private Optional<Path> out = Optional.empty();

        @Mixin
        private TorOption tor = new TorOption();

        Show(Run run) {
            super(run);
        }

        @Override
        void act() throws Stop, IOException, Refused, Untrue, Address.Unusable {
            if (server.isPresent()) {
                showServer(server.get());
            } else if (roster.isPresent()) {
                showFile(roster.get());
            } else {
                throw new Stop(Problem.USAGE_MISSING, "--server", "tresllaves panel show --help");
            }
        }

        private void showFile(Path file) throws Stop {
            SignedNote note = RosterFile.note(file);
            Roster shown = RosterFile.roster(file, note);
            Hash panelId = shown.panelId().orElse(note.hash(Label.ROSTER));
            new RosterWords(run).print(shown, panelId, note);
        }

        /** The fingerprint is what is being asked for, so no panel is pinned: the person compares it. */
        private void showServer(String address) throws Stop, IOException, Refused, Untrue, Address.Unusable {
            try (Server connection = AtServer.of(address, "", tor).connect(run, Purpose.ROSTER)) {
                RosterChain chain = org.tresllaves.client.Rosters.fetch(connection, id -> true);
                if (out.isPresent()) {
                    Output.write(out.get(), NoteList.encode(chain.notes()));
                }
                for (RosterChain.Link link : chain.links().subList(Math.max(0, chain.links().size() - 2),
                        chain.links().size())) {
                    new RosterWords(run).print(link.roster(), chain.panelId(), link.note());
                }
                run.say("panel.compare");
                if (chain.last().policy().isUnwitnessed()) {
                    run.say("unwitnessed");
                }
            }
        }
    }
}
