package org.tresllaves.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A public key that signs notes (C2SP signed-note, "verifier key"; spec: roster): {@code name+hash+base64(type | key)}. Name and key id together say
 * which key made a signature line. The key itself is only checked for its length here.
 */
public record VerifierKey(String name, Type type, byte[] key) {
    private static final int MAX_NAME = 255;

    /** What can be wrong with a verifier key. */
    public enum Flaw implements org.tresllaves.protocol.Flaw {
        SHAPE, NAME, HASH, BASE64, TYPE, LENGTH
    }

    /** The signature types in use; each has its bytes in the key id and its lengths. */
    public enum Type {
        /** Ed25519 over the note's text. */
        ED25519(new byte[]{1}, 32, 64),
        /** ML-DSA-44 over the note's text: no byte is assigned to it, so ff and a name of ours. */
        ML_DSA_44(("\u00fftresllaves/v1/ml-dsa-44\0").getBytes(StandardCharsets.ISO_8859_1), 1312, 2420),
        /** A witness's Ed25519 cosignature of a checkpoint (tlog-cosignature). */
        COSIGNATURE_ED25519(new byte[]{4}, 32, 72),
        /** A witness's ML-DSA-44 cosignature of a checkpoint (tlog-cosignature). */
        COSIGNATURE_ML_DSA_44(new byte[]{6}, 1312, 2428);

        private final byte[] prefix;
        private final int keyLength;
        private final int signatureLength;

        Type(byte[] prefix, int keyLength, int signatureLength) {
            this.prefix = prefix;
            this.keyLength = keyLength;
            this.signatureLength = signatureLength;
        }

        public int keyLength() {
            return keyLength;
        }

        public int signatureLength() {
            return signatureLength;
        }
    }

    public VerifierKey {
        if (!isKeyName(name) || key.length != type.keyLength) {
            throw new IllegalArgumentException(
                    "a key's name has no spaces and no plus; its length follows from its type");
        }
        key = key.clone();
    }

    /** Parses {@code name+hash+base64}; the hash must be right and the base64 canonical. */
    public static VerifierKey parse(String text) throws Malformed {
        String[] parts = text.split("\\+", 3);
        require(parts.length == 3, Flaw.SHAPE);
        require(isKeyName(parts[0]), Flaw.NAME);
        byte[] typed = Base64s.decode(parts[2], Flaw.BASE64);
        VerifierKey key = typed(parts[0], typed);
        require(key.idHex().equals(parts[1]), Flaw.HASH);
        return key;
    }

    private static VerifierKey typed(String name, byte[] typed) throws Malformed {
        for (Type type : Type.values()) {
            if (typed.length >= type.prefix.length
                    && Arrays.equals(typed, 0, type.prefix.length, type.prefix, 0, type.prefix.length)) {
                require(typed.length == type.prefix.length + type.keyLength, Flaw.LENGTH);
                return new VerifierKey(name, type, Arrays.copyOfRange(typed, type.prefix.length, typed.length));
            }
        }
        throw new Malformed(Flaw.TYPE);
    }

    /** The text {@link #parse} reads. */
    public String encode() {
        return name + "+" + idHex() + "+" + Base64.getEncoder().encodeToString(typedKey());
    }

    /** First four bytes of SHA-256(name | 0a | type | key), big-endian. A hint, not a commitment. */
    public int id() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest.digest(typedKey())).getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public byte[] key() {
        return key.clone();
    }

    /** Whether a signed note may carry this key name: not empty, no spaces or controls, no plus. */
    public static boolean isKeyName(String name) {
        return !name.isEmpty() && name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME && name.chars()
                .noneMatch(c -> c <= ' ' || c == '+' || c == 0x85 || Character.isWhitespace(c)
                        || Character.isSpaceChar(c));
    }

    private String idHex() {
        return HexFormat.of().toHexDigits(id());
    }

    private byte[] typedKey() {
        byte[] out = Arrays.copyOf(type.prefix, type.prefix.length + key.length);
        System.arraycopy(key, 0, out, type.prefix.length, key.length);
        return out;
    }

    private static void require(boolean holds, Flaw flaw) throws Malformed {
        if (!holds) {
            throw new Malformed(flaw);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that && name.equals(that.name) && type == that.type
                && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return id();
    }

    @Override
    public String toString() {
        return encode();
    }
}
