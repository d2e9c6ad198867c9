package org.tresllaves.protocol;

import java.util.Optional;

/**
 * The layout of an envelope (spec: envelope): {@code header | identity body 4168 | report body}, together exactly one {@link Bucket} long. All
 * lengths follow from the bucket and the number of members.
 */
public final class Envelope {
    /** "TLL1". */
    public static final long MAGIC = 0x544c4c31L;
    public static final int SUITE = 1;
    /** Length of the message M of both dealings. */
    public static final int MESSAGE = 32;
    public static final int MAX_PEOPLE = 32;
    /** The identity's plaintext: u16 length, UTF-8, zeros. */
    public static final int IDENTITY = 4096;
    /** The identity's body on the wire. */
    public static final int IDENTITY_BODY = 4168;

    /** A chunk of a body holds this much plaintext; the last one less. */
    public static final int CHUNK = 16 * 1024;
    /** A chunk on the wire is this much longer. */
    public static final int TAG = 16;
    /** A body begins with salt 24 and commitment 32. */
    public static final int BODY_START = 56;

    private Envelope() {
    }

    /** Where the identity body begins. */
    public static int identityOffset(int n) {
        return Header.length(n);
    }

    /** Where the report body begins. */
    public static int reportOffset(int n) {
        return Header.length(n) + IDENTITY_BODY;
    }

    /** Length of the report body on the wire. */
    public static long reportBody(Bucket bucket, int n) {
        return bucket.length() - reportOffset(n);
    }

    /** Length of the report's plaintext, padding included: what a bucket holds. */
    public static long room(Bucket bucket, int n) {
        return plainLength(reportBody(bucket, n));
    }

    /** The smallest bucket whose room takes {@code plain} bytes. */
    public static Optional<Bucket> smallestFor(long plain, int n) {
        for (Bucket bucket : Bucket.values()) {
            if (plain <= room(bucket, n)) {
                return Optional.of(bucket);
            }
        }
        return Optional.empty();
    }

    /** Length on the wire of a body of {@code plain} bytes: always one chunk more than there are full ones. */
    public static long bodyLength(long plain) {
        return BODY_START + plain + (plain / CHUNK + 1) * TAG;
    }

    /** Length of the plaintext of a body; -1 for a length no body has. */
    public static long plainLength(long body) {
        long chunks = body - BODY_START;
        long last = Math.floorMod(chunks, (long) (CHUNK + TAG));
        return chunks < TAG || last < TAG ? -1 : chunks - (chunks / (CHUNK + TAG) + 1) * TAG;
    }
}
