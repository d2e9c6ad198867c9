package org.tresllaves.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;

/** Randomness that repeats, for tests and vectors: SHA-256 over a name and a counter. */
public final class SeededRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] name;
    private int counter;

    public SeededRandom(String name) {
        this.name = name.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void nextBytes(byte[] bytes) {
        for (int at = 0; at < bytes.length; at += 32) {
            MessageDigest digest = Derive.sha256();
            digest.update(name);
            byte[] block = digest.digest(new byte[]{(byte) (counter >>> 16), (byte) (counter >>> 8), (byte) counter});
            counter++;
            System.arraycopy(block, 0, bytes, at, Math.min(32, bytes.length - at));
        }
    }

    public byte[] bytes(int length) {
        byte[] out = new byte[length];
        nextBytes(out);
        return out;
    }

    public Secret secret(int length) {
        return Secret.taking(bytes(length));
    }
}
