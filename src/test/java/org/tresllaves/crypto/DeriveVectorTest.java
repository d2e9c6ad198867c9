package org.tresllaves.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tresllaves.protocol.Label;
import org.tresllaves.vectors.Vector;

class DeriveVectorTest {
    @Test
    void theGeneratorWritesTheCommittedVectors() throws IOException {
        assertThat(DeriveVectors.all()).isEqualTo(Vector.all("derive"));
    }

    @Test
    void everyVectorHolds() throws IOException {
        Vector.all("derive").forEach((name, vector) -> assertThat(outcome(vector)).as(name).isEqualTo(vector.expect()));
    }

    private static String outcome(Vector vector) {
        Map<String, Object> in = vector.in();
        if (in.containsKey("sealed")) {
            boolean opens = Hpke.open(Secret.taking(vector.bytes("seed")), vector.bytes("hpke_info"),
                    vector.bytes("sealed")).isPresent();
            return opens ? "OK" : "NOT_OPENED";
        }
        if (in.containsKey("public_key")) {
            return Hpke.isUsable(vector.bytes("public_key")) ? "OK" : "NOT_USABLE";
        }
        return in.containsKey("seed") ? seals(vector) : derives(vector);
    }

    private static String seals(Vector vector) {
        Hpke.KeyPair key = Hpke.keyPair(Secret.taking(vector.bytes("seed")));
        Hpke.Sealed sealed = Hpke.seal(key.publicKey(), vector.bytes("hpke_info"), vector.bytes("plain"),
                vector.bytes("eseed"));
        assertThat(vector.out()).containsEntry("public_key", hex(key.publicKey()))
                .containsEntry("enc", hex(sealed.enc()))
                .containsEntry("ct", hex(sealed.ct()));
        assertThat(Hpke.isUsable(key.publicKey())).isTrue();
        assertThat(Hpke.open(key.seed(), vector.bytes("hpke_info"), sealed.bytes()).orElseThrow())
                .isEqualTo(vector.bytes("plain"));
        return "OK";
    }

    private static String derives(Vector vector) {
        Label label = Arrays.stream(Label.values()).filter(each -> each.label().equals(vector.text("label")))
                .findFirst().orElseThrow();
        if (vector.in().containsKey("parts")) {
            byte[][] parts = vector.list("parts").toArray(byte[][]::new);
            assertThat(vector.out()).containsEntry("h", Derive.h(label, parts).hex());
        } else {
            byte[] x = Derive.x(label, vector.bytes("ikm"), vector.bytes("info"), vector.number("length"));
            assertThat(vector.out()).containsEntry("x", hex(x));
        }
        return "OK";
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
