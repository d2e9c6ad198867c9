package org.tresllaves.crypto;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tresllaves.protocol.Dealt;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Rule;

/**
 * Everything a dealing derives from its secret M | R | E (spec: dealing): J, each bench's key and polynomial, each member's share or decoy, C and the
 * capsules. Dealing writes them, recovery and audit derive them again.
 */
final class Sharing implements AutoCloseable {
    private final Hash tag;
    private final Rule rule;
    private final byte[] secret; // M | R | E
    private final byte[] derived; // J | K_b | coefficients

    /** Takes a copy of M | R | E. */
    Sharing(Hash tag, Rule rule, byte[] secret) {
        this.tag = tag;
        this.rule = rule;
        this.secret = secret.clone();
        this.derived = derive(tag, rule, secret, Hash.LENGTH + rule.quorum() * Dealt.BLOCK);
    }

    /** The first {@code length} bytes of X("deal", M | R, T | A | E): J comes first, so that a trial costs little. */
    static byte[] derive(Hash tag, Rule rule, byte[] secret, int length) {
        byte[] ikm = Arrays.copyOf(secret, secret.length - 4);
        byte[] excluded = Arrays.copyOfRange(secret, secret.length - 4, secret.length);
        byte[] out = Derive.x(Label.DEAL, ikm, Derive.concat(tag.bytes(), rule.encode(), excluded), length);
        Arrays.fill(ikm, (byte) 0);
        return out;
    }

    /** M | R | E XOR X("mask", XOR of all K_b, T): its own inverse. */
    static byte[] masked(Hash tag, byte[] text, byte[] keys) {
        byte[] mask = Derive.x(Label.MASK, keys, tag.bytes(), text.length);
        for (int i = 0; i < mask.length; i++) {
            mask[i] ^= text[i];
        }
        return mask;
    }

    /** H("share" | T | J | u8 i | s_i). */
    static Hash hash(Hash tag, Hash j, int member, byte[] share) {
        return Derive.h(Label.SHARE, tag.bytes(), j.bytes(), new byte[]{(byte) member}, share);
    }

    /** P = H("public" | A | u16 m | J | C | h_1..h_n). */
    static Hash publicHash(Rule rule, Hash j, byte[] c, List<Hash> h) {
        int m = c.length - 36;
        byte[] length = {(byte) (m >>> 8), (byte) m};
        ByteBuffer hashes = ByteBuffer.allocate(Hash.LENGTH * h.size());
        h.forEach(hash -> hashes.put(hash.bytes()));
        return Derive.h(Label.PUBLIC, rule.encode(), length, j.bytes(), c, hashes.array());
    }

    static Hash publicHash(Rule rule, Dealt dealt) {
        List<Hash> h = new ArrayList<>();
        for (int member = 1; member <= dealt.members(); member++) {
            h.add(dealt.h(member));
        }
        return publicHash(rule, dealt.j(), dealt.c(), h);
    }

    /** HPKE info of a capsule: "seal" | T | P | u8 i. */
    static byte[] info(Hash tag, Hash p, int member) {
        return Label.SEAL.with(tag.bytes(), p.bytes(), new byte[]{(byte) member});
    }

    Hash j() {
        return Hash.of(Arrays.copyOf(derived, Hash.LENGTH));
    }

    /** K_b. */
    byte[] key(int bench) {
        return block(bench);
    }

    /** XOR of all K_b. */
    byte[] keys() {
        byte[] sum = new byte[Dealt.BLOCK];
        for (int bench = 0; bench < rule.benches(); bench++) {
            Gf256.addScaled(sum, key(bench), 1);
        }
        return sum;
    }

    byte[] c() {
        return masked(tag, secret, keys());
    }

    /** s_i: the bench's polynomial at i, or for an excluded member its decoy. */
    byte[] share(int member) {
        byte[] decoy = decoy(member);
        byte[] value = value(member);
        return isExcluded(member) ? decoy : value;
    }

    Hash h(int member) {
        return hash(tag, j(), member, share(member));
    }

    /** The capsule for a member under the P given, with the coins this dealing prescribes. */
    byte[] capsule(int member, byte[] publicKey, Hash p) {
        byte[] pk = Derive.h(Label.PK, publicKey).bytes();
        byte[] info = Derive.concat(tag.bytes(), new byte[]{(byte) member}, pk);
        byte[] eseed = Derive.x(Label.COINS_SEAL, messageAndCoins(), info, Hpke.ESEED);
        byte[] share = share(member);
        byte[] capsule = Hpke.seal(publicKey, info(tag, p, member), share, eseed).bytes();
        Arrays.fill(eseed, (byte) 0);
        Arrays.fill(share, (byte) 0);
        return capsule;
    }

    @Override
    public void close() {
        Arrays.fill(secret, (byte) 0);
        Arrays.fill(derived, (byte) 0);
    }

    private boolean isExcluded(int member) {
        return (ByteBuffer.wrap(secret, secret.length - 4, 4).getInt() >>> (member - 1) & 1) == 1;
    }

    private byte[] decoy(int member) {
        byte[] info = Derive.concat(tag.bytes(), new byte[]{(byte) member});
        return Derive.x(Label.DECOY, messageAndCoins(), info, Dealt.BLOCK);
    }

    /** Horner's rule from the highest coefficient, which may be zero, down to K_b. */
    private byte[] value(int member) {
        int bench = rule.benchOf(member);
        int first = rule.benches();
        for (int before = 0; before < bench; before++) {
            first += rule.threshold(before) - 1;
        }
        byte[] value = new byte[Dealt.BLOCK];
        for (int degree = rule.threshold(bench) - 1; degree >= 1; degree--) {
            Gf256.addScaled(value, block(first + degree - 1), 1);
            Gf256.scale(value, member);
        }
        Gf256.addScaled(value, key(bench), 1);
        return value;
    }

    private byte[] messageAndCoins() {
        return Arrays.copyOf(secret, secret.length - 4);
    }

    private byte[] block(int index) {
        int at = Hash.LENGTH + index * Dealt.BLOCK;
        return Arrays.copyOfRange(derived, at, at + Dealt.BLOCK);
    }
}
