package org.tresllaves.panel;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Hpke;
import org.tresllaves.crypto.Release;
import org.tresllaves.crypto.Secret;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.protocol.Hash;
import org.tresllaves.vectors.Vector;

/** Writes the vectors of bundles: three slots of which the second is a release and the others are filler. */
final class BundleVectors {
    static final String FORMAT = "bundle";

    private BundleVectors() {
    }

    public static void main(String[] args) throws IOException {
        Vector.write(FORMAT, all());
    }

    static Map<String, Vector> all() {
        SeededRandom random = new SeededRandom("bundles");
        Hpke.KeyPair reader = Hpke.random(random);
        Secret share = random.secret(32);
        Release.Binding binding = new Release.Binding(Hash.of(random.bytes(32)), Hash.of(random.bytes(32)), 2, 6,
                reader.publicKey());
        byte[] bytes = Derive.concat(Release.filler(reader.publicKey(), random), Release.seal(binding, share),
                Release.filler(reader.publicKey(), random));
        Hash signed = new Bundle(bytes).hash();
        Map<String, Vector> all = new TreeMap<>();
        all.put("three-slots", with(Vector.ok(FORMAT, "filler, a release, filler"), bytes, signed)
                .in("request", binding.request()).in("tag", binding.tag()).in("member", 2).in("reader", 6)
                .in("reader_key", reader.publicKey()).in("reader_seed", reader.seed().reveal()).out("opens", 1)
                .out("share", share.reveal()));
        all.put("short", bad("a byte short", Arrays.copyOf(bytes, bytes.length - 1)));
        all.put("two-slots", bad("a slot short", Arrays.copyOf(bytes, 2 * Release.LENGTH)));
        all.put("four-slots", bad("a slot too many", Derive.concat(bytes, Arrays.copyOf(bytes, Release.LENGTH))));
        byte[] changed = bytes.clone();
        changed[Release.LENGTH] ^= 1;
        all.put("another-hash", with(refused("not what the approver signed"), changed, signed));
        return all;
    }

    /** Signed as it is: only its length is wrong. */
    private static Vector bad(String comment, byte[] bytes) {
        return with(refused(comment), bytes, new Bundle(bytes).hash());
    }

    private static Vector refused(String comment) {
        return Vector.refused(FORMAT, comment, Refused.Reason.BUNDLE);
    }

    private static Vector with(Vector vector, byte[] bytes, Hash signed) {
        return vector.in("bundle", bytes).in("slots", 3).in("signed", signed);
    }
}
