package org.tresllaves.crypto;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What a quorum recovers from a dealing (spec: dealing): the message M, the coins R and the bit set E of those excluded. */
public final class Recovered implements AutoCloseable {
    private final Secret secret; // M | R | E

    /** Takes M | R | E over. */
    Recovered(byte[] secret) {
        this.secret = Secret.taking(secret);
    }

    /** M. */
    public Secret message() {
        return part(0, secret.length() - 36);
    }

    /** R. */
    public Secret coins() {
        return part(secret.length() - 36, secret.length() - 4);
    }

    /** M | R, the form in which both feed every derivation. */
    public Secret messageAndCoins() {
        return part(0, secret.length() - 4);
    }

    /** E: bit i-1 is set when person i was excluded. As the source wrote it: {@link Audit} says whether the roster allows it. */
    public int excluded() {
        byte[] all = secret.reveal();
        int excluded = ByteBuffer.wrap(all).getInt(all.length - 4);
        Arrays.fill(all, (byte) 0);
        return excluded;
    }

    public boolean isExcluded(int person) {
        return (excluded() >>> (person - 1) & 1) == 1;
    }

    byte[] reveal() {
        return secret.reveal();
    }

    @Override
    public void close() {
        secret.close();
    }

    private Secret part(int from, int to) {
        byte[] all = secret.reveal();
        Secret part = Secret.taking(Arrays.copyOfRange(all, from, to));
        Arrays.fill(all, (byte) 0);
        return part;
    }
}
