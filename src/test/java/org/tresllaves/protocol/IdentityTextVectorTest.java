package org.tresllaves.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tresllaves.vectors.Vector;

class IdentityTextVectorTest {
    @Test
    void identitiesAreReadAsTheVectorsSay() throws IOException {
        Map<String, Vector> committed = Vector.all(IdentityTextVectors.FORMAT);
        assertThat(IdentityTextVectors.all()).isEqualTo(committed);
        committed.forEach((name, vector) -> assertThat(outcome(vector)).as(name).isEqualTo(vector.expect()));
        TreeSet<String> named = new TreeSet<>(committed.values().stream().map(Vector::expect).toList());
        for (IdentityText.Flaw flaw : IdentityText.Flaw.values()) {
            assertThat(named).contains(flaw.name());
        }
    }

    private static String outcome(Vector vector) {
        try {
            Optional<String> text = IdentityText.parse(vector.bytes("bytes"));
            assertThat(IdentityText.encode(text)).isEqualTo(vector.bytes("bytes"));
            byte[] utf8 = text.orElse("").getBytes(StandardCharsets.UTF_8);
            assertThat(HexFormat.of().formatHex(utf8)).isEqualTo(vector.out().get("text"));
            return "OK";
        } catch (Malformed e) {
            return e.flaw().name();
        }
    }
}
