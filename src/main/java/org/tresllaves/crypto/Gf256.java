package org.tresllaves.crypto;

/**
 * Arithmetic in GF(2^8) modulo x^8 + x^4 + x^3 + x + 1 (0x11B), without tables or branches that depend on values: shares are secret and a table's
 * cache lines are not. Addition is XOR.
 */
final class Gf256 {
    private Gf256() {
    }

    /** The product of two elements. */
    static int mul(int a, int b) {
        int product = 0;
        for (int bit = 0; bit < 8; bit++) {
            product ^= a & -(b >>> bit & 1);
            a = (a << 1 ^ 0x11b & -(a >>> 7)) & 0xff;
        }
        return product;
    }

    /** The inverse, a^254; of zero, zero. */
    static int inverse(int a) {
        int power = a;
        int out = 1;
        for (int i = 0; i < 7; i++) {
            power = mul(power, power);
            out = mul(out, power);
        }
        return out;
    }

    /** {@code sum += factor * vector}, bytewise. */
    static void addScaled(byte[] sum, byte[] vector, int factor) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] ^= (byte) mul(vector[i] & 0xff, factor);
        }
    }

    /** {@code vector = vector * factor}, bytewise. */
    static void scale(byte[] vector, int factor) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (byte) mul(vector[i] & 0xff, factor);
        }
    }

    /** The weights by which values at the public, distinct, non-zero points {@code xs} add up to the value at zero (Lagrange). */
    static int[] weightsAtZero(int[] xs) {
        int[] weights = new int[xs.length];
        for (int i = 0; i < xs.length; i++) {
            int weight = 1;
            for (int j = 0; j < xs.length; j++) {
                weight = j == i ? weight : mul(weight, mul(xs[j], inverse(xs[j] ^ xs[i])));
            }
            weights[i] = weight;
        }
        return weights;
    }
}
