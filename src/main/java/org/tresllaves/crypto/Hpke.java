package org.tresllaves.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.agreement.X25519Agreement;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.bouncycastle.pqc.crypto.xwing.XWingPrivateKeyParameters;
import org.bouncycastle.pqc.crypto.xwing.XWingPublicKeyParameters;

/**
 * Sealing to one person: HPKE base mode (RFC 9180) with X-Wing (0x647a), HKDF-SHA256 and AES-256-GCM, empty aad, one message per context (spec:
 * labels). Confidential while either ML-KEM-768 or X25519 holds. Says nothing about who sealed.
 */
public final class Hpke {
    public static final int SEED = 32;
    public static final int PUBLIC_KEY = 1216;
    public static final int ENC = 1120;
    public static final int TAG = 16;
    /** Coins of one derandomised encapsulation: 32 for ML-KEM-768, then 32 for X25519. */
    public static final int ESEED = 64;

    private static final int ML_KEM_KEY = 1184;
    private static final int ML_KEM_Q = 3329;
    private static final byte[] NO_AAD = {};
    private static final byte[] ANY_SCALAR = new byte[32];

    private Hpke() {
    }

    /** A person's key: the 32-byte seed it is kept as, and the 1,216-byte public key. */
    public record KeyPair(Secret seed, byte[] publicKey) {
    }

    /** One sealed message: enc of 1,120 bytes, and a ciphertext 16 bytes longer than its plaintext. */
    public record Sealed(byte[] enc, byte[] ct) {
        /** enc | ct, as every format of ours writes it. */
        public byte[] bytes() {
            return Derive.concat(enc, ct);
        }
    }

    /** Expands a seed; one that has not 32 bytes is a bug. */
    public static KeyPair keyPair(Secret seed) {
        return new KeyPair(seed, privateKey(seed).getPublicKeyParameters().getEncoded());
    }

    /** A new key. */
    public static KeyPair random(SecureRandom random) {
        return keyPair(Secret.taking(bytes(random, SEED)));
    }

    /**
     * Seals with the coins given: the same input gives the same bytes, so that whoever may know the coins can check them. Coins serve one key, info
     * and plaintext only. The key must be {@link #isUsable}.
     */
    public static Sealed seal(byte[] publicKey, byte[] info, byte[] plaintext, byte[] eseed) {
        if (eseed.length != ESEED) {
            throw new IllegalArgumentException("derandomised encapsulation takes 64 bytes");
        }
        try {
            HPKEContextWithEncapsulation context = suite().setupBaseS(new XWingPublicKeyParameters(publicKey), info,
                    eseed);
            return new Sealed(context.getEncapsulation(), context.seal(NO_AAD, plaintext));
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("sealing does not fail", e);
        }
    }

    /** Seals with fresh coins. */
    public static Sealed sealRandom(byte[] publicKey, byte[] info, byte[] plaintext, SecureRandom random) {
        byte[] eseed = bytes(random, ESEED);
        try {
            return seal(publicKey, info, plaintext, eseed);
        } finally {
            Arrays.fill(eseed, (byte) 0);
        }
    }

    /** Opens, or is empty: for another key, another info, changed or malformed bytes of any kind alike. */
    public static Optional<byte[]> open(Secret seed, byte[] info, byte[] enc, byte[] ct) {
        if (enc.length != ENC || ct.length < TAG) {
            return Optional.empty();
        }
        XWingPrivateKeyParameters key = privateKey(seed);
        AsymmetricCipherKeyPair pair = new AsymmetricCipherKeyPair(key.getPublicKeyParameters(), key);
        try {
            return Optional.of(suite().setupBaseR(enc, pair, info).open(NO_AAD, ct));
        } catch (InvalidCipherTextException | IllegalStateException | IllegalArgumentException e) {
            // A wrong tag, an X25519 result of zero, a length: hostile bytes all, and no caller may tell them apart.
            return Optional.empty();
        }
    }

    /** {@link #open(Secret, byte[], byte[], byte[])} of enc | ct. */
    public static Optional<byte[]> open(Secret seed, byte[] info, byte[] sealed) {
        if (sealed.length < ENC + TAG) {
            return Optional.empty();
        }
        return open(seed, info, Arrays.copyOf(sealed, ENC), Arrays.copyOfRange(sealed, ENC, sealed.length));
    }

    /**
     * Whether a public key may stand in a roster or a note: 1,216 bytes, every ML-KEM coefficient below q (FIPS 203), and an X25519 part that is
     * canonical and not of small order. Two different keys that pass are two different keys.
     */
    public static boolean isUsable(byte[] publicKey) {
        return publicKey.length == PUBLIC_KEY && isReduced(publicKey)
                && isStrong(Arrays.copyOfRange(publicKey, ML_KEM_KEY, PUBLIC_KEY));
    }

    private static boolean isReduced(byte[] key) {
        for (int at = 0; at < ML_KEM_KEY - 32; at += 3) {
            int first = key[at] & 0xff | (key[at + 1] & 0x0f) << 8;
            int second = (key[at + 1] & 0xf0) >>> 4 | (key[at + 2] & 0xff) << 4;
            if (first >= ML_KEM_Q || second >= ML_KEM_Q) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStrong(byte[] u) {
        return Ed25519.isFieldElement(u) && agrees(new X25519PublicKeyParameters(u));
    }

    private static boolean agrees(X25519PublicKeyParameters key) {
        X25519Agreement agreement = new X25519Agreement();
        agreement.init(new X25519PrivateKeyParameters(ANY_SCALAR));
        try {
            agreement.calculateAgreement(key, new byte[32], 0);
            return true;
        } catch (IllegalStateException e) {
            return false; // every clamped scalar takes a point of small order to zero
        }
    }

    private static XWingPrivateKeyParameters privateKey(Secret seed) {
        if (seed.length() != SEED) {
            throw new IllegalArgumentException("an X-Wing seed has 32 bytes");
        }
        byte[] raw = seed.reveal();
        try {
            return new XWingPrivateKeyParameters(raw);
        } finally {
            Arrays.fill(raw, (byte) 0);
        }
    }

    private static HPKE suite() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X_WING, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    }

    private static byte[] bytes(SecureRandom random, int length) {
        byte[] out = new byte[length];
        random.nextBytes(out);
        return out;
    }
}
