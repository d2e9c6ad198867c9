package org.tresllaves.crypto;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tresllaves.protocol.Dealt;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Rule;

/**
 * Sharing a secret among the members so that EVERY bench must reach its threshold (spec: dealing). Deterministic in its inputs: all randomness is in
 * the message and the coins, and both must be fresh for each dealing.
 */
public final class Dealing {
    /** Length of the coins R. */
    public static final int COINS = 32;

    private Dealing() {
    }

    /**
     * Deals a message of 32k bytes, at most 480.
     *
     * @param tag T, which binds the dealing to its envelope and compartment
     * @param coins R, 32 bytes
     * @param excluded E: bit i-1 is set when member i gets a decoy; every bench must still reach its threshold without them
     * @param publicKeys the members' X-Wing keys in order, each usable
     */
    public static Dealt deal(Hash tag, Rule rule, Secret message, Secret coins, int excluded, List<byte[]> publicKeys) {
        check(rule, message, coins, excluded, publicKeys);
        byte[] m = message.reveal();
        byte[] r = coins.reveal();
        byte[] secret = Derive.concat(m, r, ByteBuffer.allocate(4).putInt(excluded).array());
        try (Sharing sharing = new Sharing(tag, rule, secret)) {
            return dealt(sharing, rule, publicKeys);
        } finally {
            Arrays.fill(m, (byte) 0);
            Arrays.fill(r, (byte) 0);
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static Dealt dealt(Sharing sharing, Rule rule, List<byte[]> publicKeys) {
        List<Hash> h = new ArrayList<>();
        for (int member = 1; member <= rule.members(); member++) {
            h.add(sharing.h(member));
        }
        byte[] c = sharing.c();
        Hash p = Sharing.publicHash(rule, sharing.j(), c, h);
        List<byte[]> capsules = new ArrayList<>();
        for (int member = 1; member <= rule.members(); member++) {
            capsules.add(sharing.capsule(member, publicKeys.get(member - 1), p));
        }
        return Dealt.of(sharing.j(), c, h, capsules);
    }

    private static void check(Rule rule, Secret message, Secret coins, int excluded, List<byte[]> publicKeys) {
        require(Dealt.isMessageLength(message.length()) && coins.length() == COINS, "32k bytes to deal, 32 of coins");
        require(publicKeys.size() == rule.members(), "a key for each member");
        require(excluded >>> rule.members() == 0, "only members are excluded");
        for (int bench = 0; bench < rule.benches(); bench++) {
            require(rule.size(bench) - rule.excludedOn(bench, excluded) >= rule.threshold(bench),
                    "every bench reaches its threshold without those excluded");
        }
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
