package org.tresllaves.crypto;

import org.bouncycastle.math.ec.rfc7748.X25519;
import org.tresllaves.protocol.Label;

/**
 * The X25519 key that lets a person's Tor in to the docket's onion service (spec: member-key-file, "Onion key"). It opens a door and nothing else: what is
 * done behind it takes the person's signature.
 */
public final class OnionKey {
    public static final int LENGTH = 32;

    private OnionKey() {
    }

    /** X("onion", Ed25519 seed, -, 32): nothing more to keep, and nothing to learn about the seed from it. */
    public static Secret of(Secret ed25519) {
        byte[] seed = ed25519.reveal();
        try {
            return Secret.taking(Derive.x(Label.ONION, seed, new byte[0], LENGTH));
        } finally {
            java.util.Arrays.fill(seed, (byte) 0);
        }
    }

    /** The half that a server's operator is given. */
    public static byte[] publicKey(Secret key) {
        byte[] scalar = key.reveal();
        byte[] open = new byte[LENGTH];
        X25519.generatePublicKey(scalar, 0, open, 0);
        java.util.Arrays.fill(scalar, (byte) 0);
        return open;
    }
}
