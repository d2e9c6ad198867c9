package org.tresllaves.crypto;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Ed25519 (RFC 8032), with keys kept as 32-byte seeds. Verifying refuses non-canonical encodings; keys of small or mixed order are refused once, when
 * they enter a roster ({@link #isUsable}).
 */
public final class Ed25519 {
    public static final int SEED = 32;
    public static final int PUBLIC_KEY = 32;
    public static final int SIGNATURE = 64;

    /** 2^255 - 19, little-endian. */
    private static final byte[] P = new byte[32];

    static {
        Arrays.fill(P, (byte) 0xff);
        P[0] = (byte) 0xed;
        P[31] = 0x7f;
    }

    private Ed25519() {
    }

    /** A signing key: its seed and its public key of 32 bytes. */
    public record KeyPair(Secret seed, byte[] publicKey) {
    }

    public static KeyPair keyPair(Secret seed) {
        byte[] raw = raw(seed);
        byte[] publicKey = new byte[PUBLIC_KEY];
        org.bouncycastle.math.ec.rfc8032.Ed25519.generatePublicKey(raw, 0, publicKey, 0);
        Arrays.fill(raw, (byte) 0);
        return new KeyPair(seed, publicKey);
    }

    /** A new key. */
    public static KeyPair random(SecureRandom random) {
        byte[] seed = new byte[SEED];
        random.nextBytes(seed);
        return keyPair(Secret.taking(seed));
    }

    /** Signs deterministically; 64 bytes. */
    public static byte[] sign(Secret seed, byte[] message) {
        byte[] raw = raw(seed);
        byte[] signature = new byte[SIGNATURE];
        org.bouncycastle.math.ec.rfc8032.Ed25519.sign(raw, 0, message, 0, message.length, signature, 0);
        Arrays.fill(raw, (byte) 0);
        return signature;
    }

    /** Signs as {@link #sign(Secret, byte[])} does, in half the time: the public key need not be derived first. */
    public static byte[] sign(KeyPair key, byte[] message) {
        byte[] raw = raw(key.seed());
        byte[] signature = new byte[SIGNATURE];
        org.bouncycastle.math.ec.rfc8032.Ed25519.sign(raw, 0, key.publicKey(), 0, message, 0, message.length, signature,
                0);
        Arrays.fill(raw, (byte) 0);
        return signature;
    }

    /** Whether the signature is this key's over this message; false for every kind of malformed input. */
    public static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        return publicKey.length == PUBLIC_KEY && signature.length == SIGNATURE
                && org.bouncycastle.math.ec.rfc8032.Ed25519
                        .verify(signature, 0, publicKey, 0, message, 0, message.length);
    }

    /** Whether the key is the canonical encoding of a point of prime order. */
    public static boolean isUsable(byte[] publicKey) {
        return publicKey.length == PUBLIC_KEY
                && org.bouncycastle.math.ec.rfc8032.Ed25519.validatePublicKeyFull(publicKey, 0);
    }

    /** Whether 32 little-endian bytes are below 2^255 - 19; for public values. */
    static boolean isFieldElement(byte[] bytes) {
        for (int at = 31; at >= 0; at--) {
            int difference = (bytes[at] & 0xff) - (P[at] & 0xff);
            if (difference != 0) {
                return difference < 0;
            }
        }
        return false;
    }

    private static byte[] raw(Secret seed) {
        if (seed.length() != SEED) {
            throw new IllegalArgumentException("an Ed25519 seed has 32 bytes");
        }
        return seed.reveal();
    }
}
