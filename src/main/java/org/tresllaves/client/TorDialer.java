package org.tresllaves.client;

import javax.net.SocketFactory;
import org.tresllaves.onion.Tor;

/**
 * Reaches onion services through a Tor on this machine, and nothing else. Every factory has a circuit of its own, so a report, a return visit and a fetch
 * of rosters never share one, and neither do two reports or two visits, whatever their purpose is.
 */
public final class TorDialer implements Dialer {
    private final Tor tor;

    public TorDialer(Tor tor) {
        this.tor = tor;
    }

    @Override
    public SocketFactory sockets(Address address, Purpose purpose) {
        return switch (address) {
            case Address.Onion onion -> tor.sockets(onion.onion(), onion.port());
            case Address.Loopback loopback -> throw new IllegalArgumentException("not an onion service");
            case Address.UnixSocket unix -> throw new IllegalArgumentException("not an onion service");
        };
    }
}
