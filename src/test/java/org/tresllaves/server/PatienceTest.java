package org.tresllaves.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many slow callers, the unix socket, and who may have a data directory: attack 24. */
final class PatienceTest {
    private static final int SLOW = 500;

    @TempDir
    Path dir;

    @Test
    void fiveHundredSlowBodiesKeepNobodyWaiting() throws Exception {
        try (Trial trial = Trial.start(dir, new Listen.Port(0))) {
            int port = trial.server().port();
            List<Socket> slow = new ArrayList<>();
            byte[] head = "POST /v1/login HTTP/1.1\r\nHost: a\r\nContent-Length: 32\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < SLOW; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.getOutputStream().write(head);
                socket.getOutputStream().write(new byte[16]);
                slow.add(socket);
            }
            for (int i = 0; i < 50; i++) {
                Raw.Answer small = Raw.call(port, "POST", "/v1/login", Map.of(), Optional.of(new byte[32]));
                assertThat(small.status()).isEqualTo(200);
            }
            for (Socket socket : slow) {
                socket.getOutputStream().write(new byte[16]);
            }
            for (Socket socket : slow) {
                try (socket; InputStream in = socket.getInputStream()) {
                    assertThat(Raw.read(in).status()).isEqualTo(200);
                }
            }
        }
    }

    @Test
    void aBodySlowerThanTheLeastRateIsGivenUp() throws Exception {
        try (Trial trial = Trial.start(dir, new Listen.Port(0));
                Socket slow = new Socket(InetAddress.getLoopbackAddress(), trial.server().port())) {
            slow.getOutputStream().write(("POST /v1/login HTTP/1.1\r\nHost: a\r\nContent-Length: 32\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            slow.setSoTimeout(200);
            int sent = 0;
            while (sent < 31 && !closedAfter(slow, new byte[1])) {
                sent++;
            }
            assertThat(sent).as("five bytes a second, given up before the body is whole").isLessThan(31);
            assertThat(trial.said()).as("nothing of the server's failed").isEmpty();
        }
    }

    /** Sends, and waits for a tenth of a second whether the server hangs up. */
    private static boolean closedAfter(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getInputStream().readAllBytes();
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void aUnixSocketServesAndAStaleOneIsNoObstacle() throws Exception {
        Path path = dir.resolve("s");
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path));
        }
        assertThat(path).exists();
        try (Trial trial = Trial.start(dir, new Listen.Socket(path));
                SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            assertThat(trial.server().port()).isEqualTo(-1);
            channel.write(ByteBuffer.wrap("GET /v1/rosters HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII)));
            Raw.Answer answer = Raw.read(Channels.newInputStream(channel));
            assertThat(answer.status()).isEqualTo(200);
            HeadersTest.assertClean(answer, "unix socket");
            assertThatThrownBy(() -> StaleSocket.remove(path)).as("somebody listens").isInstanceOf(
                    FileAlreadyExistsException.class);
        }
        Path file = Files.writeString(dir.resolve("plain"), "kept");
        assertThatThrownBy(() -> StaleSocket.remove(file)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("kept");
    }

    @Test
    void twoServersNeverShareADataDirectory() throws Exception {
        try (Trial trial = Trial.start(dir, new Listen.Port(0))) {
            assertThat(trial.said()).isEmpty();
            assertThatThrownBy(() -> Claim.on(dir.resolve("data"))).isInstanceOf(IOException.class);
        }
        Claim.on(dir.resolve("data")).close();
    }

    @Test
    void onlyLoopbackIsBound() throws Exception {
        try (Trial trial = Trial.start(dir, new Listen.Port(0));
                ServerSocket other = new ServerSocket()) {
            // The same port on another address of this machine is still free: the server did not take the wildcard.
            other.bind(new java.net.InetSocketAddress("127.0.0.2", trial.server().port()));
            assertThat(other.isBound()).isTrue();
        }
    }
}
