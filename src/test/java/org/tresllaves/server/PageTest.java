package org.tresllaves.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.crypto.Derive;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.OfflineBlock;
import org.tresllaves.protocol.PageListing;
import org.tresllaves.protocol.Questionnaires;
import org.tresllaves.server.access.FixedHeaders;
import org.tresllaves.server.page.Bundle;
import org.tresllaves.server.page.Forms;
import org.tresllaves.server.page.Unfit;

/** The source's page over the wire: the listed bytes, the same for everybody, and nothing beside them. */
final class PageTest {
    private static final Set<String> TOLD = Set.of("connection", "content-length", "content-type", "content-encoding");

    private static final Path FORMS = Path.of("config/questionnaires");

    @TempDir
    static Path dir;
    private static Trial trial;
    private static Running server;

    @BeforeAll
    static void start() throws Exception {
        trial = Trial.start(dir.resolve("trial"), new Listen.Port(0),
                new Site(Bundle.in(TestPage.write(dir.resolve("page"))), Optional.of(Forms.in(FORMS))));
        server = trial.server();
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    @Test
    void everyFileIsServedAsListedUnderTheFixedHeaders() throws Exception {
        byte[] text = Raw.get(server.port(), "/v1/page").body();
        assertThat(text).isEqualTo(Files.readAllBytes(dir.resolve("page/listing")));
        assertThat(Derive.h(Label.PAGE, text)).isEqualTo(trial.chain().last().roster().pages().getFirst().hash());
        assertThat(server.greeting()).containsExactly(Texts.get("serve.started"));
        for (PageListing.File file : PageListing.parse(text).files()) {
            Raw.Answer answer = Raw.get(server.port(), file.path());
            assertThat(answer.status()).as(file.path()).isEqualTo(200);
            assertHeaders(file, answer);
            byte[] bytes = content(answer);
            byte[] listed = Files.readAllBytes(dir.resolve("page").resolve(file.name()));
            assertThat(Arrays.copyOf(bytes, listed.length)).as(file.path()).isEqualTo(listed);
            if (file.path().equals(PageListing.OFFLINE)) {
                assertThat(OfflineBlock.unverifiedChain(Arrays.copyOfRange(bytes, listed.length, bytes.length)))
                        .isEqualTo(Raw.get(server.port(), "/v1/rosters").body());
            } else {
                assertThat(bytes).as(file.path()).hasSameSizeAs(listed);
            }
        }
        HeadersTest.assertClean(Raw.get(server.port(), "/v1/page"), "/v1/page");
    }

    private static void assertHeaders(PageListing.File file, Raw.Answer answer) {
        Set<String> names = new TreeSet<>(answer.headers().keySet());
        names.removeAll(TOLD);
        FixedHeaders.ALL.forEach(header -> {
            String name = header.getKey().toLowerCase(java.util.Locale.ROOT);
            assertThat(answer.headers().get(name)).as(file.path() + " " + name).isEqualTo(
                    name.equals("content-security-policy") ? PageListing.POLICY : header.getValue());
            names.remove(name);
        });
        boolean offline = file.path().equals(PageListing.OFFLINE);
        assertThat(names).as(file.path()).isEqualTo(offline ? Set.of("content-disposition") : Set.of());
        assertThat(answer.headers()).containsEntry("content-encoding", "gzip").containsEntry("content-type",
                file.media().type());
        assertThat(Arrays.copyOf(answer.body(), 8)).as("no time, no name").containsExactly(0x1f, 0x8b, 8, 0, 0, 0, 0,
                0);
    }

    private static byte[] content(Raw.Answer answer) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
    }

    @Test
    void theSameBytesWhateverTheVisitorSays() throws IOException {
        List<Map<String, String>> visitors = List.of(Map.of("Cookie", "id=1"), Map.of("Accept", "application/pdf"),
                Map.of("Accept-Encoding", "identity"), Map.of("Accept-Encoding", "br;q=1, gzip;q=0"),
                Map.of("Accept-Language", "fr"), Map.of("Range", "bytes=0-3"), Map.of("If-None-Match", "*"),
                Map.of("If-Modified-Since", "Mon, 23 Nov 2037 00:00:00 GMT"), Map.of("Origin", "http://other.example"),
                Map.of("Authorization", "Bearer " + "A".repeat(43)), Map.of("X-Forwarded-For", "10.0.0.1"),
                Map.of("Host", "other.example"), Map.of("Sec-Fetch-Mode", "navigate"),
                Map.of("X-HTTP-Method-Override", "DELETE"), Map.of("User-Agent", "x".repeat(2000)));
        for (String path : TestPage.FILES.keySet()) {
            Raw.Answer plain = Raw.get(server.port(), path);
            for (Map<String, String> headers : visitors) {
                Raw.Answer answer = Raw.call(server.port(), "GET", path, headers, Optional.empty());
                assertThat(shown(answer)).as(path + " " + headers).isEqualTo(shown(plain));
            }
        }
    }

    private static String shown(Raw.Answer answer) {
        return answer.status() + " " + answer.headers() + " "
                + new String(answer.body(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void noOtherVerbAndNoOtherSpellingGetsAFile() throws IOException {
        for (String verb : List.of("HEAD", "OPTIONS", "TRACE", "PROPFIND", "POST", "PUT", "DELETE")) {
            String body = verb.equals("POST") || verb.equals("PUT") ? "Content-Length: 0\r\n" : "";
            Raw.Answer answer = Raw.send(server.port(), (verb + " /main.js HTTP/1.1\r\nHost: a\r\n" + body
                    + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII), !verb.equals("HEAD"));
            assertThat(answer.status()).as(verb).isIn(400, 401);
            HeadersTest.assertClean(answer, verb);
        }
        for (String path : List.of("/main.js/", "//main.js", "/%6dain.js", "/main%2ejs", "/main.js;v=1", "/./main.js",
                "/x/../main.js", "/..%2fmain.js", "/MAIN.JS", "/main.js%00", "/main.js?x", "/?", "/index.html",
                "/listing", "/page/main.js", "/page", "/main.js.gz", "/main.js.map", "/META-INF/MANIFEST.MF",
                "/WEB-INF/web.xml",
                "/logback.xml", "/v1/page/", "/v1/page?x", "\\main.js", "/main.js%20", "/main.js#x")) {
            Raw.Answer answer = Raw.get(server.port(), path);
            assertThat(answer.status()).as(path).isIn(400, 401);
            HeadersTest.assertClean(answer, path);
        }
    }

    @Test
    void allQuestionnairesAreServedAtOnceAndABadOneKeepsTheServerFromStarting() throws Exception {
        Raw.Answer answer = Raw.get(server.port(), "/v1/forms");
        Questionnaires served = Questionnaires.parse(content(answer));
        assertThat(served.listed()).isEqualTo(Questionnaires.read(FORMS).listed())
                .isEqualTo(trial.chain().last().roster().forms());
        Path bad = dir.resolve("forms");
        try (Stream<Path> files = Files.walk(FORMS)) {
            for (Path file : files.toList()) {
                Files.copy(file, bad.resolve(FORMS.relativize(file).toString()));
            }
        }
        assertThat(Forms.in(bad).listed()).isEqualTo(served.listed());
        Path core = bad.resolve("es/core.json");
        Files.writeString(core, Files.readString(core).replaceFirst("\"language\"", "\n\n\"languages\""));
        assertThatThrownBy(() -> Forms.in(bad)).isInstanceOf(Unfit.class).hasMessageContaining("es/core.json:")
                .hasMessageContaining("TEXT_");
        assertThatThrownBy(() -> Forms.in(dir.resolve("nowhere"))).isInstanceOf(Unfit.class)
                .hasMessageContaining("MISSING");
    }

    @Test
    void whatIsNotAsListedDoesNotStart() throws Exception {
        Path page = TestPage.write(dir.resolve("bad"));
        Files.writeString(page.resolve("main.js"), Files.readString(page.resolve("main.js")).replaceFirst("x", "y"));
        assertThatThrownBy(() -> Bundle.in(page)).isInstanceOf(Unfit.class).hasMessage("main.js: NOT_AS_LISTED");
        Files.delete(page.resolve("main.js"));
        assertThatThrownBy(() -> Bundle.in(page)).isInstanceOf(Unfit.class).hasMessage("main.js: MISSING");
        Files.writeString(page.resolve("listing"), "tresllaves/v1/page\nfile /../../etc/passwd 1 " + "ab".repeat(32)
                + "\n");
        assertThatThrownBy(() -> Bundle.in(page)).isInstanceOf(Unfit.class).hasMessage("listing: PATH");
    }

    @Test
    void aPageTheRosterDoesNotNameIsServedAndToldOf() throws Exception {
        Path page = TestPage.write(dir.resolve("other"));
        byte[] text = Files.readString(page.resolve("listing")).replaceFirst("file /offline.html[^\n]*\n", "")
                .getBytes(StandardCharsets.US_ASCII);
        Files.write(page.resolve("listing"), text);
        try (Trial unlisted = Trial.start(dir.resolve("second"), new Listen.Port(0),
                new Site(Bundle.in(page), Optional.of(Forms.in(FORMS))), List.of(), List.of())) {
            assertThat(unlisted.server().greeting()).contains(Texts.get("serve.page-unlisted"))
                    .anyMatch(line -> line.contains("disappearance"));
            assertThat(Raw.get(unlisted.server().port(), "/").status()).isEqualTo(200);
            assertThat(Raw.get(unlisted.server().port(), "/offline.html").status()).isEqualTo(401);
        }
    }
}
