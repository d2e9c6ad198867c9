package org.tresllaves.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.tresllaves.client.Address;
import org.tresllaves.client.Purpose;
import org.tresllaves.protocol.Refused;
import org.tresllaves.client.Rosters;
import org.tresllaves.client.Server;
import org.tresllaves.client.Untrue;
import org.tresllaves.onion.TorFailure;
import org.tresllaves.protocol.Hash;
import org.tresllaves.tlog.RosterChain;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that talks to a server: where it is, and which panel is meant. */
final class AtServer {
    @Option(names = "--server", required = true, paramLabel = "${bundle:label.address}", descriptionKey = "option.server")
    private String server = "";

    @Option(names = "--panel", paramLabel = "${bundle:label.panel}", descriptionKey = "option.panel")
    private String panel = "";

    @Mixin
    private TorOption tor = new TorOption();

    /** The same for a command that needs a server only sometimes. */
    static AtServer of(String server, String panel, TorOption tor) {
        AtServer at = new AtServer();
        at.server = server;
        at.panel = panel;
        at.tor = tor;
        return at;
    }

    Address address() throws Address.Unusable {
        return Address.parse(server);
    }

    Server connect(Run run, Purpose purpose) throws Stop, TorFailure, Address.Unusable {
        Address address = address();
        return new Server(address, tor.dialer(run, address), purpose);
    }

    /** Fetches the rosters on a connection of their own and verifies them from the panel that is meant; says once that nobody else witnessed them. */
    RosterChain rosters(Run run) throws Stop, IOException, Refused, Untrue, Address.Unusable {
        Predicate<Hash> trusted = trusted(run);
        try (Server connection = connect(run, Purpose.ROSTER)) {
            return agreed(run, Rosters.fetch(connection, trusted));
        }
    }

    /** The same without a server, from rosters that somebody saved. */
    RosterChain rosters(Run run, Path saved) throws Stop, IOException {
        Predicate<Hash> trusted = trusted(run);
        RosterChain chain = RosterFile.chain(saved);
        if (!trusted.test(chain.panelId())) {
            throw new Stop(Problem.PANEL_DIFFERENT);
        }
        return agreed(run, chain);
    }

    private Predicate<Hash> trusted(Run run) throws Stop, IOException {
        if (panel.isEmpty() && !run.terminal().canAsk()) {
            throw new Stop(Problem.PANEL_MISSING);
        }
        return panel.isEmpty() ? id -> true : Pin.read(panel);
    }

    private RosterChain agreed(Run run, RosterChain chain) throws Stop, IOException {
        if (panel.isEmpty()) {
            compare(run, chain);
        } else {
            notBehind(run, chain, Pin.saved(panel));
        }
        if (chain.last().policy().isUnwitnessed()) {
            run.say("unwitnessed");
        }
        return chain;
    }

    /** Never back behind what the person has saved; ahead of it is said. */
    private static void notBehind(Run run, RosterChain chain, Optional<RosterChain> saved) throws Stop {
        if (saved.isEmpty()) {
            return;
        }
        if (chain.of(saved.get().last().hash()).isEmpty()) {
            throw new Stop(Problem.ROSTER_BACK);
        }
        if (chain.links().size() > saved.get().links().size()) {
            run.say("pin.newer", chain.last().roster().epoch(),
                    run.texts().date(chain.last().roster().valid().firstDay()));
        }
    }

    private static void compare(Run run, RosterChain chain) throws Stop, IOException {
        run.say("pin.compare", chain.last().roster().panel().text());
        Pin.lines(chain.panelId(), run.texts().locale().getLanguage()).forEach(run.terminal()::say);
        if (!run.agrees("pin.ask")) {
            throw new Stop(Problem.PANEL_DIFFERENT);
        }
    }
}
