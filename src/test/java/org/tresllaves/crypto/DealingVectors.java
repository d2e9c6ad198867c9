package org.tresllaves.crypto;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tresllaves.protocol.Dealt;
import org.tresllaves.protocol.Rule;
import org.tresllaves.vectors.Vector;

/** Writes the vectors of dealing, recovery and audit: {@code vectors/dealing}. */
final class DealingVectors {
    private DealingVectors() {
    }

    public static void main(String[] args) throws IOException {
        Vector.write("dealing", all());
    }

    static Map<String, Vector> all() {
        Map<String, Vector> all = new TreeMap<>();
        all.put("deal-2-of-3", deal("two of three", DealtCase.of("v1", DealtCase.rule(new int[]{2}, 0, 0, 0), 0)));
        all.put("deal-benches", deal("2 of 3 AND 1 of 2, members not in bench order, member 2 excluded",
                DealtCase.of("v2", DealtCase.rule(new int[]{2, 1}, 0, 0, 1, 0, 1), 0b00010)));
        all.put("deal-long",
                deal("480 bytes, as in re-sharing", DealtCase.of("v3", DealtCase.rule(new int[]{1}, 0, 0), 0, 480)));
        DealtCase wide = DealtCase.of("v4", DealtCase.rule(new int[]{2, 1}, 0, 0, 0, 0, 1), 0b01000);
        all.put("recover", recover("every share; member 4 holds a decoy", wide, 1, 2, 3, 4, 5));
        all.put("recover-smallest", recover("exactly a quorum", wide, 2, 3, 5));
        all.put("recover-below", recover("a bench is missing", wide, 1, 2, 3, 4));
        all.put("recover-decoy", recover("a decoy does not count", wide, 1, 4, 5));
        all.put("recover-garbage", recover("member 1's capsule is garbage", garbage(wide), 2, 3, 4, 5));
        all.put("recover-crafted",
                recover("member 1's share, h and capsule agree and are wrong", crafted(wide), 1, 2, 3, 4, 5));
        refused(all, wide.dealt().encode());
        return all;
    }

    private static void refused(Map<String, Vector> all, byte[] wire) {
        all.put("wire-short",
                wire("the last byte is missing", Dealt.Flaw.TRUNCATED, Arrays.copyOf(wire, wire.length - 1)));
        all.put("wire-empty", wire("nothing", Dealt.Flaw.TRUNCATED, new byte[0]));
        all.put("wire-long", wire("one byte too many", Dealt.Flaw.TRAILING, Arrays.copyOf(wire, wire.length + 1)));
        for (int m : new int[]{0, 31, 48, 512}) {
            byte[] bad = wire.clone();
            bad[0] = (byte) (m >>> 8);
            bad[1] = (byte) m;
            all.put("wire-m-" + m, wire("m is " + m, Dealt.Flaw.MESSAGE_LENGTH, bad));
        }
    }

    private static Vector wire(String comment, Dealt.Flaw flaw, byte[] wire) {
        return Vector.refused("dealing", comment, flaw).in("n", 5).in("wire", wire);
    }

    private static Vector deal(String comment, DealtCase dealing) {
        Vector vector = rule(Vector.ok("dealing", comment), dealing).in("message", dealing.message().reveal())
                .in("coins", dealing.coins().reveal()).in("excluded", dealing.excluded())
                .in("public_keys", dealing.publicKeys())
                .in("seeds", dealing.keys().stream().map(key -> key.seed().reveal()).toList());
        List<byte[]> shares = new ArrayList<>();
        for (int member = 1; member <= dealing.rule().members(); member++) {
            shares.add(Capsule.open(dealing.seed(member), dealing.tag(), dealing.rule(), dealing.dealt(), member)
                    .orElseThrow().reveal());
        }
        return vector.out("a", dealing.rule().encode()).out("j", dealing.dealt().j()).out("shares", shares)
                .out("c", dealing.dealt().c()).out("p", Sharing.publicHash(dealing.rule(), dealing.dealt()))
                .out("wire", dealing.dealt().encode());
    }

    private static Vector recover(String comment, DealtCase dealing, int... members) {
        Map<Integer, Secret> all = dealing.shares();
        Map<Integer, Secret> shares = new TreeMap<>();
        List<byte[]> raw = new ArrayList<>();
        for (int member : members) {
            Secret share = all.getOrDefault(member, Secret.taking(new byte[32]));
            shares.put(member, share);
            raw.add(share.reveal());
        }
        Audit.Verdict verdict = verdict(dealing, shares);
        Vector vector = new Vector("dealing", comment, verdict.name(), new java.util.LinkedHashMap<>(),
                new java.util.LinkedHashMap<>());
        rule(vector, dealing).in("exclude", new int[]{1, 0}).in("public_keys", dealing.publicKeys())
                .in("wire", dealing.dealt().encode()).in("members", members).in("shares", raw);
        if (verdict != Audit.Verdict.NOT_RECOVERABLE) {
            Recovered recovered = recovered(dealing, shares);
            vector.out("message", recovered.message().reveal()).out("coins", recovered.coins().reveal())
                    .out("excluded", recovered.excluded()).out("malformed", audit(dealing, recovered).malformed());
        }
        return vector;
    }

    private static Vector rule(Vector vector, DealtCase dealing) {
        Rule rule = dealing.rule();
        int[] thresholds = new int[rule.benches()];
        Arrays.setAll(thresholds, rule::threshold);
        int[] benchOf = new int[rule.members()];
        Arrays.setAll(benchOf, i -> rule.benchOf(i + 1));
        return vector.in("tag", dealing.tag()).in("thresholds", thresholds).in("bench_of", benchOf);
    }

    private static Audit.Verdict verdict(DealtCase dealing, Map<Integer, Secret> shares) {
        return Recovery.recover(dealing.tag(), dealing.rule(), dealing.dealt(), shares)
                .map(recovered -> audit(dealing, recovered).verdict()).orElse(Audit.Verdict.NOT_RECOVERABLE);
    }

    private static Recovered recovered(DealtCase dealing, Map<Integer, Secret> shares) {
        return Recovery.recover(dealing.tag(), dealing.rule(), dealing.dealt(), shares).orElseThrow();
    }

    private static Audit audit(DealtCase dealing, Recovered recovered) {
        return Audit.of(dealing.tag(), dealing.rule(), new int[]{1, 0}, recovered, dealing.dealt(),
                dealing.publicKeys());
    }

    private static DealtCase garbage(DealtCase base) {
        Dealt real = base.dealt();
        List<byte[]> capsules = HostileDealingTest.capsules(real);
        capsules.set(0, Release.filler(base.keys().get(0).publicKey(), new SeededRandom("garbage")));
        return base.with(Dealt.of(real.j(), real.c(), HostileDealingTest.hashes(real), capsules));
    }

    private static DealtCase crafted(DealtCase base) {
        return HostileDealingTest.withShare(base, 1, new SeededRandom("crafted").bytes(32));
    }
}
