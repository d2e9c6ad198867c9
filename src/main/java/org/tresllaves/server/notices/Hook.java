package org.tresllaves.server.notices;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;

/** A notice by a POST whose bytes are the same on every day. Of the answer only the status is read; nothing is followed, kept or retried. */
record Hook(String host, int port, boolean secured, String target, Trust trust, Wording wording) implements Notice {
    private static final int STATUS_LINE = 256;
    private static final Pattern TAKEN = Pattern.compile("HTTP/1\\.[01] 2\\d\\d( .*)?");

    @Override
    public void send(Route route, Instant due) throws IOException {
        route.to(host, port, socket -> {
            Socket way = secured ? trust.wrap(socket, host, port) : socket;
            way.getOutputStream().write(request());
            way.getOutputStream().flush();
            String status = statusLine(way.getInputStream());
            if (!TAKEN.matcher(status).matches()) {
                throw new IOException("the hook did not take it");
            }
        });
    }

    /** The whole request. */
    byte[] request() {
        String body = "{\"text\":\"" + json(wording.body()) + "\"}";
        String authority = port == (secured ? 443 : 80) ? host : host + ":" + port;
        return String.join("\r\n", "POST " + target + " HTTP/1.1", "Host: " + authority,
                "Content-Type: application/json", "Content-Length: " + body.length(), "Connection: close", "", body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** As JSON in ASCII, so that a character is a byte. */
    private static String json(String text) {
        StringBuilder json = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c == '\n') {
                json.append("\\n");
            } else if (c < 0x20 || c > 0x7e) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.toString();
    }

    private static String statusLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n' && line.length() < STATUS_LINE; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public String to() {
        return (secured ? "https://" : "http://") + host;
    }
}
