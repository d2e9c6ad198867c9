package org.tresllaves.crypto;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.tresllaves.protocol.Hash;
import org.tresllaves.vectors.Vector;

/** Writes the vectors of releases: {@code vectors/release}. */
final class ReleaseVectors {
    /** What a vector of this format expects when it is not OK. */
    enum Expect {
        NOT_OPENED
    }

    private ReleaseVectors() {
    }

    public static void main(String[] args) throws IOException {
        Vector.write("release", all());
    }

    static Map<String, Vector> all() {
        SeededRandom random = new SeededRandom("release");
        Hash request = Hash.of(random.bytes(32));
        Hash tag = Hash.of(random.bytes(32));
        Hpke.KeyPair reader = Hpke.random(random);
        Secret share = random.secret(32);
        Release.Binding binding = new Release.Binding(request, tag, 2, 6, reader.publicKey());
        byte[] slot = Release.seal(binding, share);
        Map<String, Vector> all = new TreeMap<>();
        all.put("release", vector(Vector.ok("release", "member 2 to reader 6"), binding, reader, slot).in("share",
                share.reveal()));
        Hash other = Hash.of(random.bytes(32));
        byte[] key = reader.publicKey();
        all.put("other-request",
                bad("replayed for another request", new Release.Binding(other, tag, 2, 6, key), reader, slot));
        all.put("other-tag", bad("replayed for another report or compartment",
                new Release.Binding(request, other, 2, 6, key), reader, slot));
        all.put("other-member",
                bad("passed off as another member's", new Release.Binding(request, tag, 3, 6, key), reader, slot));
        all.put("other-reader",
                bad("meant for another reader", new Release.Binding(request, tag, 2, 7, key), reader, slot));
        all.put("filler", bad("filler", binding, reader, Release.filler(key, random)));
        return all;
    }

    private static Vector bad(String comment, Release.Binding binding, Hpke.KeyPair reader, byte[] slot) {
        return vector(Vector.refused("release", comment, Expect.NOT_OPENED), binding, reader, slot);
    }

    private static Vector vector(Vector vector, Release.Binding binding, Hpke.KeyPair reader, byte[] slot) {
        return vector.in("request", binding.request()).in("tag", binding.tag()).in("member", binding.member())
                .in("reader", binding.reader()).in("reader_key", binding.readerKey())
                .in("reader_seed", reader.seed().reveal()).in("slot", slot);
    }
}
