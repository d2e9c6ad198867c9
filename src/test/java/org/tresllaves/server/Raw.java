package org.tresllaves.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** HTTP by hand over a loopback socket, so that a test can send what no client would and sees every byte that comes back. */
final class Raw {
    private Raw() {
    }

    /** An answer: status, headers by lower-case name, body. */
    record Answer(int status, Map<String, String> headers, byte[] body) {
        String word() {
            return new String(body, StandardCharsets.US_ASCII).strip();
        }
    }

    static Answer call(int port, String method, String path, Map<String, String> headers, Optional<byte[]> body)
            throws IOException {
        Map<String, String> all = new LinkedHashMap<>(Map.of("Host", "127.0.0.1", "Connection", "close"));
        body.ifPresent(bytes -> all.put("Content-Length", "" + bytes.length));
        all.putAll(headers);
        StringBuilder head = new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\n");
        all.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        body.ifPresent(out::writeBytes);
        return send(port, out.toByteArray());
    }

    static Answer get(int port, String path) throws IOException {
        return call(port, "GET", path, Map.of(), Optional.empty());
    }

    /** Sends these bytes and reads until the server closes. */
    static Answer send(int port, byte[] request) throws IOException {
        return send(port, request, true);
    }

    /** The answer to HEAD says how long a body would be and has none. */
    static Answer send(int port, byte[] request, boolean withBody) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            try {
                out.write(request);
                out.flush();
            } catch (IOException e) {
                // The server may refuse before it has read everything; what it said is still there.
            }
            return read(socket.getInputStream(), withBody);
        }
    }

    static Answer read(InputStream in) throws IOException {
        return read(in, true);
    }

    private static Answer read(InputStream in, boolean withBody) throws IOException {
        String head = head(in);
        String[] lines = head.split("\r\n");
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(lines[i].substring(0, colon).toLowerCase(java.util.Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        int length = withBody ? Integer.parseInt(headers.getOrDefault("content-length", "0")) : 0;
        byte[] body = headers.containsKey("transfer-encoding") ? in.readAllBytes() : in.readNBytes(length);
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, body);
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no answer, only: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
