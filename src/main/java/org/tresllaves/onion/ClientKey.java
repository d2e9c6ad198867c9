package org.tresllaves.onion;

import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/**
 * An X25519 key that lets its holder in to an onion service with client authorization (Tor's rend-spec-v3, appendix G). The service knows the public half;
 * without the other half its descriptor cannot even be read.
 */
public final class ClientKey {
    public static final int LENGTH = 32;

    private ClientKey() {
    }

    /** The public half as a service's list has it, in ADD_ONION. */
    static String listed(byte[] publicKey) {
        return Base32.encodeUpper(checked(publicKey));
    }

    /** The one line of a file {@code <name>.auth} in a service's {@code authorized_clients}. */
    public static String authorized(byte[] publicKey) {
        return "descriptor:x25519:" + listed(publicKey);
    }

    /** The one line of a file {@code <name>.auth_private} in a Tor's {@code ClientOnionAuthDir}. Secret. */
    public static String kept(OnionAddress service, byte[] privateKey) {
        return service.id() + ":descriptor:x25519:" + Base32.encodeUpper(checked(privateKey));
    }

    /** Reads {@link #authorized}. */
    public static Optional<byte[]> parseAuthorized(String line) {
        String prefix = "descriptor:x25519:";
        return line.startsWith(prefix)
                ? Base32.decode(line.substring(prefix.length()).toLowerCase(java.util.Locale.ROOT), LENGTH)
                : Optional.empty();
    }

    /** Gives the private half to a running Tor, which forgets it when it ends. */
    public static void give(Control control, OnionAddress service, byte[] privateKey) throws IOException {
        control.ask("ONION_CLIENT_AUTH_ADD " + service.id() + " x25519:"
                + Base64.getEncoder().encodeToString(checked(privateKey)));
    }

    private static byte[] checked(byte[] key) {
        if (key.length != LENGTH) {
            throw new IllegalArgumentException("an X25519 key has 32 bytes");
        }
        return key;
    }
}
