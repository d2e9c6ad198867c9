package org.tresllaves.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.tresllaves.crypto.Secret;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.vectors.Vector;

class SourceVectorTest {
    @Test
    void theGeneratorWritesTheCommittedVectors() throws IOException {
        assertThat(SourceVectors.all()).isEqualTo(Vector.all(SourceVectors.FORMAT));
    }

    @Test
    void everyVectorHolds() throws IOException {
        Vector.all(SourceVectors.FORMAT)
                .forEach((name, vector) -> assertThat(outcome(vector)).as(name).isEqualTo(vector.expect()));
    }

    private static String outcome(Vector vector) {
        if (vector.in().containsKey("entropy")) {
            return secrets(vector);
        }
        try {
            assertThat(SourceVectors.entropies(CodePhrase.parse(vector.text("words"))))
                    .isEqualTo(vector.out().get("entropies"));
            return "OK";
        } catch (BadPhrase e) {
            assertThat(e.position()).isEqualTo(vector.out().get("number"));
            return e.reason().name();
        }
    }

    private static String secrets(Vector vector) {
        SourceSecrets secrets = SourceSecrets.of(Secret.taking(vector.bytes("entropy")),
                Hash.of(vector.bytes("panel_id")));
        Eid eid = secrets.freshEid(new SourceVectors.Once(vector.bytes("fresh")));
        Hash envelopeHash = Hash.of(vector.bytes("envelope_hash"));
        assertThat(vector.out()).containsEntry("root", hex(secrets.root())).containsEntry("eid", eid.hex())
                .containsEntry("rs", hex(secrets.rs(eid))).containsEntry("w", hex(secrets.w(eid, envelopeHash)))
                .containsEntry("rtag", secrets.rtag(eid, envelopeHash).hex());
        return "OK";
    }

    private static String hex(Secret secret) {
        return HexFormat.of().formatHex(secret.reveal());
    }
}
