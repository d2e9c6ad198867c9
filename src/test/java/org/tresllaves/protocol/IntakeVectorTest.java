package org.tresllaves.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.vectors.Vector;

class IntakeVectorTest {
    @Test
    void generatorAndFilesAgree() throws IOException {
        assertThat(Vector.all(IntakeVectors.BATCH)).isEqualTo(new java.util.TreeMap<>(IntakeVectors.batches()));
        assertThat(Vector.all(IntakeVectors.PROMISE)).isEqualTo(new java.util.TreeMap<>(IntakeVectors.promises()));
    }

    @Test
    void batchesAreReadAsTheVectorsSay() throws IOException {
        for (Map.Entry<String, Vector> each : Vector.all(IntakeVectors.BATCH).entrySet()) {
            assertThat(batch(each.getValue())).as(each.getKey()).isEqualTo(each.getValue().expect());
        }
    }

    private static String batch(Vector vector) {
        try {
            IntakeBatch leaf = IntakeBatch.parse(vector.text("leaf"));
            assertThat(leaf.encode()).isEqualTo(vector.text("leaf"));
            List<IntakeEntry> entries = leaf.entries(vector.bytes("entries"));
            assertThat(Derive.h(Label.BATCH, vector.bytes("entries"))).isEqualTo(leaf.entriesHash());
            assertThat(Derive.h(Label.DAY_KEY, vector.bytes("day_key"))).isEqualTo(leaf.dayKey());
            List<IntakeEntry> left = new ArrayList<>(entries);
            for (int j = 0; left.removeIf(dummy(vector.bytes("day_key"), j)::equals); j++) {
                assertThat(j).isLessThan(leaf.size());
            }
            assertThat(left).hasSize((Integer) vector.out().getOrDefault("reports", -1));
            return "OK";
        } catch (Malformed e) {
            return e.flaw().name();
        }
    }

    private static IntakeEntry dummy(byte[] dayKey, int j) {
        return IntakeEntry
                .ofBody(Derive.x(Label.DUMMY, dayKey, new Wire.Writer().u32(j).toBytes(), IntakeEntry.BODY));
    }

    @Test
    void promisesAreReadAsTheVectorsSay() throws IOException {
        for (Map.Entry<String, Vector> each : Vector.all(IntakeVectors.PROMISE).entrySet()) {
            assertThat(promise(each.getValue())).as(each.getKey()).isEqualTo(each.getValue().expect());
        }
    }

    private static String promise(Vector vector) {
        try {
            Promise promise = Promise.parse(vector.bytes("promise"));
            assertThat(promise.encode()).isEqualTo(vector.bytes("promise"));
            byte[] signed = Promise.signed(Hash.of(vector.bytes("panel_id")), promise.eid(),
                    Hash.of(vector.bytes("envelope_hash")), Hash.of(vector.bytes("rtag")), promise.batch(),
                    promise.day());
            assertThat(Ed25519.verify(vector.bytes("log_key"), signed, promise.signature())).isTrue();
            return "OK";
        } catch (Malformed e) {
            return e.flaw().name();
        }
    }
}
