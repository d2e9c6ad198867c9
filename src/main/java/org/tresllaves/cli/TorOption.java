package org.tresllaves.cli;

import java.util.List;
import java.util.Optional;
import org.tresllaves.client.Address;
import org.tresllaves.client.Dialer;
import org.tresllaves.client.TorDialer;
import org.tresllaves.onion.Tor;
import org.tresllaves.onion.TorFailure;
import org.tresllaves.onion.TorPort;
import picocli.CommandLine.Option;

/** Which Tor of this machine an onion address is reached through. */
final class TorOption {
    @Option(names = "--tor", paramLabel = "${bundle:label.address}", descriptionKey = "option.tor")
    private Optional<String> tor = Optional.empty();

    /** The way to an address: Tor for onions and nothing but Tor, this machine for everything else. */
    Dialer dialer(Run run, Address address) throws Stop, TorFailure {
        List<TorPort> ports = tor.isEmpty() ? Tor.USUAL : List.of(port(tor.get()));
        return switch (address) {
            case Address.Onion onion -> new TorDialer(Tor.find(ports, run.random()));
            case Address.Loopback loopback -> run.dialer();
            case Address.UnixSocket unix -> run.dialer();
        };
    }

    static TorPort port(String written) throws Stop {
        return TorPort.parse(written).orElseThrow(() -> new Stop(Problem.TOR_ADDRESS, written));
    }
}
