package org.tresllaves.protocol;

/** One entry of an intake batch (spec: intake): a report, or a dummy that looks like one. */
public record IntakeEntry(Eid eid, Hash envelopeHash, Hash rtag) {
    /** The one type there is. */
    public static final int REPORT = 1;
    /** Bytes after the type: what a dummy is drawn as. */
    public static final int BODY = 80;
    public static final int LENGTH = 1 + BODY;

    /** The entry whose 80 bytes these are, as a dummy's are. */
    public static IntakeEntry ofBody(byte[] body) {
        if (body.length != BODY) {
            throw new IllegalArgumentException("an entry's body has 80 bytes");
        }
        return new IntakeEntry(Eid.of(java.util.Arrays.copyOf(body, 16)),
                Hash.of(java.util.Arrays.copyOfRange(body, 16, 48)), Hash.of(java.util.Arrays.copyOfRange(body, 48,
                        80)));
    }

    public byte[] encode() {
        return new Wire.Writer().u8(REPORT).eid(eid).hash(envelopeHash).hash(rtag).toBytes();
    }
}
