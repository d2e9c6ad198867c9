package org.tresllaves.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.EnvelopeKeys;
import org.tresllaves.protocol.BoardNote;
import org.tresllaves.protocol.ClosedNote;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.ReaderKeyNote;
import org.tresllaves.protocol.RequestNote;
import org.tresllaves.server.intake.Capacity;
import org.tresllaves.server.intake.Opened;
import org.tresllaves.server.intake.Seized;
import org.tresllaves.tlog.PanelNote;

/** Reports, batches and replies go when the roster says so, and their bytes with them: attack 20. Unopened 365 days, closed 90, board 30. */
final class RetentionTest {
    @TempDir
    Path dir;
    private Trial trial;

    @BeforeEach
    void start() throws Exception {
        trial = Trial.start(dir, new Listen.Port(0));
        trial.server().grow(new Capacity(8, 0, 0));
    }

    @AfterEach
    void stop() {
        trial.close();
    }

    private Eid report() throws Exception {
        Eid eid = Eid.of(trial.random().bytes(Eid.LENGTH));
        byte[] prefix = new Header.Prefix(trial.chain().panelId(), trial.chain().last().hash(), eid, 5, 6, 7).encode();
        byte[] segment = Derive.concat(prefix, trial.random().bytes((64 << 10) - prefix.length));
        byte[] digest = Derive.sha256().digest(segment);
        String path = "/v1/upload/" + eid.hex();
        int port = trial.server().port();
        Raw.call(port, "POST", path, Map.of(), Optional.of(Derive.concat(new byte[]{0},
                trial.chain().last().hash().bytes())));
        Raw.call(port, "PUT", path + "/0", Map.of("Content-Digest",
                "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":"), Optional.of(segment));
        assertThat(Raw.call(port, "POST", path + "/commit", Map.of(), Optional.of(Derive.concat(
                EnvelopeKeys.envelopeHash(List.of(Hash.of(digest))).bytes(), trial.random().bytes(32)))).status())
                .isEqualTo(200);
        return eid;
    }

    private boolean isThere(Eid eid) throws Exception {
        return trial.get(trial.login("Ana"), "/v1/docket/envelope/" + eid.hex() + "/0").status() == 200;
    }

    private int window() throws Exception {
        return Raw.get(trial.server().port(), "/v1/intake").body().length;
    }

    private int close(String member, long batch) throws Exception {
        return trial.post(member, new ClosedNote(trial.head(member), trial.today(), List.of(batch))).status();
    }

    private void passDays(int days) throws Exception {
        trial.clock().forward(Duration.ofDays(days));
        trial.publish();
    }

    @Test
    void aClosedBatchIsErasedAfterItsDaysAndOnlyThen() throws Exception {
        Eid eid = report();
        trial.publish();
        Eid other = report();
        trial.publish();
        for (String member : List.of("Ana", "Blas", "Fito")) {
            assertThat(close(member, 0)).isEqualTo(201);
        }
        passDays(91);
        assertThat(isThere(eid)).as("two of the office: enough to open, not to erase, since one may be accused")
                .isTrue();
        assertThat(close("Caro", 0)).isEqualTo(201);
        passDays(90);
        assertThat(isThere(eid)).as("on the last day").isTrue();
        int window = window();
        passDays(1);
        assertThat(isThere(eid)).isFalse();
        assertThat(isThere(other)).as("of a batch that is not closed").isTrue();
        assertThat(window()).as("the public log keeps its entries").isGreaterThan(window);
    }

    @Test
    void nothingIsErasedWhileSomebodyAsksToOpenIt() throws Exception {
        Eid eid = report();
        trial.publish();
        for (String member : List.of("Ana", "Blas", "Caro", "Gema")) {
            assertThat(close(member, 0)).isEqualTo(201);
        }
        trial.clock().forward(Duration.ofDays(89));
        ReaderKeyNote key = trial.readerKey("Rita");
        trial.post("Rita", key);
        RequestNote request = new RequestNote(trial.head("Rita"), Compartment.REPORT, RequestNote.Reason.FIRST,
                new RequestNote.Close(trial.clock().instant().truncatedTo(java.time.temporal.ChronoUnit.DAYS)
                        .plus(Duration.ofDays(5))),
                trial.today().plusDays(10), java.util.HexFormat.of().formatHex(trial.random().bytes(16)),
                List.of(new RequestNote.To(trial.person("Rita").index(), PanelNote.hash(key))),
                new RequestNote.Batches(List.of(0L)));
        assertThat(trial.post("Rita", request).status()).isEqualTo(201);
        passDays(10);
        assertThat(isThere(eid)).isTrue();
        passDays(1);
        assertThat(isThere(eid)).isFalse();
    }

    @Test
    void whatClosesNothingIsRefused() throws Exception {
        report();
        assertThat(close("Ana", 0)).as("not published").isEqualTo(422);
        trial.publish();
        assertThat(close("Rita", 0)).as("a reader").isEqualTo(422);
        for (int days : new int[]{-2, 2}) {
            assertThat(trial.post("Ana", new ClosedNote(trial.head("Ana"), trial.today().plusDays(days), List.of(0L)))
                    .status()).isEqualTo(422);
        }
        assertThat(close("Ana", 0)).isEqualTo(201);
        assertThat(close("Ana", 0)).as("the very same note").isEqualTo(201);
        trial.clock().forward(Duration.ofDays(1));
        assertThat(close("Ana", 0)).as("said before").isEqualTo(409);
    }

    @Test
    void unopenedReportsTheirBatchAndRepliesGoAfterTheirDays() throws Exception {
        Eid eid = report();
        assertThat(trial.send(trial.login("Rita"), "POST", "/v1/docket/board",
                trial.random().bytes(BoardNote.RECORDS * BoardNote.RECORD)).status()).isEqualTo(204);
        trial.publish();
        int board = Raw.get(trial.server().port(), "/v1/board").body().length;
        passDays(30);
        assertThat(Raw.get(trial.server().port(), "/v1/board").body()).hasSize(board);
        passDays(1);
        assertThat(Raw.get(trial.server().port(), "/v1/board").body()).isEmpty();
        passDays(334);
        assertThat(isThere(eid)).as("day 365").isTrue();
        int window = window();
        passDays(1);
        assertThat(isThere(eid)).isFalse();
        assertThat(window()).as("one batch less, one batch more").isEqualTo(window);
    }

    @Test
    void whatWasErasedIsNowhereOnTheDisk() throws Exception {
        Eid eid = report();
        trial.publish();
        Seized before = Seized.copy(dir.resolve("data"), Files.createDirectories(dir.resolve("before")));
        Opened.Place place = Optional.ofNullable(Opened.of(before, dir.resolve("a")).reports().get(eid)).orElseThrow();
        byte[] chest = before.files().getOrDefault("chest", new byte[0]);
        byte[] sealed = Arrays.copyOfRange(chest, (int) place.at(), (int) place.at() + 64);
        assertThat(before.found(List.of(sealed, place.sealed()))).hasSize(2);
        passDays(366);
        assertThat(isThere(eid)).isFalse();
        trial.close();
        Seized after = Seized.copy(dir.resolve("data"), Files.createDirectories(dir.resolve("after")));
        assertThat(after.found(List.of(sealed, place.sealed()))).as("its bytes and the row with their key").isEmpty();
        assertThat(Opened.of(after, dir.resolve("b")).reports()).isEmpty();
        trial = Trial.start(dir.resolve("another"), new Listen.Port(0));
    }
}
