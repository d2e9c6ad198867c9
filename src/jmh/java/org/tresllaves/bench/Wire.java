package org.tresllaves.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One kept connection to the server on loopback, as cheap as it can be, so that the server is what is measured. */
final class Wire implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /** An answer: its status and its body. */
    record Answer(int status, byte[] body) {
    }

    Wire(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = new BufferedOutputStream(socket.getOutputStream(), 1 << 17);
    }

    Answer call(String method, String path, String headers, byte[] body) throws IOException {
        head(method, path, headers, body.length);
        out.write(body);
        out.flush();
        return answer();
    }

    /** Sends the head of a request and no more. */
    void head(String method, String path, String headers, int length) throws IOException {
        out.write((method + " " + path
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\nContent-Length: " + length
                + "\r\n"
                + headers + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends a part of a body. */
    void trickle(byte[] part) throws IOException {
        out.write(part);
        out.flush();
    }

    private Answer answer() throws IOException {
        String line = line();
        if (line.length() < 12) {
            throw new IOException("not an answer: " + line);
        }
        int status = Integer.parseInt(line.substring(9, 12));
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        return new Answer(status, in.readNBytes(length));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("closed by the server after: " + line);
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
