package org.tresllaves.protocol;

import java.util.Arrays;
import java.util.HexFormat;

/** An envelope's id: 16 random-looking bytes, derived by the source from fresh randomness (spec: source secrets). */
public final class Eid implements Comparable<Eid> {
    public static final int LENGTH = 16;

    private final byte[] bytes;

    private Eid(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies exactly 16 bytes; any other length is a bug of the caller. */
    public static Eid of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("an eid has 16 bytes, not " + bytes.length);
        }
        return new Eid(bytes.clone());
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** 32 lower-case hex digits. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** Bytewise unsigned order. */
    @Override
    public int compareTo(Eid other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Eid eid && Arrays.equals(bytes, eid.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
