package org.tresllaves.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.SocketFactory;
import org.tresllaves.client.Address;
import org.tresllaves.client.Dialer;
import org.tresllaves.client.Purpose;

/** A way to the server that breaks whenever a call of one kind begins, after so many of them have passed. */
final class CutDialer implements Dialer {
    private static final Pattern REQUEST = Pattern.compile("(?:GET|POST|PUT|DELETE) \\S+(?= HTTP/1\\.1)");
    private final List<String> seen = new ArrayList<>();
    private final String call;
    private int passing;

    /** Never breaks; only keeps what is called. */
    static CutDialer never() {
        return new CutDialer("nothing begins like this", 0);
    }

    /** The calls so far: method and path of each. */
    synchronized List<String> seen() {
        return List.copyOf(seen);
    }

    /** Breaks at every request line that begins like this but for the first few. */
    CutDialer(String call, int passing) {
        this.call = call;
        this.passing = passing;
    }

    @Override
    public SocketFactory sockets(Address address, Purpose purpose) {
        return new SocketFactory() {
            @Override
            public Socket createSocket() {
                return new Cut();
            }

            @Override
            public Socket createSocket(String host, int port) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Socket createSocket(String host, int port, InetAddress local, int localPort) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Socket createSocket(InetAddress host, int port) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private synchronized boolean breaks(byte[] bytes, int from, int length) {
        String start = new String(bytes, from, Math.min(length, 64), StandardCharsets.ISO_8859_1);
        Matcher request = REQUEST.matcher(start);
        if (request.lookingAt()) {
            seen.add(request.group());
        }
        return start.startsWith(call) && --passing < 0;
    }

    private final class Cut extends Socket {
        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    if (breaks(bytes, from, length)) {
                        close();
                        throw new IOException("cut");
                    }
                    out.write(bytes, from, length);
                }
            };
        }
    }
}
