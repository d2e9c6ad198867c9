package org.tresllaves.protocol;

import java.util.Arrays;

/**
 * The server's promise to a source (spec: upload): this envelope stands in intake batch {@code batch}, expected on {@code day}. Nothing is verified by
 * parsing: whoever holds one checks the signature over {@link #signed} with the intake log's key.
 *
 * @param day days since 1970-01-01
 */
public record Promise(Eid eid, long batch, long day, byte[] signature) {
    /** eid 16 | u32 batch | u32 day | zeros 12 | Ed25519 64. */
    public static final int LENGTH = 100;
    private static final int RESERVED = 12;
    private static final int SIGNATURE = 64;

    /** What can be wrong with a promise's form. */
    public enum Flaw implements org.tresllaves.protocol.Flaw {
        TRUNCATED, RESERVED, TRAILING
    }

    public Promise {
        if (signature.length != SIGNATURE) {
            throw new IllegalArgumentException("an Ed25519 signature has 64 bytes");
        }
        signature = signature.clone();
    }

    public static Promise parse(byte[] bytes) throws Malformed {
        Wire.Reader in = new Wire.Reader(bytes, Flaw.TRUNCATED);
        Eid eid = in.eid();
        long batch = in.u32();
        long day = in.u32();
        if (!Arrays.equals(in.bytes(RESERVED), new byte[RESERVED])) {
            throw new Malformed(Flaw.RESERVED);
        }
        byte[] signature = in.bytes(SIGNATURE);
        in.end(Flaw.TRAILING);
        return new Promise(eid, batch, day, signature);
    }

    public byte[] encode() {
        return new Wire.Writer().eid(eid).u32(batch).u32(day).bytes(new byte[RESERVED]).bytes(signature).toBytes();
    }

    /** The bytes the signature is over: "promise" | panel_id | eid | envelope_hash | rtag | u32 batch | u32 day. */
    public static byte[] signed(Hash panelId, Eid eid, Hash envelopeHash, Hash rtag, long batch, long day) {
        return Label.PROMISE.with(new Wire.Writer().hash(panelId).eid(eid).hash(envelopeHash).hash(rtag).u32(batch)
                .u32(day).toBytes());
    }

    @Override
    public byte[] signature() {
        return signature.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Promise that && Arrays.equals(encode(), that.encode());
    }

    @Override
    public int hashCode() {
        return eid.hashCode();
    }
}
