package org.tresllaves.crypto;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Bytes that must not be seen: does not print, compares in constant time, is zeroed when closed. Raw bytes leave only through {@link #reveal()}, so
 * that every place that touches them can be found by searching for that name.
 */
public final class Secret implements AutoCloseable {
    private final byte[] bytes;
    private boolean closed;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes the array over: the caller must not keep it. */
    public static Secret taking(byte[] bytes) {
        return new Secret(bytes);
    }

    /** Copies the array. */
    public static Secret copyOf(byte[] bytes) {
        return new Secret(bytes.clone());
    }

    public int length() {
        return bytes.length;
    }

    /** A copy of the raw bytes; the caller zeroes it. Using a closed secret is a bug. */
    public byte[] reveal() {
        if (closed) {
            throw new IllegalStateException("this secret was destroyed");
        }
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
    }

    /** The same for all secrets: a hash of the bytes would be a way to print them. */
    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return "(secret)";
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
        closed = true;
    }
}
