package org.tresllaves.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.panel.TestPanel;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;

/** Logging in, and every way not to: attacks 25, 27 and 28. */
final class LoginTest {
    @TempDir
    static Path dir;
    private static Trial trial;

    @BeforeAll
    static void start() throws Exception {
        trial = Trial.start(dir, new Listen.Port(0));
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    @AfterEach
    void clockBack() {
        trial.clock().back();
    }

    @Test
    void aPersonsOwnKeyOpensASessionThatEnds() throws Exception {
        byte[] token = trial.login("Rita");
        assertThat(trial.get(token, "/v1/docket/day-key/0").status()).as("a reader has no day key").isEqualTo(401);
        assertThat(trial.get(trial.login("Ana"), "/v1/docket/day-key/0").status()).isEqualTo(404);
        assertThat(bundle(token).status()).isEqualTo(404);
        trial.clock().forward(Duration.ofMinutes(15));
        assertThat(bundle(token).status()).isEqualTo(401);
    }

    @Test
    void leavingEndsIt() throws Exception {
        byte[] token = trial.login("Rita");
        Raw.Answer left = Raw.call(trial.server().port(), "DELETE", "/v1/login", Trial.bearer(token), Optional.empty());
        assertThat(left.status()).isEqualTo(204);
        assertThat(bundle(token).status()).isEqualTo(401);
    }

    @Test
    void everyWrongAnswerIsTheSameAnswer() throws Exception {
        Hash ana = trial.who("Ana");
        Hash nobody = Derive.h(Label.WHO, TestPanel.person("Zoe").person());
        List<Raw.Answer> refused = new ArrayList<>();
        refused.add(trial.answer(ana, trial.nonce(ana), Trial.ORIGIN, "Blas"));
        refused.add(trial.answer(nobody, trial.nonce(nobody), Trial.ORIGIN, "Zoe"));
        refused.add(trial.answer(ana, trial.nonce(ana), "other.example/docket", "Ana"));
        refused.add(trial.answer(ana, trial.nonce(ana), Trial.NAME + "/intake", "Ana"));
        refused.add(trial.answer(ana, trial.nonce(trial.who("Blas")), Trial.ORIGIN, "Ana"));
        refused.add(trial.answer(ana, trial.random().bytes(32), Trial.ORIGIN, "Ana"));
        byte[] used = trial.nonce(ana);
        assertThat(trial.answer(ana, used, Trial.ORIGIN, "Ana").status()).isEqualTo(200);
        refused.add(trial.answer(ana, used, Trial.ORIGIN, "Ana"));
        byte[] late = trial.nonce(ana);
        trial.clock().forward(Duration.ofSeconds(121));
        refused.add(trial.answer(ana, late, Trial.ORIGIN, "Ana"));
        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.word()).isEqualTo("login");
            HeadersTest.assertClean(answer, "log-in");
            assertThat(answer.headers()).isEqualTo(refused.getFirst().headers());
        });
    }

    @Test
    void somebodyUnknownIsAskedTheSameWay() throws Exception {
        int port = trial.server().port();
        List<Raw.Answer> asked = new ArrayList<>();
        for (byte[] who : List.of(trial.who("Ana").bytes(), new byte[32], trial.random().bytes(32))) {
            asked.add(Raw.call(port, "POST", "/v1/login", Map.of(), Optional.of(who)));
        }
        assertThat(asked).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).hasSize(32);
            assertThat(answer.headers()).isEqualTo(asked.getFirst().headers());
        });
        assertThat(asked.stream().map(answer -> Hash.of(answer.body())).distinct()).hasSize(3);
    }

    /** A log-in signs under "login" 00: the server cannot ask for a note this way, nor use a note as a log-in. */
    @Test
    void aLoginIsNoNoteAndANoteNoLogin() throws Exception {
        byte[] nonce = trial.nonce(trial.who("Ana"));
        byte[] message = Label.LOGIN.with(Trial.ORIGIN.getBytes(java.nio.charset.StandardCharsets.UTF_8), nonce);
        assertThat(message).contains(0);
        byte[] bare = Derive.concat(Trial.ORIGIN.getBytes(java.nio.charset.StandardCharsets.UTF_8), nonce);
        byte[] signature = Ed25519.sign(TestPanel.person("Ana").ed25519(), bare);
        Raw.Answer answer = Raw.call(trial.server().port(), "PUT", "/v1/login", Map.of(),
                Optional.of(Derive.concat(trial.who("Ana").bytes(), nonce, signature)));
        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void aFifthSessionEndsTheOldest() throws Exception {
        List<byte[]> tokens = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            tokens.add(trial.login("Gema"));
        }
        assertThat(tokens.stream().map(token -> status(token))).containsExactly(401, 404, 404, 404, 404);
    }

    @Test
    void tokensAreTakenFromOneHeaderInOneForm() throws Exception {
        byte[] token = trial.login("Blas");
        String text = Trial.bearer(token).values().iterator().next().substring(7);
        int port = trial.server().port();
        String path = "/v1/docket/day-key/0";
        for (Map<String, String> headers : List.of(Map.of("Authorization", "bearer " + text),
                Map.of("Authorization", "Basic " + text), Map.of("Authorization", "Bearer " + text + "="),
                Map.of("Authorization", "Bearer " + "!".repeat(43)), Map.of("Cookie", "token=" + text),
                Map.of("X-Authorization", "Bearer " + text))) {
            assertThat(Raw.call(port, "GET", path, headers, Optional.empty()).status()).isEqualTo(401);
        }
        assertThat(Raw.get(port, path + "?token=" + text).status()).isEqualTo(400);
        assertThat(Stream.of(token).map(LoginTest::status)).containsExactly(404);
    }

    private static int status(byte[] token) {
        try {
            return bundle(token).status();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A call everybody on the roster may make, for something that is not there. */
    private static Raw.Answer bundle(byte[] token) throws java.io.IOException {
        return trial.get(token, "/v1/docket/bundle/" + "00".repeat(32) + "/1");
    }
}
