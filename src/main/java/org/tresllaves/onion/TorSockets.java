package org.tresllaves.onion;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/** Sockets to one port of one host, all on one circuit of their own. Whatever address one is told to connect to, it asks Tor for the host by name. */
final class TorSockets extends Unconnected {
    private static final int LOCAL_TIMEOUT = 5_000;

    private final TorPort socks;
    private final String to;
    private final int port;
    private final Circuit circuit;

    TorSockets(TorPort socks, String to, int port, Circuit circuit) {
        this.socks = socks;
        this.to = to;
        this.port = port;
        this.circuit = circuit;
    }

    @Override
    public Socket createSocket() throws IOException {
        return switch (socks) {
            case TorPort.Loopback loopback -> new Socket(Proxy.NO_PROXY) {
                @Override
                public void connect(SocketAddress ignored, int timeout) throws IOException {
                    reach(() -> super.connect(loopback.address(), LOCAL_TIMEOUT), this, timeout);
                }

                @Override
                public void connect(SocketAddress ignored) throws IOException {
                    connect(ignored, 0);
                }

                @Override
                public InetAddress getInetAddress() {
                    return named();
                }
            };
            case TorPort.Unix unix -> new UnixSocket(unix.path()) {
                @Override
                public void connect(SocketAddress ignored, int timeout) throws IOException {
                    reach(() -> super.connect(ignored, timeout), this, timeout);
                }

                @Override
                public InetAddress getInetAddress() {
                    return named();
                }
            };
        };
    }

    /** The host's name on an address that leads nowhere: whoever asks a socket for its peer's name (TLS and mail libraries do) must not look it up. */
    private InetAddress named() {
        try {
            return InetAddress.getByAddress(to, new byte[]{(byte) 240, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private void reach(Step connect, Socket socket, int timeout) throws IOException {
        try {
            connect.run();
        } catch (IOException e) {
            throw new TorFailure(TorFailure.Reason.NOT_RUNNING, socks.toString());
        }
        Duration patience = timeout == 0 ? Tor.PATIENCE : Duration.ofMillis(timeout);
        try (Deadline deadline = new Deadline(patience, socket)) {
            handshake(socket, deadline);
        }
    }

    private void handshake(Socket socket, Deadline deadline) throws IOException {
        try {
            Socks.connect(socket.getInputStream(), socket.getOutputStream(), to, port, circuit);
        } catch (TorFailure e) {
            socket.close();
            throw e;
        } catch (IOException e) {
            socket.close();
            throw new TorFailure(deadline.hasPassed() ? TorFailure.Reason.TOO_SLOW : TorFailure.Reason.UNREACHABLE,
                    socks.toString());
        }
    }
}
