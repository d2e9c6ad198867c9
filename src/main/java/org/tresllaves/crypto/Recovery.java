package org.tresllaves.crypto;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.tresllaves.protocol.Dealt;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Rule;

/**
 * Recovering a dealing from shares of which some may be wrong (spec: dealing). Shares that do not match their h are dropped; among the rest every
 * choice of a threshold per bench is tried until one unmasks an M | R | E that derives the dealing's own J.
 */
public final class Recovery {
    private final Hash tag;
    private final Rule rule;
    private final Dealt dealt;

    private Recovery(Hash tag, Rule rule, Dealt dealt) {
        this.tag = tag;
        this.rule = rule;
        this.dealt = dealt;
    }

    /** Recovers, or is empty when no choice of these shares opens the dealing. Shares are keyed by member; wrong ones do no harm. */
    public static Optional<Recovered> recover(Hash tag, Rule rule, Dealt dealt, Map<Integer, Secret> shares) {
        return dealt.members() == rule.members()
                ? new Recovery(tag, rule, dealt).search(shares)
                : Optional.empty();
    }

    /** A bench's key as some choice of its shares makes it. */
    private record Candidate(byte[] key) {
    }

    private Optional<Recovered> search(Map<Integer, Secret> shares) {
        List<List<Candidate>> benches = new ArrayList<>();
        for (int bench = 0; bench < rule.benches(); bench++) {
            benches.add(candidates(bench, shares));
        }
        Optional<Recovered> found = search(benches, 0, new byte[Dealt.BLOCK], new ArrayList<>());
        benches.forEach(bench -> bench.forEach(candidate -> Arrays.fill(candidate.key, (byte) 0)));
        return found;
    }

    private Optional<Recovered> search(List<List<Candidate>> benches, int bench, byte[] sum, List<byte[]> keys) {
        if (bench == benches.size()) {
            return attempt(sum, keys);
        }
        for (Candidate candidate : benches.get(bench)) {
            byte[] next = sum.clone();
            Gf256.addScaled(next, candidate.key, 1);
            keys.add(candidate.key);
            Optional<Recovered> found = search(benches, bench + 1, next, keys);
            keys.removeLast();
            Arrays.fill(next, (byte) 0);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** J first, since it refuses nearly everything; then every K_b and C. */
    private Optional<Recovered> attempt(byte[] sum, List<byte[]> keys) {
        byte[] secret = Sharing.masked(tag, dealt.c(), sum);
        if (Hash.of(Sharing.derive(tag, rule, secret, Hash.LENGTH)).equals(dealt.j()) && derives(secret, keys)) {
            return Optional.of(new Recovered(secret));
        }
        Arrays.fill(secret, (byte) 0);
        return Optional.empty();
    }

    private boolean derives(byte[] secret, List<byte[]> keys) {
        try (Sharing sharing = new Sharing(tag, rule, secret)) {
            for (int bench = 0; bench < keys.size(); bench++) {
                if (!MessageDigest.isEqual(sharing.key(bench), keys.get(bench))) {
                    return false;
                }
            }
            return Arrays.equals(sharing.c(), dealt.c());
        }
    }

    /** Every distinct key that a threshold of this bench's matching shares interpolates to. */
    private List<Candidate> candidates(int bench, Map<Integer, Secret> shares) {
        List<Map.Entry<Integer, Secret>> usable = shares.entrySet().stream()
                .filter(share -> share.getKey() >= 1 && share.getKey() <= rule.members())
                .filter(share -> rule.benchOf(share.getKey()) == bench)
                .filter(share -> Capsule.matches(tag, dealt, share.getKey(), share.getValue()))
                .sorted(Map.Entry.comparingByKey()).toList();
        List<Candidate> out = new ArrayList<>();
        for (int choice = 0; choice < 1 << usable.size(); choice++) {
            if (Integer.bitCount(choice) == rule.threshold(bench)) {
                out.add(interpolated(usable, choice));
            }
        }
        return distinct(out);
    }

    private static Candidate interpolated(List<Map.Entry<Integer, Secret>> usable, int choice) {
        List<Map.Entry<Integer, Secret>> chosen = IntStream.range(0, usable.size())
                .filter(i -> (choice >>> i & 1) == 1).mapToObj(usable::get).toList();
        int[] weights = Gf256.weightsAtZero(chosen.stream().mapToInt(Map.Entry::getKey).toArray());
        byte[] key = new byte[Dealt.BLOCK];
        for (int i = 0; i < weights.length; i++) {
            byte[] share = chosen.get(i).getValue().reveal();
            Gf256.addScaled(key, share, weights[i]);
            Arrays.fill(share, (byte) 0);
        }
        return new Candidate(key);
    }

    /** Honest shares all make one key: without this, two benches of them would be searched as if they disagreed. */
    private static List<Candidate> distinct(List<Candidate> candidates) {
        Set<ByteBuffer> seen = new HashSet<>();
        return candidates.stream().filter(candidate -> seen.add(ByteBuffer.wrap(candidate.key))).toList();
    }
}
