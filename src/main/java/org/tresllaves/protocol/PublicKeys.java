package org.tresllaves.protocol;

import java.math.BigInteger;
import java.util.Set;

/** What can be told of a public key from its bytes alone, when a roster or reader key is parsed (spec: roster, "Keys"). */
final class PublicKeys {
    private static final BigInteger P = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
    private static final int ML_KEM_VECTOR = 1152;
    private static final int ML_KEM_Q = 3329;

    /** y of the Edwards points of order 1, 2, 4 and 8. */
    private static final Set<BigInteger> SMALL_Y = Set.of(BigInteger.ZERO, BigInteger.ONE, P.subtract(BigInteger.ONE),
            new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd83d3d706a17c7", 16),
            new BigInteger("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16));

    /** u of the Montgomery points of order 1, 2, 4 and 8, on the curve and its twist. */
    private static final Set<BigInteger> SMALL_U = Set.of(BigInteger.ZERO, BigInteger.ONE, P.subtract(BigInteger.ONE),
            new BigInteger("325606250916557431795983626356110631294008115727848805560023387167927233504"),
            new BigInteger("39382357235489614581723060781553021112529911719440698176882885853963445705823"));

    private PublicKeys() {
    }

    /** An Ed25519 key whose y is reduced and not that of a point of small order. */
    static boolean isEd25519(byte[] key) {
        BigInteger y = littleEndian(key, 0).clearBit(255);
        return y.compareTo(P) < 0 && !SMALL_Y.contains(y);
    }

    /** An X-Wing key: every ML-KEM-768 coefficient below 3329, and an X25519 u that is reduced and not of small order. */
    static boolean isXWing(byte[] key) {
        for (int i = 0; i < ML_KEM_VECTOR; i += 3) {
            int low = key[i] & 0xff | (key[i + 1] & 0x0f) << 8;
            int high = (key[i + 1] & 0xff) >>> 4 | (key[i + 2] & 0xff) << 4;
            if (low >= ML_KEM_Q || high >= ML_KEM_Q) {
                return false;
            }
        }
        return isX25519(littleEndian(key, ML_KEM_VECTOR + 32));
    }

    /** An X25519 key of 32 bytes: a u that is reduced and not of small order. */
    static boolean isX25519(byte[] key) {
        return isX25519(littleEndian(key, 0));
    }

    private static boolean isX25519(BigInteger u) {
        return u.compareTo(P) < 0 && !SMALL_U.contains(u);
    }

    private static BigInteger littleEndian(byte[] bytes, int from) {
        byte[] reversed = new byte[32];
        for (int i = 0; i < 32; i++) {
            reversed[31 - i] = bytes[from + i];
        }
        return new BigInteger(1, reversed);
    }
}
