package org.tresllaves.server.access;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.tresllaves.crypto.Derive;
import org.tresllaves.protocol.Hash;

/**
 * Nonces for a log-in (spec: log-in). A nonce is 16 random bytes and a tag over them, the person and the minute, under a key that lives as long as the
 * process: the server keeps nothing for a nonce it gave out, so that asking for many, for people who do not exist too, costs it nothing. Only nonces
 * that were used are remembered, until they would have died anyway. A nonce says nothing of the clock.
 */
public final class Challenges {
    /** A nonce lives for one to two of these. */
    static final Duration SPAN = Duration.ofSeconds(60);
    private static final int RANDOM = 16;

    private final InstantSource clock;
    private final SecureRandom random;
    private final byte[] key = new byte[32];
    private final Map<Hash, Long> used = new HashMap<>();

    public Challenges(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
        random.nextBytes(key);
    }

    /** 32 bytes for whoever asks, the same way for people who are not on the roster. */
    byte[] next(Hash who) {
        byte[] seed = new byte[RANDOM];
        random.nextBytes(seed);
        return Derive.concat(seed, tag(who, seed, span()));
    }

    /** Whether the nonce was made here, for this person, lately, and was not used. */
    synchronized boolean isLive(Hash who, Hash nonce) {
        long now = span();
        used.values().removeIf(span -> span < now - 1);
        byte[] seed = Arrays.copyOf(nonce.bytes(), RANDOM);
        byte[] tag = Arrays.copyOfRange(nonce.bytes(), RANDOM, Hash.LENGTH);
        boolean current = MessageDigest.isEqual(tag, tag(who, seed, now));
        boolean previous = MessageDigest.isEqual(tag, tag(who, seed, now - 1));
        return (current | previous) && !used.containsKey(nonce);
    }

    /** Uses a live nonce up; false if somebody else did in between. */
    synchronized boolean use(Hash who, Hash nonce) {
        return isLive(who, nonce) && used.put(nonce, span()) == null;
    }

    private long span() {
        return clock.instant().getEpochSecond() / SPAN.toSeconds();
    }

    /** A keyed hash: the key is fresh random and the lengths are fixed, so no label is needed and none could be confused. */
    private byte[] tag(Hash who, byte[] seed, long span) {
        MessageDigest digest = Derive.sha256();
        digest.update(key);
        digest.update(who.bytes());
        digest.update(seed);
        digest.update(java.nio.ByteBuffer.allocate(8).putLong(0, span));
        byte[] inner = digest.digest();
        digest.update(key);
        digest.update(inner);
        return Arrays.copyOf(digest.digest(), RANDOM);
    }
}
