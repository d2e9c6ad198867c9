package org.tresllaves.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caller who breaks off, in a circuit or on purpose, is nobody's failure: a line for each would tell when somebody was there. */
class GoneTest {
    @Test
    void whoBreaksOffLeavesNoLine(@TempDir Path dir) throws Exception {
        try (Trial trial = Trial.start(dir, new Listen.Port(0))) {
            int port = trial.server().port();
            for (int i = 0; i < 40; i++) {
                breakOff(port, "GET /offline.html HTTP/1.1\r\nHost: a\r\n\r\n", 1);
                breakOff(port,
                        "PUT /v1/upload/" + "0a".repeat(16) + "/0 HTTP/1.1\r\nHost: a\r\nContent-Length: 65536\r\n"
                                + "Content-Digest: sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:\r\n\r\nhalf",
                        0);
                breakOff(port, "POST /v1/withdraw HTTP/1.1\r\nHost: a\r\nContent-Length: 48\r\n\r\nhalf", 0);
            }
            assertThat(Raw.get(port, "/v1/rosters").status()).isEqualTo(200);
            assertThat(trial.said()).isEmpty();
        }
    }

    /** Sends, reads so many bytes, and resets the connection. */
    private static void breakOff(int port, String request, int read) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(read)).hasSize(read);
        }
    }
}
