package org.tresllaves.client;

import javax.net.SocketFactory;

/**
 * Opens the sockets to a server. A factory it returns connects to the one address it was made for and to nothing else: {@link LocalDialer} on this
 * machine, {@link TorDialer} through Tor. An address that is not its own is refused; there is no way from one to the other.
 */
public interface Dialer {
    SocketFactory sockets(Address address, Purpose purpose);
}
