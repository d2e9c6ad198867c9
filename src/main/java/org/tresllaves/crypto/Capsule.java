package org.tresllaves.crypto;

import java.util.Arrays;
import java.util.Optional;
import org.tresllaves.protocol.Dealt;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Rule;

/** One member's sealed share in a dealing (spec: dealing). */
public final class Capsule {
    private Capsule() {
    }

    /**
     * The share sealed to member {@code i}, held against h_i; empty for whatever reason it does not open or does not match. Nothing here tells a decoy
     * from a share.
     */
    public static Optional<Secret> open(Secret seed, Hash tag, Rule rule, Dealt dealt, int member) {
        if (dealt.members() != rule.members()) {
            return Optional.empty();
        }
        Hash p = Sharing.publicHash(rule, dealt);
        return unsealed(seed, tag, p, dealt, member).filter(share -> matches(tag, dealt, member, share));
    }

    /** What HPKE alone answers: T, P and the index are its info, and h is not asked. */
    static Optional<Secret> unsealed(Secret seed, Hash tag, Hash p, Dealt dealt, int member) {
        return Hpke.open(seed, Sharing.info(tag, p, member), dealt.capsule(member)).map(Secret::taking);
    }

    /** Whether a share is 32 bytes and the one h_i names. Asked of every share before it is used. */
    public static boolean matches(Hash tag, Dealt dealt, int member, Secret share) {
        if (share.length() != Dealt.BLOCK || member < 1 || member > dealt.members()) {
            return false;
        }
        byte[] raw = share.reveal();
        boolean matches = Sharing.hash(tag, dealt.j(), member, raw).equals(dealt.h(member));
        Arrays.fill(raw, (byte) 0);
        return matches;
    }
}
