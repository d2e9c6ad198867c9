package org.tresllaves.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.vectors.Vector;

class EnvelopeVectorTest {
    @Test
    void theGeneratorWritesTheCommittedVectors() throws IOException {
        assertThat(EnvelopeVectors.all()).isEqualTo(Vector.all("envelope"));
    }

    @Test
    void everyVectorHolds() throws IOException {
        Vector.all("envelope")
                .forEach((name, vector) -> assertThat(outcome(vector)).as(name).isEqualTo(vector.expect()));
    }

    private static String outcome(Vector vector) {
        try {
            if (vector.in().containsKey("header")) {
                return header(vector);
            }
            if (vector.in().containsKey("key")) {
                return body(vector);
            }
            return vector.in().containsKey("segments") ? hash(vector) : keys(vector);
        } catch (Malformed e) {
            return e.flaw().name();
        }
    }

    private static String header(Vector vector) throws Malformed {
        Header header = Header.parse(vector.bytes("header"));
        assertThat(header.encode()).isEqualTo(vector.bytes("header"));
        Header.Prefix prefix = header.prefix();
        assertThat(vector.out()).containsEntry("panel_id", prefix.panelId().hex())
                .containsEntry("roster_hash", prefix.rosterHash().hex()).containsEntry("eid", prefix.eid().hex())
                .containsEntry("n", prefix.n()).containsEntry("r1", prefix.r1()).containsEntry("r2", prefix.r2())
                .containsEntry("report", hex(header.report().encode()))
                .containsEntry("identity", hex(header.identity().encode()))
                .containsEntry("header_hash", EnvelopeKeys.headerHash(header).hex())
                .containsEntry("tag_report", EnvelopeKeys.tag(Compartment.REPORT, prefix).hex())
                .containsEntry("tag_identity", EnvelopeKeys.tag(Compartment.IDENTITY, prefix).hex());
        return "OK";
    }

    private static String body(Vector vector) throws Malformed {
        Cobblestone cobblestone = Cobblestone.of(Secret.taking(vector.bytes("key")), vector.bytes("salt"),
                vector.bytes("context"));
        if (vector.in().containsKey("body")) {
            cobblestone.open(vector.bytes("body"));
            return "OK";
        }
        byte[] plain = EnvelopeVectors.pattern(vector.number("length"));
        byte[] body = cobblestone.seal(plain);
        assertThat(vector.out()).containsEntry("sha256", hex(Derive.sha256().digest(body)))
                .containsEntry("start", hex(cobblestone.start()))
                .containsEntry("body_length", body.length);
        assertThat(cobblestone.open(body)).isEqualTo(plain);
        return "OK";
    }

    private static String keys(Vector vector) throws Malformed {
        Compartment compartment = Compartment.valueOf(vector.text("compartment"));
        Hash plain = EnvelopeKeys.plainHash(vector.bytes("hedged"));
        EnvelopeKeys.Hedge hedge = EnvelopeKeys.hedge(Secret.taking(vector.bytes("fresh")),
                Secret.taking(vector.bytes("root")),
                Hash.of(vector.bytes("tag")), vector.number("excluded"), plain);
        byte[] body = EnvelopeKeys.body(compartment, hedge, Hash.of(vector.bytes("header_hash")))
                .seal(vector.bytes("hedged"));
        assertThat(vector.out()).containsEntry("plain_hash", plain.hex())
                .containsEntry("message", hex(hedge.message().reveal()))
                .containsEntry("coins", hex(hedge.coins().reveal())).containsEntry("body", hex(body));
        return "OK";
    }

    private static String hash(Vector vector) {
        assertThat(vector.out()).containsEntry("envelope_hash",
                EnvelopeKeys.envelopeHash(vector.list("segments").stream().map(Hash::of).toList()).hex());
        return "OK";
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
