package org.tresllaves.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;
import org.tresllaves.onion.Unconnected;
import org.tresllaves.onion.UnixSocket;

/** Reaches servers on this machine, in clear: loopback ports and unix sockets. Connecting anywhere else throws before a packet is sent. */
public final class LocalDialer implements Dialer {
    @Override
    public SocketFactory sockets(Address address, Purpose purpose) {
        return switch (address) {
            case Address.Loopback loopback -> new Unconnected() {
                @Override
                public Socket createSocket() {
                    return new LoopbackSocket();
                }
            };
            case Address.UnixSocket unix -> new Unconnected() {
                @Override
                public Socket createSocket() throws IOException {
                    return new UnixSocket(unix.path());
                }
            };
            case Address.Onion onion -> throw new IllegalArgumentException("not on this machine");
        };
    }

    /** A plain socket that refuses to connect to anything but loopback. */
    private static final class LoopbackSocket extends Socket {
        LoopbackSocket() {
            super(Proxy.NO_PROXY);
        }

        @Override
        public void connect(SocketAddress to, int timeout) throws IOException {
            if (!(to instanceof InetSocketAddress inet) || inet.isUnresolved()
                    || !inet.getAddress().isLoopbackAddress()) {
                throw new IOException("not on this machine");
            }
            super.connect(to, timeout);
        }
    }
}
