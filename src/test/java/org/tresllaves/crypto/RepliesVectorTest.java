package org.tresllaves.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.vectors.Vector;

class RepliesVectorTest {
    @Test
    void theGeneratorWritesTheCommittedVectorsOneForEveryFlaw() throws IOException {
        var all = Vector.all(RepliesVectors.FORMAT);
        assertThat(RepliesVectors.all()).isEqualTo(all);
        assertThat(all.values()).extracting(Vector::expect)
                .containsAll(RepliesVectors.flaws().stream().map(Enum::name).toList());
    }

    @Test
    void everyVectorHolds() throws IOException {
        Vector.all(RepliesVectors.FORMAT)
                .forEach((name, vector) -> assertThat(outcome(vector)).as(name).isEqualTo(vector.expect()));
    }

    private static String outcome(Vector vector) {
        Secret rs = Secret.taking(vector.bytes("rs"));
        Hash panel = Hash.of(vector.bytes("panel_id"));
        long counter = Long.parseLong(vector.text("counter"));
        try {
            BoardRecord.Part part = BoardRecord.open(rs, panel, vector.bytes("key"), counter,
                    vector.bytes("record"));
            assertThat(vector.out()).containsEntry("part", part.part()).containsEntry("parts", part.parts())
                    .containsEntry("day", Long.toString(part.day())).containsEntry("text", part.text());
            Ed25519.KeyPair key = Ed25519.keyPair(Secret.taking(vector.bytes("seed")));
            assertThat(BoardRecord.seal(rs, new BoardRecord.Writer(panel, key), counter, part))
                    .isEqualTo(vector.bytes("record"));
            return "OK";
        } catch (Malformed e) {
            return e.flaw().name();
        }
    }
}
