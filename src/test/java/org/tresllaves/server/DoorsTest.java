package org.tresllaves.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two listeners: what people of the panel call is not there for whoever comes by the sources' one, and nothing can be handed in by the docket's. */
final class DoorsTest {
    private static final String HEX = "00".repeat(32);
    private static final String EID = "00".repeat(16);

    private record Call(String method, String path) {
    }

    private static final List<Call> PEOPLES = List.of(new Call("POST", "/v1/login"), new Call("PUT", "/v1/login"),
            new Call("DELETE", "/v1/login"), new Call("GET", "/v1/docket/day-key/1"),
            new Call("PUT", "/v1/docket/bundle/" + HEX + "/1"), new Call("GET", "/v1/docket/bundle/" + HEX + "/1"),
            new Call("GET", "/v1/docket/envelope/" + EID + "/0"),
            new Call("GET", "/v1/docket/envelope/" + EID + "/digests"), new Call("POST", "/v1/docket/note"),
            new Call("POST", "/v1/docket/board"), new Call("POST", "/v1/docket/roster"));
    private static final List<Call> SOURCES = List.of(new Call("POST", "/v1/upload/" + EID),
            new Call("PUT", "/v1/upload/" + EID + "/0"), new Call("POST", "/v1/upload/" + EID + "/commit"),
            new Call("POST", "/v1/withdraw"), new Call("GET", "/v1/largest"));

    @TempDir
    Path dir;
    private Trial trial;
    private int sources;
    private int docket;
    private byte[] token;

    @BeforeEach
    void start() throws Exception {
        trial = Trial.start(dir, new Listen.Two(new Listen.Port(0), new Listen.Port(0)));
        sources = trial.server().port();
        docket = trial.server().docketPort();
        token = trial.login("Ana");
    }

    @AfterEach
    void stop() {
        trial.close();
    }

    private String answer(int port, Call call, Map<String, String> more) throws IOException {
        Map<String, String> headers = new java.util.LinkedHashMap<>(Trial.bearer(token));
        headers.putAll(more);
        Optional<byte[]> body = call.method().startsWith("P") ? Optional.of(new byte[32]) : Optional.empty();
        Raw.Answer answer = Raw.call(port, call.method(), call.path(), headers, body);
        return answer.status() + " " + new String(answer.body(), StandardCharsets.US_ASCII);
    }

    @Test
    void eachListenerAnswersItsOwnCallsAlone() throws IOException {
        String nothing = answer(sources, new Call("GET", "/v1/nothing"), Map.of());
        assertThat(nothing).startsWith("401");
        for (Call call : PEOPLES) {
            assertThat(answer(sources, call, Map.of())).as("sources: " + call).isEqualTo(nothing);
        }
        for (Call call : SOURCES) {
            assertThat(answer(docket, call, Map.of())).as("docket: " + call).isEqualTo(nothing);
        }
        assertThat(answer(docket, new Call("GET", "/"), Map.of())).isEqualTo(nothing);
        for (Call call : SOURCES) {
            assertThat(answer(sources, call, Map.of())).as("sources: " + call).isNotEqualTo(nothing);
        }
        for (String path : List.of("/v1/rosters", "/v1/intake", "/v1/docket", "/v1/board")) {
            assertThat(Raw.get(sources, path).status()).isEqualTo(200);
            assertThat(Raw.get(docket, path).status()).isEqualTo(200);
        }
        // The session is good where it belongs.
        assertThat(answer(docket, new Call("GET", "/v1/docket/envelope/" + EID + "/0"), Map.of())).startsWith("404");
        assertThat(answer(docket, new Call("POST", "/v1/login"), Map.of())).startsWith("200");
    }

    @Test
    void nothingACallerSendsOpensTheOtherDoor() throws IOException {
        String nothing = answer(sources, new Call("GET", "/v1/nothing"), Map.of());
        Map<String, String> said = Map.of("Host", "127.0.0.1:" + docket, "X-Forwarded-Host", "127.0.0.1:" + docket,
                "X-Forwarded-Port", "" + docket, "Forwarded", "host=127.0.0.1:" + docket, "X-Original-URL",
                "/v1/login", "org.tresllaves.door", "DOCKET");
        for (Call call : PEOPLES) {
            assertThat(answer(sources, call, said)).as(call.toString()).isEqualTo(nothing);
        }
        for (String path : List.of("http://127.0.0.1:" + docket + "/v1/login", "/v1/%6cogin", "/v1//login",
                "/v1/./login", "/v1/x/../login", "/v1/login;a=b", "/V1/login", "/v1/login/", "/%76%31/login")) {
            assertThat(answer(sources, new Call("POST", path), said)).as(path).matches("(?s)40[01] .*");
        }
    }
}
