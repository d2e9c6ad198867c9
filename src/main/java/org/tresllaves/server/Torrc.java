package org.tresllaves.server;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.tresllaves.server.db.Database;
import org.tresllaves.server.ledger.Rosters;
import org.tresllaves.server.ledger.ServerKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code torrc}: writes both onion services as files, for a Tor that keeps them by itself. To be run again after every {@code admit} and every new roster. */
@Command(name = "torrc")
final class Torrc implements Callable<Integer> {
    @Mixin
    Place place = new Place();

    @Mixin
    Where where = new Where();

    @Option(names = "--to", required = true, paramLabel = "${bundle:label.folder}", descriptionKey = "option.torrc-to")
    Path to = Path.of("");

    @Override
    public Integer call() throws Exception {
        place.checkMade();
        try (ServerKeys keys = ServerKeys.read(place.key); Database database = Database.beside(place.data)) {
            Rosters rosters = Rosters.load(database, InstantSource.system());
            Onions.Pair services = Onions.Pair.of(keys, where.two());
            ServiceFiles.write(to, services, new Admitted(place.data).on(rosters));
            services.print();
        }
        System.err.println(Texts.get("torrc.done", to.toAbsolutePath()));
        return 0;
    }
}
