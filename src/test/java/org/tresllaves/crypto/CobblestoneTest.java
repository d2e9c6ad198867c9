package org.tresllaves.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Envelope;
import org.tresllaves.protocol.Malformed;

class CobblestoneTest {
    private final SeededRandom random = new SeededRandom("cobblestone");
    private final Cobblestone cobblestone = Cobblestone.of(random.secret(32), random.bytes(24), random.bytes(32));

    /** Several threads, any order, the same bytes. */
    @Test
    void chunksMayBeSealedInAnyOrder() throws Malformed {
        byte[] plain = random.bytes(20 * Cobblestone.CHUNK + 5);
        byte[] whole = cobblestone.seal(plain);
        byte[] pieces = Arrays.copyOf(cobblestone.start(), whole.length);
        IntStream.rangeClosed(0, 20).parallel().forEach(number -> {
            int from = number * Cobblestone.CHUNK;
            cobblestone.sealer().seal(number, plain, from, Math.min(Cobblestone.CHUNK, plain.length - from), pieces,
                    Cobblestone.START + number * Cobblestone.SEALED_CHUNK);
        });
        assertThat(pieces).isEqualTo(whole);
        assertThat(cobblestone.open(whole)).isEqualTo(plain);
    }

    @Test
    void reorderedDoubledAndCutChunksDoNotOpen() {
        byte[] body = cobblestone.seal(random.bytes(3 * Cobblestone.CHUNK + 100));
        int chunk = Cobblestone.SEALED_CHUNK;
        byte[] swapped = body.clone();
        System.arraycopy(body, 56, swapped, 56 + chunk, chunk);
        System.arraycopy(body, 56 + chunk, swapped, 56, chunk);
        refuses(swapped, Cobblestone.Flaw.CHUNK);
        refuses(Arrays.copyOf(body, 56 + 2 * chunk), Cobblestone.Flaw.LENGTH); // cut at a chunk's end
        refuses(Arrays.copyOf(body, 56 + 2 * chunk + 500), Cobblestone.Flaw.CHUNK);
        refuses(Arrays.copyOf(body, body.length + 1), Cobblestone.Flaw.CHUNK);
        byte[] without = Derive.concat(Arrays.copyOf(body, 56), Arrays.copyOfRange(body, 56 + chunk, body.length));
        refuses(without, Cobblestone.Flaw.CHUNK);
    }

    @Test
    void lengthsAreEachOthersInverse() {
        for (long plain : new long[]{0, 1, 16383, 16384, 16385, 32767, 32768, 1L << 30}) {
            assertThat(Envelope.plainLength(Envelope.bodyLength(plain))).isEqualTo(plain);
        }
        for (long body = 0; body < 72; body++) {
            assertThat(Envelope.plainLength(body)).isNegative();
        }
        for (int over = 0; over < 16; over++) {
            assertThat(Envelope.plainLength(56 + 16400 + over)).isNegative();
        }
        assertThat(Envelope.plainLength(56 + 16400 + 16)).isEqualTo(16384);
    }

    /** No bucket and no number of members leaves a report body of a length that no body has. */
    @Test
    void everyBucketHoldsABody() {
        for (int n = 2; n <= 15; n++) {
            for (Bucket bucket : Bucket.values()) {
                long body = Envelope.reportBody(bucket, n);
                long room = Envelope.room(bucket, n);
                assertThat((body - 56) % 16400).isGreaterThanOrEqualTo(16);
                assertThat(Envelope.bodyLength(room)).isEqualTo(body);
                assertThat(Envelope.smallestFor(room, n)).contains(bucket);
            }
        }
        assertThat(Envelope.bodyLength(Envelope.IDENTITY)).isEqualTo(Envelope.IDENTITY_BODY);
    }

    @Test
    void aGibibyteIsSealedInSteadyMemory() {
        byte[] in = new byte[Cobblestone.CHUNK];
        byte[] out = new byte[Cobblestone.SEALED_CHUNK];
        Cobblestone.Sealer sealer = cobblestone.sealer();
        long from = System.nanoTime();
        for (int chunk = 0; chunk < 65536; chunk++) {
            sealer.seal(chunk, in, 0, in.length, out, 0);
        }
        System.out.println("1 GiB sealed on one core: " + (System.nanoTime() - from) / 1_000_000 + " ms");
        assertThat(out).isNotEqualTo(new byte[out.length]);
    }

    @Test
    void aChunkIsAtMost16KiB() {
        byte[] out = new byte[2 * Cobblestone.SEALED_CHUNK];
        assertThatThrownBy(() -> cobblestone.sealer().seal(0, out, 0, 16385, out, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cobblestone.sealer().seal(1L << 38, out, 0, 1, out, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void refuses(byte[] body, Cobblestone.Flaw flaw) {
        assertThatThrownBy(() -> cobblestone.open(body)).isInstanceOfSatisfying(Malformed.class,
                e -> assertThat(e.flaw()).isEqualTo(flaw));
    }
}
