package org.tresllaves.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tresllaves.crypto.Derive;
import org.tresllaves.panel.Login;
import org.tresllaves.protocol.BoardNote;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.vectors.Vector;

/** Reads the committed vectors of what a desk exchanges with the server; they are what the generator writes. */
final class DeskVectorTest {
    @Test
    void logIns() throws Exception {
        Map<String, Vector> all = Vector.all("log-in");
        assertThat(all).isEqualTo(DeskVectors.logIns());
        all.forEach((name, vector) -> assertThat(java.util.HexFormat.of().formatHex(Login.message(vector.text("origin"),
                vector.bytes("nonce")))).isEqualTo(vector.out().get("message")));
    }

    @Test
    void boardNotes() throws Exception {
        Map<String, Vector> all = Vector.all("board-note");
        assertThat(all).isEqualTo(DeskVectors.boardNotes());
        all.forEach((name, vector) -> assertThat(outcome(vector)).as(name).isEqualTo(vector.expect()));
    }

    private static String outcome(Vector vector) {
        try {
            BoardNote note = BoardNote.parse(vector.text("text"));
            assertThat(note.encode()).isEqualTo(vector.text("text"));
            assertThat(note.digest()).isEqualTo(Derive.h(Label.BOARD_BATCH, vector.bytes("batch")));
            return "OK";
        } catch (Malformed e) {
            return e.flaw().name();
        }
    }

    @Test
    void refusals() throws Exception {
        Map<String, Vector> all = Vector.all("refusal");
        assertThat(all).isEqualTo(DeskVectors.refusals()).hasSize(Refusal.values().length);
        for (Vector vector : all.values()) {
            assertThat(Refusal.ofBody(vector.bytes("body")).map(Refusal::word))
                    .contains((String) vector.out().get("word"));
            assertThat(new String(vector.bytes("body"), StandardCharsets.US_ASCII)).hasSize(32);
        }
    }
}
