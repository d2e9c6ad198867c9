package org.tresllaves.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tresllaves.crypto.Derive;
import org.tresllaves.vectors.Vector;

/** Listings of pages and beginnings of sealed files, read as their vectors say. */
class PageVectorTest {
    @Test
    void generatorAndFilesAgree() throws IOException {
        assertThat(Vector.all(PageVectors.PAGE)).isEqualTo(PageVectors.listings());
        assertThat(Vector.all(PageVectors.SEALED)).isEqualTo(PageVectors.sealed());
    }

    @Test
    void listingsAreReadAsTheVectorsSay() throws IOException {
        for (Map.Entry<String, Vector> each : Vector.all(PageVectors.PAGE).entrySet()) {
            assertThat(listing(each.getValue())).as(each.getKey()).isEqualTo(each.getValue().expect());
        }
    }

    private static String listing(Vector vector) {
        byte[] text = vector.text("text").getBytes(StandardCharsets.UTF_8);
        try {
            assertThat(PageListing.parse(text).encode()).isEqualTo(text);
            assertThat(Derive.h(Label.PAGE, text).hex()).isEqualTo(vector.out().get("hash"));
            return "OK";
        } catch (Malformed e) {
            return e.flaw().name();
        }
    }

    @Test
    void sealedFilesAreReadAsTheVectorsSay() throws IOException {
        for (Map.Entry<String, Vector> each : Vector.all(PageVectors.SEALED).entrySet()) {
            assertThat(sealed(each.getValue())).as(each.getKey()).isEqualTo(each.getValue().expect());
        }
    }

    private static String sealed(Vector vector) {
        try {
            SealedFile file = SealedFile.parse(vector.bytes("start"));
            assertThat(file.encode()).isEqualTo(vector.bytes("start"));
            assertThat(SealedFile.length(file.bucket())).isEqualTo(vector.out().get("length"));
            return "OK";
        } catch (Malformed e) {
            return e.flaw().name();
        }
    }
}
