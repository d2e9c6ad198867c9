package org.tresllaves.panel;

import java.nio.charset.StandardCharsets;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.Secret;
import org.tresllaves.protocol.Label;

/** The answer to a log-in challenge (spec: log-in): a signature that cannot be a note's, since every note begins with its type and this with "login" 00. */
public final class Login {
    public static final int NONCE = 32;

    private Login() {
    }

    /** "login" | origin | nonce: what is signed. The nonce has a fixed length, so that no origin can borrow from it. */
    public static byte[] message(String origin, byte[] nonce) {
        if (nonce.length != NONCE) {
            throw new IllegalArgumentException("a nonce has 32 bytes");
        }
        return Label.LOGIN.with(origin.getBytes(StandardCharsets.UTF_8), nonce);
    }

    public static byte[] sign(Secret ed25519, String origin, byte[] nonce) {
        return Ed25519.sign(ed25519, message(origin, nonce));
    }
}
