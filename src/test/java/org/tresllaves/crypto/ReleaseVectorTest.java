package org.tresllaves.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tresllaves.protocol.Hash;
import org.tresllaves.vectors.Vector;

class ReleaseVectorTest {
    @Test
    void theGeneratorWritesTheCommittedVectors() throws IOException {
        assertThat(ReleaseVectors.all()).isEqualTo(Vector.all("release"));
    }

    @Test
    void everyVectorHolds() throws IOException {
        Vector.all("release")
                .forEach((name, vector) -> assertThat(outcome(vector)).as(name).isEqualTo(vector.expect()));
    }

    private static String outcome(Vector vector) {
        Release.Binding binding = new Release.Binding(Hash.of(vector.bytes("request")), Hash.of(vector.bytes("tag")),
                vector.number("member"), vector.number("reader"), vector.bytes("reader_key"));
        Optional<Secret> share = Release.open(Secret.taking(vector.bytes("reader_seed")), binding,
                vector.bytes("slot"));
        if (share.isEmpty()) {
            return "NOT_OPENED";
        }
        assertThat(share.get()).isEqualTo(Secret.taking(vector.bytes("share")));
        assertThat(Release.seal(binding, share.get())).isEqualTo(vector.bytes("slot"));
        return "OK";
    }
}
