package org.tresllaves.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.protocol.Bucket;

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

    /** On a server that others have used well: their bytes do not make a slow caller fast. */
    @Test
    void whoSendsOrTakesSlowerThanTheLeastRateIsHungUpOn() throws Exception {
        try (Trial trial = Trial.impatient(dir, Duration.ofSeconds(3))) {
            int port = trial.server().port();
            trial.grow(1, 1);
            Caller caller = Caller.of(trial.chain(), Bucket.MIB_1, "used");
            assertThat(caller.submit(port)).isEqualTo(200);
            trial.publish();
            byte[] head = ("POST /v1/login HTTP/1.1\r\nHost: a\r\nContent-Length: 4000\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            byte[] get = ("GET /v1/docket/envelope/" + caller.eid().hex() + "/0 HTTP/1.1\r\nHost: a\r\nAuthorization: "
                    + Trial.bearer(trial.login("Ana")).get("Authorization") + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            Slow sends = new Slow(port, head, 1, 1);
            Slow takes = new Slow(port, get, 0, 1);
            Slow steady = new Slow(port, get, 0, 12_000);
            try (sends; takes; steady) {
                for (int tenth = 0; tenth < 80; tenth++) {
                    sends.step();
                    takes.step();
                    steady.step();
                    Thread.sleep(100); // who is measured here is slow by what it does, not by when
                }
                assertThat(sends.isHungUpOn()).as("ten bytes a second").isTrue();
                assertThat(takes.rest()).as("ten bytes a second, then what was on its way").isLessThan(1 << 20);
                assertThat(steady.rest()).as("a hundred thousand a second, at most").isGreaterThan(1 << 20);
            }
            assertThat(trial.said()).as("nothing of the server's failed").isEmpty();
        }
    }

    /** A caller that sends or takes a few bytes at a time. */
    private static final class Slow implements AutoCloseable {
        private final Socket socket = new Socket();
        private final int sent;
        private final int taken;
        private int whole;
        private boolean over;

        Slow(int port, byte[] start, int sent, int taken) throws IOException {
            this.sent = sent;
            this.taken = taken;
            socket.setReceiveBufferSize(4096);
            socket.setSoTimeout(20_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.getOutputStream().write(start);
        }

        void step() {
            try {
                if (sent > 0) {
                    socket.getOutputStream().write(new byte[sent]);
                    over |= socket.getInputStream().available() > 0;
                } else {
                    whole += Math.max(0, socket.getInputStream().read(new byte[taken]));
                }
            } catch (IOException e) {
                over = true;
            }
        }

        boolean isHungUpOn() {
            return over;
        }

        /** All it got, when it takes the rest at once. */
        int rest() {
            try {
                byte[] piece = new byte[1 << 16];
                for (int n = socket.getInputStream().read(piece); n >= 0; n = socket.getInputStream().read(piece)) {
                    whole += n;
                }
            } catch (IOException e) {
                over = true;
            }
            return whole;
        }

        @Override
        public void close() throws IOException {
            socket.close();
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
            other.bind(new InetSocketAddress("127.0.0.2", trial.server().port()));
            assertThat(other.isBound()).isTrue();
        }
    }
}
