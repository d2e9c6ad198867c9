package org.tresllaves.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.cli.Runs;
import org.tresllaves.protocol.OfflineBlock;
import org.tresllaves.server.page.Bundle;

/** What {@code tresllaves verify page} finds of a server that hands out something else: attack 30. */
final class VerifyPageTest {
    @TempDir
    static Path dir;
    private static Trial trial;

    @BeforeAll
    static void start() throws Exception {
        trial = Trial.start(dir.resolve("trial"), new Listen.Port(0),
                new Site(Bundle.in(TestPage.write(dir.resolve("page"))), Optional.empty()));
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    /** A server before the real one that changes what it says at one path. */
    private static final class Between implements AutoCloseable {
        private final ServerSocket listening;
        private final String path;
        private final UnaryOperator<Raw.Answer> change;

        Between(String path, UnaryOperator<Raw.Answer> change) throws IOException {
            this.listening = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
            this.path = path;
            this.change = change;
            Thread.ofVirtual().start(this::serve);
        }

        private void serve() {
            while (true) {
                try (Socket caller = listening.accept()) {
                    answer(caller);
                } catch (IOException e) {
                    return;
                }
            }
        }

        private void answer(Socket caller) throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) caller.getInputStream().read());
            }
            String asked = head.toString().split(" ")[1];
            Raw.Answer right = Raw.get(trial.server().port(), asked);
            Raw.Answer told = asked.equals(path) ? change.apply(right) : right;
            StringBuilder start = new StringBuilder("HTTP/1.1 " + told.status() + " x\r\n");
            Map<String, String> headers = new TreeMap<>(told.headers());
            headers.put("content-length", "" + told.body().length);
            headers.forEach((name, value) -> start.append(name).append(": ").append(value).append("\r\n"));
            OutputStream out = caller.getOutputStream();
            out.write(start.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            out.write(told.body());
            out.flush();
        }

        Runs.Done verify(String language) {
            return Runs.run(language, "verify", "page", "http://127.0.0.1:" + listening.getLocalPort(), "--panel",
                    trial.chain().panelId().hex());
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }

    private static byte[] packed(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] content(Raw.Answer answer) {
        try {
            return new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Raw.Answer with(Raw.Answer answer, byte[] body) {
        return new Raw.Answer(answer.status(), answer.headers(), body);
    }

    private static Raw.Answer with(Raw.Answer answer, String header, String value) {
        Map<String, String> headers = new TreeMap<>(answer.headers());
        headers.put(header, value);
        return new Raw.Answer(answer.status(), headers, answer.body());
    }

    private static Raw.Answer oneByteOff(Raw.Answer answer) {
        byte[] content = content(answer);
        content[content.length / 2] ^= 1;
        return with(answer, packed(content));
    }

    private static void finds(String path, String text, UnaryOperator<Raw.Answer> change) throws IOException {
        try (Between server = new Between(path, change)) {
            Runs.Done done = server.verify("en");
            assertThat(done.exit()).as(text + done).isEqualTo(6);
            assertThat(done.data().lines().filter(line -> line.contains("DIFFERENT"))).as(text + done)
                    .containsExactly(path + ": DIFFERENT, " + text);
        }
    }

    @Test
    void anHonestServerPassesInEveryLanguage() throws IOException {
        for (String language : List.of("en", "es", "pt", "fr")) {
            try (Between server = new Between("/", answer -> answer)) {
                Runs.Done done = server.verify(language);
                assertThat(done.exit()).as(done.toString()).isZero();
                assertThat(done.data()).contains("/main.js", "/offline.html", "/v1/page");
                assertThat(done.data().lines()).hasSize(TestPage.FILES.size() + 1);
            }
        }
    }

    @Test
    void oneByteOfAnyFileIsFound() throws IOException {
        for (String path : TestPage.FILES.keySet()) {
            if (!path.equals("/offline.html")) {
                finds(path, "other bytes than listed", VerifyPageTest::oneByteOff);
                finds(path, "other bytes than listed",
                        answer -> with(answer, packed((new String(content(answer), StandardCharsets.UTF_8) + " ")
                                .getBytes(StandardCharsets.UTF_8))));
            }
        }
        finds("/v1/page", "the panel’s roster does not list this page", answer -> with(answer,
                new String(answer.body(), StandardCharsets.UTF_8).replaceFirst("file /style", "file /stylf")
                        .getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatBrowsersWouldReadOverIsFound() throws IOException {
        String header = "a header is missing, changed or added";
        finds("/", header, answer -> with(answer, "content-security-policy",
                answer.headers().get("content-security-policy") + "; script-src-elem *"));
        finds("/", header, answer -> with(answer, "set-cookie", "id=1"));
        finds("/main.js", header, answer -> with(answer, "etag", "\"1\""));
        finds("/main.js", header, answer -> with(answer, "content-type", "text/html;charset=utf-8"));
        finds("/main.js", header, answer -> with(answer, "cache-control", "max-age=60"));
        finds("/main.js", "it is not handed out", answer -> new Raw.Answer(404, answer.headers(), answer.body()));
        String gzip = "not compressed as it must be";
        finds("/main.js", gzip, answer -> with(answer, Arrays.copyOf(answer.body(), answer.body().length + 1)));
        finds("/main.js", gzip, answer -> with(answer, content(answer)));
        finds("/main.js", gzip, answer -> {
            byte[] marked = answer.body().clone();
            marked[4] = 1; // a time of its own for each visitor
            return with(answer, marked);
        });
    }

    @Test
    void theOfflinePageEndsInThisPanelsChainAndNothingElse() throws IOException {
        String start = TestPage.FILES.get("/offline.html") + "";
        byte[] chain = Raw.get(trial.server().port(), "/v1/rosters").body();
        String block = new String(OfflineBlock.of(chain), StandardCharsets.US_ASCII);
        byte[] other = chain.clone();
        other[200] ^= 1;
        for (String end : List.of("", block + "<script>x</script>", "<script>x</script>" + block,
                block.replace("\n", ""),
                block.replaceFirst("text/plain", "module"), new String(OfflineBlock.of(other),
                        StandardCharsets.US_ASCII),
                new String(OfflineBlock.of(new byte[0]), StandardCharsets.US_ASCII))) {
            finds("/offline.html", "it does not end in this panel’s rosters",
                    answer -> with(answer, packed((start + end).getBytes(StandardCharsets.UTF_8))));
        }
        finds("/offline.html", "other bytes than listed",
                answer -> with(answer, packed((start.replace("offline", "offlinf") + block).getBytes(
                        StandardCharsets.UTF_8))));
    }
}
