package org.tresllaves.client;

import javax.net.SocketFactory;

/**
 * Opens the sockets to a server. A factory it returns connects to the one address it was made for and to nothing else. The way through Tor's SOCKS port
 * will be a second implementation beside {@link LocalDialer}.
 */
public interface Dialer {
    SocketFactory sockets(Address address, Purpose purpose);
}
