package org.tresllaves.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.tresllaves.client.Address;
import org.tresllaves.crypto.OnionKey;
import org.tresllaves.crypto.Secret;
import org.tresllaves.onion.ClientKey;
import org.tresllaves.onion.Control;
import org.tresllaves.onion.OnionAddress;
import org.tresllaves.onion.TorFailure;
import org.tresllaves.onion.TorPort;
import org.tresllaves.panel.PersonKeys;
import picocli.CommandLine.Option;

/** Gives a person's onion key to the Tor of this machine, which needs it to find the docket's onion service. Tor forgets it when it ends. */
final class TorKey {
    /** Where a Tor may have its control port: Debian's socket, then Tor Browser's port. */
    private static final List<TorPort> USUAL = List.of(TorPort.parse("unix:/run/tor/control").orElseThrow(),
            TorPort.of(9151));

    @Option(names = "--tor-control", paramLabel = "${bundle:label.address}", descriptionKey = "option.tor-control")
    private Optional<String> control = Optional.empty();

    /** Gives it; true if a Tor took it. Where no control port was named, one that stays closed is passed over: Tor may have the key in a file. */
    boolean give(Run run, Address address, PersonKeys keys) throws Stop, IOException {
        if (!(address instanceof Address.Onion onion)) {
            return false;
        }
        if (control.isPresent()) {
            give(run, TorOption.port(control.get()), onion.onion(), keys);
            return true;
        }
        boolean given = false;
        for (TorPort port : USUAL) {
            try {
                give(run, port, onion.onion(), keys);
                given = true;
            } catch (TorFailure e) {
                // No Tor there, or one that does not let us in.
            }
        }
        return given;
    }

    private static void give(Run run, TorPort port, OnionAddress service, PersonKeys keys) throws IOException {
        try (Control tor = Control.open(port, run.random()); Secret key = OnionKey.of(keys.ed25519())) {
            byte[] raw = key.reveal();
            ClientKey.give(tor, service, raw);
            java.util.Arrays.fill(raw, (byte) 0);
        }
    }

    /** The line of a file from which a Tor takes the key when it starts. */
    static String line(OnionAddress service, PersonKeys keys) {
        try (Secret key = OnionKey.of(keys.ed25519())) {
            return ClientKey.kept(service, key.reveal());
        }
    }
}
