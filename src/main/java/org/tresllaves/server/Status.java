package org.tresllaves.server;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tresllaves.server.db.Database;
import org.tresllaves.server.intake.Intake;
import org.tresllaves.server.ledger.Rosters;
import org.tresllaves.server.ledger.ServerKeys;
import org.tresllaves.tlog.RosterChain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code status}: what an operator may know. Nothing of it says how many reports there are. */
@Command(name = "status")
final class Status implements Callable<Integer> {
    @Mixin
    Place place = new Place();

    @Override
    public Integer call() throws Exception {
        place.checkMade();
        try (ServerKeys keys = ServerKeys.read(place.key); Database database = Database.beside(place.data)) {
            Onions.Pair.of(keys, new Listen.Two(new Listen.Port(0), new Listen.Port(0))).print();
            System.out.println(Texts.get("status.room", Intake.roomInTenths(database, keys).toArray()));
            if (!database.hasRoom()) {
                System.out.println(Texts.get("status.disk-full"));
            }
            Rosters rosters = Rosters.load(database, InstantSource.system());
            Optional<RosterChain> chain = rosters.chain();
            if (chain.isEmpty()) {
                System.out.println(Texts.get("serve.no-panel"));
                return 0;
            }
            System.out.println(Texts.get("status.panel", chain.get().panelId().hex()));
            System.out.println(Texts.get("fingerprint", Init.words(chain.get())));
            rosters.current().ifPresent(link -> System.out.println(Texts.get("status.roster", link.roster().epoch(),
                    link.roster().valid().endDay().toString())));
        }
        return 0;
    }
}
