package org.tresllaves.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One dealing as it stands on the wire (spec: dealing): {@code u16 m | J 32 | C m+36 | h_i 32 x n | capsule_i 1168 x n}. Public bytes, none of them
 * trusted: whether they are a dealing of anything shows only when shares are recovered.
 */
public final class Dealt {
    /** Length of one share and of the unit of the message. */
    public static final int BLOCK = 32;
    /** Longest message: fifteen shares. */
    public static final int MAX_MESSAGE = 480;
    /** One sealed share: HPKE's enc 1120 and ct 48. */
    public static final int CAPSULE = 1168;

    /** What can be wrong with the bytes of a dealing. */
    public enum Flaw implements org.tresllaves.protocol.Flaw {
        TRUNCATED, MESSAGE_LENGTH, TRAILING
    }

    private final Hash j;
    private final byte[] c;
    private final List<Hash> h;
    private final List<byte[]> capsules;

    private Dealt(Hash j, byte[] c, List<Hash> h, List<byte[]> capsules) {
        this.j = j;
        this.c = c;
        this.h = List.copyOf(h);
        this.capsules = List.copyOf(capsules);
    }

    /** A dealing of these parts; lengths that do not fit together are a bug of the caller. */
    public static Dealt of(Hash j, byte[] c, List<Hash> h, List<byte[]> capsules) {
        boolean fits = isMessageLength(c.length - 36) && h.size() == capsules.size()
                && capsules.stream().allMatch(capsule -> capsule.length == CAPSULE);
        if (!fits) {
            throw new IllegalArgumentException("the parts of a dealing do not fit together");
        }
        return new Dealt(j, c.clone(), h, capsules.stream().map(byte[]::clone).toList());
    }

    /** Parses exactly one dealing for {@code n} members. */
    public static Dealt parse(byte[] bytes, int n) throws Malformed {
        Wire.Reader in = new Wire.Reader(bytes, Flaw.TRUNCATED);
        Dealt dealt = read(in, n);
        in.end(Flaw.TRAILING);
        return dealt;
    }

    /** Reads one dealing for {@code n} members and leaves what follows. A short input throws the reader's own flaw. */
    public static Dealt read(Wire.Reader in, int n) throws Malformed {
        int m = in.u16();
        if (!isMessageLength(m)) {
            throw new Malformed(Flaw.MESSAGE_LENGTH);
        }
        Hash j = in.hash();
        byte[] c = in.bytes(m + 36);
        List<Hash> h = new ArrayList<>(n);
        List<byte[]> capsules = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            h.add(in.hash());
        }
        for (int i = 0; i < n; i++) {
            capsules.add(in.bytes(CAPSULE));
        }
        return new Dealt(j, c, h, capsules);
    }

    /** Length on the wire of a dealing of {@code m} bytes to {@code n} members. */
    public static int length(int n, int m) {
        return 2 + Hash.LENGTH + m + 36 + n * (Hash.LENGTH + CAPSULE);
    }

    public static boolean isMessageLength(int m) {
        return m >= BLOCK && m <= MAX_MESSAGE && m % BLOCK == 0;
    }

    /** The bytes {@link #parse} reads. */
    public byte[] encode() {
        Wire.Writer out = new Wire.Writer().u16(messageLength()).hash(j).bytes(c);
        h.forEach(out::hash);
        capsules.forEach(out::bytes);
        return out.toBytes();
    }

    public int members() {
        return h.size();
    }

    public int messageLength() {
        return c.length - 36;
    }

    /** J: the check value the recovered message is held against. */
    public Hash j() {
        return j;
    }

    /** C: message, coins and exclusions under the mask of all benches' keys. */
    public byte[] c() {
        return c.clone();
    }

    /** h_i: the hash member {@code i}'s share must have. */
    public Hash h(int member) {
        return h.get(member - 1);
    }

    /** enc | ct: member {@code i}'s sealed share. */
    public byte[] capsule(int member) {
        return capsules.get(member - 1).clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dealt dealt && Arrays.equals(encode(), dealt.encode());
    }

    @Override
    public int hashCode() {
        return j.hashCode();
    }
}
