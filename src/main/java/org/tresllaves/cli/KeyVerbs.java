package org.tresllaves.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.tresllaves.client.Address;
import org.tresllaves.panel.PersonKeys;
import org.tresllaves.protocol.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tresllaves key}: a person's own keys. */
@Command(name = "key", synopsisSubcommandLabel = "${bundle:label.command}", subcommands = {KeyVerbs.New.class,
        KeyVerbs.Renew.class, KeyVerbs.Show.class, KeyVerbs.Onion.class})
final class KeyVerbs extends Group {

    /** Makes a key file; prints the card that goes to whoever drafts the roster. */
    @Command(name = "new")
    static final class New extends Verb {
        @Option(names = "--name", required = true, paramLabel = "${bundle:label.name}", descriptionKey = "option.person-name")
        private String name = "";

        @Option(names = "--out", required = true, paramLabel = "${bundle:label.file}", descriptionKey = "option.key-out")
        private Path out = Path.of("");

        @Option(names = "--passphrase-file", paramLabel = "${bundle:label.file}", descriptionKey = "option.passphrase-file")
        private Optional<Path> passphraseFile = Optional.empty();

        New(Run run) {
            super(run);
        }

        @Override
        void act() throws Stop, IOException {
            if (Files.exists(out)) {
                throw new Stop(Problem.FILE_EXISTS, out);
            }
            Name person = Names.read("--name", name);
            char[] passphrase = Keys.fresh(run, passphraseFile);
            try (PersonKeys keys = PersonKeys.fresh(person, run.random())) {
                Output.write(out, run.keyFiles().seal(keys, passphrase, run.random()));
                run.print(keys.card(0).encode());
            } finally {
                Arrays.fill(passphrase, '\0');
            }
            run.say("key.made", out);
        }
    }

    /** Adds the sealing key of the next epoch; asked again, prints the same card. */
    @Command(name = "renew")
    static final class Renew extends Verb {
        @Mixin
        private Keys key = new Keys();

        @Option(names = "--after", required = true, paramLabel = "${bundle:label.file}", descriptionKey = "option.after")
        private Path after = Path.of("");

        Renew(Run run) {
            super(run);
        }

        @Override
        void act() throws Stop, IOException {
            long epoch = RosterFile.chain(after).last().roster().epoch() + 1;
            try (Keys.Unlocked unlocked = key.unlock(run)) {
                if (unlocked.keys().epochSeed(epoch).isEmpty()) {
                    unlocked.replace(unlocked.keys().withEpoch(epoch, run.random()));
                }
                run.print(unlocked.keys().card(epoch).encode());
                run.say("key.renewed", key.file, epoch);
            }
        }
    }

    /** Prints the card of a key file. */
    @Command(name = "show")
    static final class Show extends Verb {
        @Mixin
        private Keys key = new Keys();

        @Option(names = "--epoch", paramLabel = "${bundle:label.number}", descriptionKey = "option.epoch")
        private Optional<Long> epoch = Optional.empty();

        Show(Run run) {
            super(run);
        }

        @Override
        void act() throws Stop, IOException {
            try (PersonKeys keys = key.open(run)) {
                long last = keys.epochs().keySet().stream().mapToLong(Long::longValue).max().orElse(0);
                long wanted = epoch.orElse(last);
                if (keys.epochSeed(wanted).isEmpty()) {
                    throw new Stop(Problem.NOT_FOUND, "--epoch " + wanted);
                }
                run.print(keys.card(wanted).encode());
                run.say("key.shown", keys.name().text(), wanted);
            }
        }
    }

    /** Gives the local Tor the key that lets it in to the docket's onion service, or writes it where Tor looks when it starts. */
    @Command(name = "onion")
    static final class Onion extends Verb {
        @Mixin
        private Keys key = new Keys();

        @Mixin
        private TorKey tor = new TorKey();

        @Option(names = "--server", required = true, paramLabel = "${bundle:label.address}", descriptionKey = "option.onion-service")
        private String server = "";

        @Option(names = "--out", paramLabel = "${bundle:label.folder}", descriptionKey = "option.onion-out")
        private Optional<Path> out = Optional.empty();

        Onion(Run run) {
            super(run);
        }

        @Override
        void act() throws Stop, IOException, Address.Unusable {
            if (!(Address.parse(server) instanceof Address.Onion onion)) {
                throw new Stop(Problem.ADDRESS_MALFORMED);
            }
            try (PersonKeys keys = key.open(run)) {
                if (out.isPresent()) {
                    Path file = out.get()
                            .resolve("tresllaves-" + onion.onion().id().substring(0, 16) + ".auth_private");
                    String line = TorKey.line(onion.onion(), keys) + "\n";
                    Output.write(file, line.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                    run.say("key.onion-written", file);
                } else if (tor.give(run, onion, keys)) {
                    run.say("key.onion-given");
                } else {
                    throw new Stop(Problem.TOR_CONTROL);
                }
            }
        }
    }
}
