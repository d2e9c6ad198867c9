package org.tresllaves.onion;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What keeps streams apart: Tor never puts streams with different SOCKS user and password on one circuit ({@code IsolateSOCKSAuth}, on by default). The
 * values are random and mean nothing; one object per purpose, and a fresh one per report and visit.
 */
public record Circuit(String user, String password) {
    private static final int BYTES = 16;

    public Circuit {
        if (user.isEmpty() || password.isEmpty() || user.length() > 255 || password.length() > 255) {
            throw new IllegalArgumentException("RFC 1929 takes 1 to 255 bytes");
        }
    }

    /** One that shares a circuit with nothing before it. */
    public static Circuit fresh(SecureRandom random) {
        return new Circuit(hex(random), hex(random));
    }

    private static String hex(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return "(circuit)";
    }
}
