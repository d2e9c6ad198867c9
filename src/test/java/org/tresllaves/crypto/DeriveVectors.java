package org.tresllaves.crypto;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tresllaves.protocol.Label;
import org.tresllaves.vectors.Vector;

/** Writes the vectors of X, H and HPKE sealing: {@code vectors/derive}. */
final class DeriveVectors {
    /** What a vector of this format expects when it is not OK. */
    enum Expect {
        NOT_OPENED, NOT_USABLE
    }

    private DeriveVectors() {
    }

    public static void main(String[] args) throws IOException {
        Vector.write("derive", all());
    }

    static Map<String, Vector> all() {
        SeededRandom random = new SeededRandom("derive");
        Map<String, Vector> all = new TreeMap<>();
        for (int length : new int[]{1, 32, 64, 65, 512}) {
            all.put("x-" + length, x(Label.DEAL, random.bytes(64), random.bytes(40), length));
        }
        all.put("x-empty", x(Label.SOURCE, new byte[0], new byte[0], 64));
        all.put("h-none", h(Label.ROSTER));
        all.put("h-parts", h(Label.PUBLIC, random.bytes(3), new byte[0], random.bytes(100)));
        all.put("hpke-seal", hpke(random, "seal to a person, derandomised"));
        all.put("hpke-other-info", opened(random, "the info differs", 0));
        all.put("hpke-enc-changed", opened(random, "one bit of the ML-KEM part of enc differs", 1));
        all.put("hpke-ct-changed", opened(random, "one bit of ct differs", 2));
        all.put("hpke-x25519-zero", opened(random, "the X25519 part of enc is all zero", 3));
        all.put("hpke-short", opened(random, "a byte is missing", 4));
        all.put("key-zero-x25519", key(random, "the X25519 part is all zero", new byte[32]));
        byte[] one = new byte[32];
        one[0] = 1;
        all.put("key-order-1", key(random, "the X25519 part is u = 1, of small order", one));
        byte[] high = random.bytes(32);
        high[31] |= (byte) 0x80;
        all.put("key-x25519-high-bit", key(random, "the X25519 part is not canonical: its top bit is set", high));
        byte[] unreduced = Hpke.random(random).publicKey();
        unreduced[0] = (byte) 0x01;
        unreduced[1] = (byte) (unreduced[1] & 0xf0 | 0x0d);
        all.put("key-unreduced", Vector.refused("derive", "the first ML-KEM coefficient is q = 3329", Expect.NOT_USABLE)
                .in("public_key", unreduced));
        return all;
    }

    private static Vector x(Label label, byte[] ikm, byte[] info, int length) {
        return Vector.ok("derive", "X(label, ikm, info, length)").in("label", label.label()).in("ikm", ikm)
                .in("info", info).in("length", length).out("x", Derive.x(label, ikm, info, length));
    }

    private static Vector h(Label label, byte[]... parts) {
        return Vector.ok("derive", "H(label | parts)").in("label", label.label()).in("parts", List.of(parts))
                .out("h", Derive.h(label, parts));
    }

    private static Vector hpke(SeededRandom random, String comment) {
        Hpke.KeyPair key = Hpke.random(random);
        byte[] info = Label.SEAL.with(random.bytes(65));
        byte[] plain = random.bytes(32);
        byte[] eseed = random.bytes(64);
        Hpke.Sealed sealed = Hpke.seal(key.publicKey(), info, plain, eseed);
        return Vector.ok("derive", comment).in("seed", key.seed().reveal()).in("hpke_info", info).in("plain", plain)
                .in("eseed", eseed).out("public_key", key.publicKey()).out("enc", sealed.enc()).out("ct", sealed.ct());
    }

    private static Vector opened(SeededRandom random, String comment, int what) {
        Hpke.KeyPair key = Hpke.random(random);
        byte[] info = Label.SEAL.with(random.bytes(65));
        byte[] sealed = Hpke.sealRandom(key.publicKey(), info, random.bytes(32), random).bytes();
        switch (what) {
            case 0 -> info[20] ^= 1;
            case 1 -> sealed[5] ^= 1;
            case 2 -> sealed[Hpke.ENC] ^= 1;
            case 3 -> java.util.Arrays.fill(sealed, 1088, 1120, (byte) 0);
            default -> sealed = java.util.Arrays.copyOf(sealed, Hpke.ENC + 15);
        }
        return Vector.refused("derive", comment, Expect.NOT_OPENED).in("seed", key.seed().reveal())
                .in("hpke_info", info).in("sealed", sealed);
    }

    private static Vector key(SeededRandom random, String comment, byte[] x25519) {
        byte[] key = Hpke.random(random).publicKey();
        System.arraycopy(x25519, 0, key, 1184, 32);
        return Vector.refused("derive", comment, Expect.NOT_USABLE).in("public_key", key);
    }
}
