package org.tresllaves.onion;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The address of a version 3 onion service, checksum verified: {@code base32(key 32 | checksum 2 | 03).onion} with
 * {@code checksum = SHA3-256(".onion checksum" | key | 03)} (Tor's rend-spec-v3). One that exists was not mistyped.
 *
 * @param host 56 letters and digits in lower case, and {@code .onion}
 */
public record OnionAddress(String host) {
    public static final int KEY = 32;
    private static final String SUFFIX = ".onion";
    private static final int CHECKSUM = 2;
    private static final byte VERSION = 3;

    public OnionAddress {
        if (keyOf(host).isEmpty()) {
            throw new IllegalArgumentException("not a version 3 onion address");
        }
    }

    /** Reads a host name; empty if it is anything else, an address with one wrong letter included. */
    public static Optional<OnionAddress> parse(String host) {
        return keyOf(host).map(key -> new OnionAddress(host));
    }

    /** The address of the service whose Ed25519 public key this is. */
    public static OnionAddress of(byte[] key) {
        if (key.length != KEY) {
            throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
        }
        byte[] all = Arrays.copyOf(key, KEY + CHECKSUM + 1);
        System.arraycopy(checksum(key), 0, all, KEY, CHECKSUM);
        all[KEY + CHECKSUM] = VERSION;
        return new OnionAddress(Base32.encode(all) + SUFFIX);
    }

    /** The 56 characters before {@code .onion}: what Tor calls the service's id. */
    public String id() {
        return host.substring(0, host.length() - SUFFIX.length());
    }

    private static Optional<byte[]> keyOf(String host) {
        if (!host.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        return Base32.decode(host.substring(0, host.length() - SUFFIX.length()), KEY + CHECKSUM + 1)
                .filter(all -> all[KEY + CHECKSUM] == VERSION).filter(all -> {
                    byte[] key = Arrays.copyOf(all, KEY);
                    return Arrays.equals(checksum(key), Arrays.copyOfRange(all, KEY, KEY + CHECKSUM));
                }).map(all -> Arrays.copyOf(all, KEY));
    }

    private static byte[] checksum(byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA3-256");
            digest.update(".onion checksum".getBytes(StandardCharsets.US_ASCII));
            digest.update(key);
            digest.update(VERSION);
            return Arrays.copyOf(digest.digest(), CHECKSUM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA3-256", e);
        }
    }

    @Override
    public String toString() {
        return host;
    }
}
