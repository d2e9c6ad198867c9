package org.tresllaves.server;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.tresllaves.onion.TorPort;
import org.tresllaves.server.ledger.ServerKeys;
import picocli.CommandLine.Option;

/** Whether the server keeps its two onion services up itself, and over which control port. */
final class OnionOption {
    @Option(names = "--onion", descriptionKey = "option.onion")
    boolean onion;

    @Option(names = "--control", paramLabel = "${bundle:label.address}", descriptionKey = "option.control")
    Optional<String> control = Optional.empty();

    /** Two listeners where there are two services. */
    Listen listen(Where where) throws Main.Stop {
        return onion ? where.two() : where.listen();
    }

    /** Puts both services up, if that was asked for. */
    Optional<Onions> start(Place place, Where where, Running running, Journal journal) throws IOException, Main.Stop {
        if (!onion) {
            return Optional.empty();
        }
        List<TorPort> ports = control.isEmpty()
                ? Onions.USUAL
                : List.of(TorPort.parse(control.get())
                        .orElseThrow(() -> new Main.Stop("error.control", control.get())));
        Admitted admitted = new Admitted(place.data);
        Listen.Two two = where.two();
        try (ServerKeys keys = ServerKeys.read(place.key)) {
            Onions.Pair services = Onions.Pair.of(keys, new Listen.Two(bound(two.sources(), running.port()),
                    bound(two.docket(), running.docketPort())));
            Onions onions = Onions.start(ports, services,
                    () -> List.copyOf(admitted.on(running.rosters()).values()), journal, new SecureRandom());
            services.print();
            journal.say(Texts.get("serve.intro"));
            return Optional.of(onions);
        }
    }

    /** A port of 0 has become a real one by now. */
    private static Listen.One bound(Listen.One listen, int port) {
        return listen instanceof Listen.Port ? new Listen.Port(port) : listen;
    }
}
