package org.tresllaves.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tresllaves.vectors.Vector;

class ManifestVectorTest {
    @Test
    void theGeneratorWritesTheCommittedVectors() throws IOException {
        assertThat(ManifestVectors.all()).isEqualTo(Vector.all(ManifestVectors.FORMAT));
    }

    @Test
    void everyVectorHolds() throws IOException {
        Vector.all(ManifestVectors.FORMAT)
                .forEach((name, vector) -> assertThat(outcome(vector)).as(name).isEqualTo(vector.expect()));
    }

    @Test
    void everyFlawHasAVector() throws IOException {
        Set<String> expected = new TreeSet<>();
        Vector.all(ManifestVectors.FORMAT).values().forEach(vector -> expected.add(vector.expect()));
        for (Manifest.Flaw flaw : Manifest.Flaw.values()) {
            assertThat(expected).contains(flaw.name());
        }
    }

    private static String outcome(Vector vector) {
        try {
            byte[] bytes = vector.bytes("manifest");
            assertThat(Manifest.parse(bytes).encode()).isEqualTo(bytes);
            return "OK";
        } catch (Malformed e) {
            return e.flaw().name();
        }
    }
}
