package org.tresllaves.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.server.access.FixedHeaders;

/** What every answer looks like, whatever was asked: attacks 24 and 28. */
final class HeadersTest {
    private static final Set<String> TOLD = Set.of("connection", "content-length", "content-type", "www-authenticate");

    @TempDir
    static Path dir;
    private static Trial trial;
    private static Running server;

    @BeforeAll
    static void start() throws Exception {
        trial = Trial.start(dir, new Listen.Port(0));
        server = trial.server();
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    @Test
    void callsThatDoNotExistAndCallsWithoutASessionAreAnsweredAlike() throws IOException {
        List<String> told = new ArrayList<>();
        for (String path : List.of("/nothing", "/v1", "/v1/nothing", "/v1/docket/day-key/1", "/v1/docket/envelope/00/0",
                "/v1/docket/bundle/00/1", "/actuator", "/error", "/favicon.ico", "/v1/upload/00")) {
            told.add(shown(Raw.get(server.port(), path)));
        }
        told.add(shown(Raw.call(server.port(), "GET", "/v1/docket/day-key/1",
                Map.of("Authorization", "Bearer " + "A".repeat(43)), Optional.empty())));
        told.add(shown(Raw.call(server.port(), "DELETE", "/v1/docket/day-key/1", Map.of(), Optional.empty())));
        assertThat(Set.copyOf(told)).hasSize(1);
        assertThat(told.getFirst()).startsWith("401").contains("login");
    }

    /** A path has one spelling, whether its call exists, asks for a session, or is nobody's. */
    @Test
    void anEscapeInAPathIsMalformed() throws IOException {
        for (String path : List.of("/v1/%72osters", "/v1/log%69n", "/%72", "/v1/docket/day-key/%31", "/v1/upload/%300",
                "/m%61in.js", "/%73ealed")) {
            assertThat(shown(Raw.get(server.port(), path))).as(path).startsWith("400").contains("malformed");
        }
    }

    @Test
    void malformedRequestsGetTheSameHeadersAndNothingOfThemselves() throws IOException {
        String canary = "canary" + "x".repeat(10);
        List<String> requests = List.of("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "BREW / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /" + canary + " HTTP/9.9\r\nHost: a\r\n\r\n", canary + "\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a;b=" + canary + " HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /../" + canary + " HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\n bad: " + canary + "\r\n\r\n", "GET /?" + canary + " HTTP/1.1\r\nHost: a\r\n\r\n",
                "HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nx: " + "y".repeat(9000) + "\r\n\r\n",
                "GET /" + "y".repeat(9000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                "POST /v1/login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
                "POST /v1/login HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
                "POST /v1/login HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n",
                "GET http://" + canary + "/none HTTP/1.1\r\nHost: " + canary + "\r\n\r\n");
        for (String request : requests) {
            String closing = request.replaceFirst("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
            Raw.Answer answer = Raw.send(server.port(), (request.contains("HTTP/1.1") ? closing : request).getBytes(
                    StandardCharsets.ISO_8859_1));
            assertClean(answer, request);
            assertThat(Refusal.ofBody(answer.body()).isPresent() || request.startsWith("HEAD")).as(request).isTrue();
            assertThat(shown(answer)).as(request).doesNotContain(canary);
        }
        assertThat(trial.said()).isEmpty();
    }

    static void assertClean(Raw.Answer answer, String what) {
        Set<String> names = new TreeSet<>(answer.headers().keySet());
        FixedHeaders.ALL.forEach(header -> {
            String name = header.getKey().toLowerCase(java.util.Locale.ROOT);
            assertThat(answer.headers().get(name)).as(what + " " + name).isEqualTo(header.getValue());
            names.remove(name);
        });
        assertThat(TOLD).as(what).containsAll(names);
    }

    private static String shown(Raw.Answer answer) {
        return answer.status() + " " + answer.headers() + " " + new String(answer.body(), StandardCharsets.US_ASCII);
    }
}
