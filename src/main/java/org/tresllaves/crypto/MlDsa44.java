package org.tresllaves.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;

/** ML-DSA-44 (FIPS 204), pure, empty context, deterministic, with keys kept as 32-byte seeds. Stands beside Ed25519, never alone. */
public final class MlDsa44 {
    public static final int SEED = 32;
    public static final int PUBLIC_KEY = 1312;
    public static final int SIGNATURE = 2420;

    private MlDsa44() {
    }

    /** A signing key: its seed and its public key of 1,312 bytes. */
    public record KeyPair(Secret seed, byte[] publicKey) {
    }

    public static KeyPair keyPair(Secret seed) {
        return new KeyPair(seed, privateKey(seed).getPublicKey());
    }

    /** A new key. */
    public static KeyPair random(SecureRandom random) {
        byte[] seed = new byte[SEED];
        random.nextBytes(seed);
        return keyPair(Secret.taking(seed));
    }

    /** Signs deterministically; 2,420 bytes. */
    public static byte[] sign(Secret seed, byte[] message) {
        MLDSASigner signer = new MLDSASigner();
        signer.init(true, privateKey(seed));
        signer.update(message, 0, message.length);
        try {
            return signer.generateSignature();
        } catch (CryptoException e) {
            throw new IllegalStateException("signing does not fail", e);
        }
    }

    /** Whether the signature is this key's over this message; false for every kind of malformed input. */
    public static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        if (!isUsable(publicKey) || signature.length != SIGNATURE) {
            return false;
        }
        MLDSASigner verifier = new MLDSASigner();
        verifier.init(false, new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_44, publicKey));
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(signature);
    }

    /** Whether the bytes can be a key: every string of 1,312 bytes decodes to one. */
    public static boolean isUsable(byte[] publicKey) {
        return publicKey.length == PUBLIC_KEY;
    }

    private static MLDSAPrivateKeyParameters privateKey(Secret seed) {
        if (seed.length() != SEED) {
            throw new IllegalArgumentException("an ML-DSA seed has 32 bytes");
        }
        byte[] raw = seed.reveal();
        try {
            return new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_44, raw);
        } finally {
            Arrays.fill(raw, (byte) 0);
        }
    }
}
