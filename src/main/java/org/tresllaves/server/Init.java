package org.tresllaves.server;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.WordList;
import org.tresllaves.server.db.Database;
import org.tresllaves.server.ledger.Rosters;
import org.tresllaves.server.ledger.ServerKeys;
import org.tresllaves.tlog.Fingerprint;
import org.tresllaves.tlog.Policy;
import org.tresllaves.tlog.RosterChain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code init}: makes a server's keys and its store; with {@code --panel}, takes on the one panel it will ever serve. */
@Command(name = "init")
final class Init implements Callable<Integer> {
    @Mixin
    Place place = new Place();

    @Option(names = "--name", paramLabel = "${bundle:label.name}", descriptionKey = "option.name")
    Optional<String> name = Optional.empty();

    @Option(names = "--capacity", paramLabel = "${bundle:label.size}", descriptionKey = "option.capacity", defaultValue = "2G")
    String capacity = "2G";

    @Option(names = "--largest", paramLabel = "${bundle:label.size}", descriptionKey = "option.largest", defaultValue = "256M")
    String largest = "256M";

    @Option(names = "--panel", paramLabel = "${bundle:label.roster}", descriptionKey = "option.panel")
    Optional<Path> panel = Optional.empty();

    @Override
    public Integer call() throws Exception {
        place.check();
        if (panel.isPresent()) {
            place.checkMade();
            adopt(Files.readAllBytes(panel.get()));
        } else {
            make();
        }
        return 0;
    }

    private void make() throws IOException, Main.Stop {
        if (Files.exists(place.key) || Files.exists(place.data.resolve(Database.FILE))) {
            throw new Main.Stop("error.exists");
        }
        long room = Largest.bytes(capacity).orElseThrow(() -> new Main.Stop("error.size", capacity));
        Bucket bucket = Largest.bytes(largest).flatMap(Bucket::ofLength)
                .orElseThrow(() -> new Main.Stop("error.bucket", largest));
        Files.createDirectories(place.data,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (ServerKeys keys = ServerKeys.create(place.key, name.orElse("tresllaves"), new SecureRandom())) {
            Largest.write(place.data, bucket);
            Room.make(place.data, keys, room);
            PrintStream out = System.out;
            for (Policy.Origin origin : Policy.Origin.values()) {
                out.println("log " + keys.log(origin).vkey().encode());
            }
            System.err.println(Texts.get("init.next", place.data, place.key));
        }
    }

    private void adopt(byte[] genesis) throws Exception {
        try (ServerKeys keys = ServerKeys.read(place.key); Database database = Database.open(place.data)) {
            RosterChain offered = RosterChain.trustingGenesis(genesis);
            for (Policy.Origin origin : Policy.Origin.values()) {
                if (!offered.last().policy().log(origin).equals(keys.log(origin).vkey())) {
                    throw new Main.Stop("error.other-logs");
                }
            }
            RosterChain chain = Rosters.load(database, InstantSource.system()).adopt(genesis);
            System.out.println(chain.panelId().hex());
            System.err.println(Texts.get("fingerprint", words(chain)));
        }
    }

    static String words(RosterChain chain) {
        return String.join(" ",
                Fingerprint.words(chain.panelId(),
                        WordList.ofLanguage(Locale.getDefault().getLanguage()).orElse(WordList.ENGLISH)));
    }
}
