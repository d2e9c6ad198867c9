package org.tresllaves.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter.Algorithm;
import org.bouncycastle.crypto.threshold.ShamirSplitSecret;
import org.bouncycastle.crypto.threshold.ShamirSplitSecretShare;
import org.junit.jupiter.api.Test;

class Gf256Test {
    @Test
    void multipliesAsPolynomialsDo() {
        for (int a = 0; a < 256; a++) {
            for (int b = 0; b < 256; b++) {
                assertThat(Gf256.mul(a, b)).isEqualTo(schoolbook(a, b));
            }
        }
    }

    @Test
    void knowsTheExamplesOfFips197() {
        assertThat(Gf256.mul(0x57, 0x83)).isEqualTo(0xc1);
        assertThat(Gf256.mul(0x57, 0x13)).isEqualTo(0xfe);
    }

    @Test
    void everyElementButZeroHasAnInverse() {
        assertThat(Gf256.inverse(0)).isZero();
        for (int a = 1; a < 256; a++) {
            assertThat(Gf256.mul(a, Gf256.inverse(a))).isEqualTo(1);
        }
    }

    /** Bouncy Castle splits over the same field; any t of its shares give one secret by our weights. */
    @Test
    void interpolatesWhatBouncyCastleSplits() throws IOException {
        for (int t = 1; t <= 15; t++) {
            ShamirSplitSecretShare[] split = ShamirSecretSplitter
                    .getInstance(Algorithm.AES, 32, new SeededRandom("bc" + t)).split(t, 15).getSecretShares();
            byte[][] shares = new byte[15][];
            for (int i = 0; i < 15; i++) {
                shares[i] = split[i].getEncoded();
            }
            byte[] expected = ShamirSplitSecret.getInstance(Algorithm.AES, Arrays.copyOf(split, t)).getSecret();
            assertThat(atZero(shares, range(0, t))).isEqualTo(expected);
            assertThat(atZero(shares, range(15 - t, 15))).isEqualTo(expected);
        }
    }

    /** Our own polynomials, evaluated here and interpolated by Bouncy Castle. */
    @Test
    void bouncyCastleInterpolatesWhatWeEvaluate() throws IOException {
        SeededRandom random = new SeededRandom("ours");
        for (int t = 2; t <= 8; t++) {
            byte[][] coefficients = new byte[t][];
            Arrays.setAll(coefficients, i -> random.bytes(32));
            ShamirSplitSecretShare[] shares = new ShamirSplitSecretShare[t];
            Arrays.setAll(shares, i -> new ShamirSplitSecretShare(value(coefficients, i + 1), i + 1));
            assertThat(ShamirSplitSecret.getInstance(Algorithm.AES, shares).getSecret()).isEqualTo(coefficients[0]);
        }
    }

    private static byte[] value(byte[][] coefficients, int x) {
        byte[] out = new byte[32];
        int power = 1;
        for (byte[] coefficient : coefficients) {
            Gf256.addScaled(out, coefficient, power);
            power = schoolbook(power, x);
        }
        return out;
    }

    private static byte[] atZero(byte[][] shares, int[] members) {
        int[] weights = Gf256.weightsAtZero(Arrays.stream(members).map(i -> i + 1).toArray());
        byte[] out = new byte[32];
        for (int i = 0; i < members.length; i++) {
            Gf256.addScaled(out, shares[members[i]], weights[i]);
        }
        return out;
    }

    private static int[] range(int from, int to) {
        return java.util.stream.IntStream.range(from, to).toArray();
    }

    private static int schoolbook(int a, int b) {
        int product = 0;
        for (int i = 0; i < 8; i++) {
            product ^= (b >>> i & 1) == 1 ? a << i : 0;
        }
        for (int i = 14; i >= 8; i--) {
            product ^= (product >>> i & 1) == 1 ? 0x11b << (i - 8) : 0;
        }
        return product;
    }
}
