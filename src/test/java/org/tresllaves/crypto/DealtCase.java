package org.tresllaves.crypto;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tresllaves.protocol.Dealt;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Rule;

/** A panel of test members and one dealing to them. */
record DealtCase(Hash tag, Rule rule, List<Hpke.KeyPair> keys, Secret message, Secret coins, int excluded,
        Dealt dealt) {
    static DealtCase of(String name, Rule rule, int excluded) {
        return of(name, rule, excluded, 32);
    }

    static DealtCase of(String name, Rule rule, int excluded, int length) {
        SeededRandom random = new SeededRandom(name);
        Hash tag = Hash.of(random.bytes(32));
        List<Hpke.KeyPair> keys = new ArrayList<>();
        for (int i = 0; i < rule.members(); i++) {
            keys.add(Hpke.random(random));
        }
        Secret message = random.secret(length);
        Secret coins = random.secret(32);
        Dealt dealt = Dealing.deal(tag, rule, message, coins, excluded, publicKeys(keys));
        return new DealtCase(tag, rule, keys, message, coins, excluded, dealt);
    }

    static Rule rule(int[] thresholds, int... benchOf) {
        return new Rule(benchOf.length, thresholds, benchOf);
    }

    static List<byte[]> publicKeys(List<Hpke.KeyPair> keys) {
        return keys.stream().map(Hpke.KeyPair::publicKey).toList();
    }

    List<byte[]> publicKeys() {
        return publicKeys(keys);
    }

    Secret seed(int member) {
        return keys.get(member - 1).seed();
    }

    /** Everything the members find in their capsules. */
    Map<Integer, Secret> shares() {
        Map<Integer, Secret> shares = new HashMap<>();
        for (int member = 1; member <= rule.members(); member++) {
            int i = member;
            Capsule.open(seed(i), tag, rule, dealt, i).ifPresent(share -> shares.put(i, share));
        }
        return shares;
    }

    /** M | R | E. */
    byte[] secret() {
        return Derive.concat(message.reveal(), coins.reveal(),
                java.nio.ByteBuffer.allocate(4).putInt(excluded).array());
    }

    DealtCase with(Dealt other) {
        return new DealtCase(tag, rule, keys, message, coins, excluded, other);
    }
}
