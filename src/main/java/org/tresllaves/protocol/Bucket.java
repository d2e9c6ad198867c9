package org.tresllaves.protocol;

import java.util.Optional;

/** The eight lengths an envelope can have (spec: envelope). Its ordinal is its code on the wire. */
public enum Bucket {
    KIB_64(64L << 10), KIB_256(256L << 10), MIB_1(1L << 20), MIB_4(4L << 20), MIB_16(16L << 20), MIB_64(
            64L << 20), MIB_256(256L << 20), GIB_1(1L << 30);

    /** Length of every segment but a last, shorter one. */
    public static final int SEGMENT = 1 << 20;

    private final long length;

    Bucket(long length) {
        this.length = length;
    }

    /** Length of the whole envelope, in bytes. */
    public long length() {
        return length;
    }

    /** How many segments an envelope of this bucket has: 1 to 1,024. */
    public int segments() {
        return (int) ((length + SEGMENT - 1) / SEGMENT);
    }

    /** Length of each of its segments: all are equal, since a bucket is either one segment or whole mebibytes. */
    public int segmentLength() {
        return (int) Math.min(length, SEGMENT);
    }

    public int code() {
        return ordinal();
    }

    public static Optional<Bucket> ofCode(int code) {
        return code >= 0 && code < values().length ? Optional.of(values()[code]) : Optional.empty();
    }

    /** The smallest bucket that takes {@code length} bytes, if any does. */
    public static Optional<Bucket> smallestFor(long length) {
        for (Bucket bucket : values()) {
            if (length <= bucket.length) {
                return Optional.of(bucket);
            }
        }
        return Optional.empty();
    }

    /** The bucket of exactly this length. */
    public static Optional<Bucket> ofLength(long length) {
        return smallestFor(length).filter(bucket -> bucket.length == length);
    }
}
