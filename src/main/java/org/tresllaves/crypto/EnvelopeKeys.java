package org.tresllaves.crypto;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.Envelope;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.Label;

/** The tags, secrets, keys and hashes of an envelope (spec: envelope). */
public final class EnvelopeKeys {
    /** Length of the fresh randomness of one compartment's hedge. */
    public static final int FRESH = 64;
    public static final int SALT = 24;

    private EnvelopeKeys() {
    }

    /** T = H("tag/report" or "tag/identity" | suite | panel_id | roster_hash | eid | r1 | r2). */
    public static Hash tag(Compartment compartment, Header.Prefix prefix) {
        byte[] suite = {0, (byte) Envelope.SUITE};
        byte[] drawn = {(byte) prefix.r1(), (byte) prefix.r2()};
        return Derive.h(compartment.tag(), suite, prefix.panelId().bytes(), prefix.rosterHash().bytes(),
                prefix.eid().bytes(), drawn);
    }

    /** H("header" | header), the context of both bodies. */
    public static Hash headerHash(Header header) {
        return Derive.h(Label.HEADER, header.encode());
    }

    /** H("plain" | the manifest, or the identity's 4,096 bytes). */
    public static Hash plainHash(byte[] plain) {
        return Derive.h(Label.PLAIN, plain);
    }

    /** M and R of one compartment. */
    public record Hedge(Secret message, Secret coins) implements AutoCloseable {
        /** M | R. */
        Secret both() {
            byte[] m = message.reveal();
            byte[] r = coins.reveal();
            Secret both = Secret.taking(Derive.concat(m, r));
            Arrays.fill(m, (byte) 0);
            Arrays.fill(r, (byte) 0);
            return both;
        }

        @Override
        public void close() {
            message.close();
            coins.close();
        }
    }

    /**
     * M | R = X("hedge", fresh 64 | root 64, T | E | H("plain"), 64): safe while the random generator OR the root is good, and never the same for two
     * texts. The fresh bytes belong to this one compartment.
     */
    public static Hedge hedge(Secret fresh, Secret root, Hash tag, int excluded, Hash plain) {
        if (fresh.length() != FRESH || root.length() != 64) {
            throw new IllegalArgumentException("64 fresh bytes and a root of 64");
        }
        byte[] random = fresh.reveal();
        byte[] kept = root.reveal();
        byte[] ikm = Derive.concat(random, kept);
        byte[] e = ByteBuffer.allocate(4).putInt(excluded).array();
        byte[] out = Derive.x(Label.HEDGE, ikm, Derive.concat(tag.bytes(), e, plain.bytes()), 64);
        Hedge hedge = new Hedge(Secret.taking(Arrays.copyOf(out, 32)), Secret.taking(Arrays.copyOfRange(out, 32, 64)));
        List.of(random, kept, ikm, out).forEach(used -> Arrays.fill(used, (byte) 0));
        return hedge;
    }

    /** The body's Cobblestone for the source, who knows M and R. */
    public static Cobblestone body(Compartment compartment, Hedge hedge, Hash headerHash) {
        try (Secret both = hedge.both()) {
            return body(compartment, hedge.message(), both, headerHash);
        }
    }

    /** The body's Cobblestone for a reader, from what was recovered. */
    public static Cobblestone body(Compartment compartment, Recovered recovered, Hash headerHash) {
        try (Secret message = recovered.message(); Secret both = recovered.messageAndCoins()) {
            return body(compartment, message, both, headerHash);
        }
    }

    private static Cobblestone body(Compartment compartment, Secret message, Secret both, Hash headerHash) {
        byte[] context = headerHash.bytes();
        byte[] m = message.reveal();
        byte[] mr = both.reveal();
        byte[] salt = Derive.x(compartment.salt(), mr, context, SALT);
        try (Secret key = Secret.taking(Derive.x(compartment.body(), m, context, Cobblestone.KEY))) {
            return Cobblestone.of(key, salt, context);
        } finally {
            Arrays.fill(m, (byte) 0);
            Arrays.fill(mr, (byte) 0);
        }
    }

    /** envelope_hash = H("envelope" | SHA-256(segment_0) | SHA-256(segment_1) | ...). */
    public static Hash envelopeHash(List<Hash> segments) {
        return Derive.h(Label.ENVELOPE, segments.stream().map(Hash::bytes).toArray(byte[][]::new));
    }
}
