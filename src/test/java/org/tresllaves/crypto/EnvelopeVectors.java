package org.tresllaves.crypto;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.Dealt;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Envelope;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.Rule;
import org.tresllaves.vectors.Vector;

/** Writes the vectors of headers, envelope keys and bodies: {@code vectors/envelope}. */
final class EnvelopeVectors {
    private static final String FORMAT = "envelope";

    private EnvelopeVectors() {
    }

    public static void main(String[] args) throws IOException {
        Vector.write(FORMAT, all());
    }

    static Map<String, Vector> all() {
        Map<String, Vector> all = new TreeMap<>();
        Header header = header();
        all.put("header", headerVector(header));
        headers(all, header.encode());
        all.put("keys-report",
                keys(header, Compartment.REPORT, "{}".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        all.put("keys-identity", keys(header, Compartment.IDENTITY, new byte[Envelope.IDENTITY]));
        bodies(all);
        List<Hash> segments = List.of(Hash.of(new SeededRandom("s0").bytes(32)),
                Hash.of(new SeededRandom("s1").bytes(32)));
        all.put("hash", Vector.ok(FORMAT, "envelope_hash of two segments")
                .in("segments", segments.stream().map(Hash::bytes).toList())
                .out("envelope_hash", EnvelopeKeys.envelopeHash(segments)));
        return all;
    }

    private static Header header() {
        SeededRandom random = new SeededRandom("header");
        Rule rule = DealtCase.rule(new int[]{2, 1}, 0, 0, 0, 1, 1);
        Header.Prefix prefix = new Header.Prefix(Hash.of(random.bytes(32)), Hash.of(random.bytes(32)),
                Eid.of(random.bytes(16)), 5, 3, 7);
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            keys.add(Hpke.random(random).publicKey());
        }
        Dealt report = Dealing.deal(EnvelopeKeys.tag(Compartment.REPORT, prefix), rule, random.secret(32),
                random.secret(32), 0, keys);
        Rule stricter = DealtCase.rule(new int[]{3, 2}, 0, 0, 0, 1, 1);
        Dealt identity = Dealing.deal(EnvelopeKeys.tag(Compartment.IDENTITY, prefix), stricter, random.secret(32),
                random.secret(32), 0, keys);
        return new Header(prefix, report, identity);
    }

    private static Vector headerVector(Header header) {
        Header.Prefix prefix = header.prefix();
        return Vector.ok(FORMAT, "a header to five members").in("header", header.encode())
                .out("panel_id", prefix.panelId())
                .out("roster_hash", prefix.rosterHash()).out("eid", prefix.eid()).out("n", prefix.n())
                .out("r1", prefix.r1()).out("r2", prefix.r2()).out("report", header.report().encode())
                .out("identity", header.identity().encode()).out("header_hash", EnvelopeKeys.headerHash(header))
                .out("tag_report", EnvelopeKeys.tag(Compartment.REPORT, prefix))
                .out("tag_identity", EnvelopeKeys.tag(Compartment.IDENTITY, prefix));
    }

    private static void headers(Map<String, Vector> all, byte[] good) {
        all.put("header-magic", bad(good, "TLL2", Header.Flaw.MAGIC, 3, 0x32));
        all.put("header-suite", bad(good, "suite 2", Header.Flaw.SUITE, 5, 2));
        all.put("header-members-1", bad(good, "one member", Header.Flaw.MEMBERS, 86, 1));
        all.put("header-members-16", bad(good, "sixteen members", Header.Flaw.MEMBERS, 86, 16));
        all.put("header-drawn-same", bad(good, "r1 = r2", Header.Flaw.DRAWN, 88, 3));
        all.put("header-drawn-0", bad(good, "r1 = 0", Header.Flaw.DRAWN, 87, 0));
        all.put("header-drawn-33", bad(good, "r2 = 33", Header.Flaw.DRAWN, 88, 33));
        all.put("header-m-64", bad(good, "the report's dealing is of 64 bytes", Header.Flaw.DEALING, 90, 64));
        int identity = Header.Prefix.LENGTH + Dealt.length(5, 32);
        all.put("header-m-0", bad(good, "the identity's dealing is of 0 bytes", Header.Flaw.DEALING, identity + 1, 0));
        all.put("header-short",
                header("a byte is missing", Header.Flaw.TRUNCATED, Arrays.copyOf(good, good.length - 1)));
        all.put("header-prefix-only", header("88 bytes", Header.Flaw.TRUNCATED, Arrays.copyOf(good, 88)));
        all.put("header-long", header("a byte too many", Header.Flaw.TRAILING, Arrays.copyOf(good, good.length + 1)));
        all.put("header-fewer-members", bad(good, "n says four, five are there", Header.Flaw.DEALING, 86, 4));
    }

    private static Vector bad(byte[] good, String comment, Header.Flaw flaw, int at, int value) {
        byte[] bytes = good.clone();
        bytes[at] = (byte) value;
        return header(comment, flaw, bytes);
    }

    private static Vector header(String comment, Header.Flaw flaw, byte[] bytes) {
        return Vector.refused(FORMAT, comment, flaw).in("header", bytes);
    }

    private static Vector keys(Header header, Compartment compartment, byte[] plain) {
        SeededRandom random = new SeededRandom("keys" + compartment);
        Secret fresh = random.secret(64);
        Secret root = random.secret(64);
        Hash tag = EnvelopeKeys.tag(compartment, header.prefix());
        EnvelopeKeys.Hedge hedge = EnvelopeKeys.hedge(fresh, root, tag, 5, EnvelopeKeys.plainHash(plain));
        Hash context = EnvelopeKeys.headerHash(header);
        byte[] body = EnvelopeKeys.body(compartment, hedge, context).seal(plain);
        return Vector.ok(FORMAT, "from fresh bytes to a body").in("compartment", compartment).in("tag", tag)
                .in("fresh", fresh.reveal()).in("root", root.reveal()).in("excluded", 5).in("hedged", plain)
                .in("header_hash", context).out("plain_hash", EnvelopeKeys.plainHash(plain))
                .out("message", hedge.message().reveal()).out("coins", hedge.coins().reveal()).out("body", body);
    }

    private static void bodies(Map<String, Vector> all) {
        SeededRandom random = new SeededRandom("body");
        byte[] key = random.bytes(32);
        byte[] salt = random.bytes(24);
        byte[] context = random.bytes(32);
        Cobblestone cobblestone = Cobblestone.of(Secret.copyOf(key), salt, context);
        for (int length : new int[]{0, 1, 16383, 16384, 16385, 32768, 49153}) {
            byte[] body = cobblestone.seal(pattern(length));
            all.put("body-" + length, body(Vector.ok(FORMAT, "byte i of the text is i mod 251"), key, salt, context)
                    .in("length", length).out("start", Arrays.copyOf(body, 56))
                    .out("sha256", Derive.sha256().digest(body))
                    .out("body_length", body.length));
        }
        byte[] good = cobblestone.seal(pattern(40));
        all.put("body-salt",
                broken(good, "the salt is not the derived one", Cobblestone.Flaw.SALT, 0, key, salt, context));
        all.put("body-commitment",
                broken(good, "the commitment differs", Cobblestone.Flaw.COMMITMENT, 24, key, salt, context));
        all.put("body-chunk",
                broken(good, "a byte of the chunk differs", Cobblestone.Flaw.CHUNK, 56, key, salt, context));
        all.put("body-tag",
                broken(good, "a byte of the tag differs", Cobblestone.Flaw.CHUNK, good.length - 1, key, salt, context));
        all.put("body-other-key",
                broken(good, "another key", Cobblestone.Flaw.COMMITMENT, -1, random.bytes(32), salt, context));
        all.put("body-other-context",
                broken(good, "another header", Cobblestone.Flaw.COMMITMENT, -1, key, salt, random.bytes(32)));
        for (int length : new int[]{0, 55, 56, 71}) {
            all.put("body-cut-" + length,
                    body(Vector.refused(FORMAT, "no body is this long", Cobblestone.Flaw.LENGTH), key, salt, context)
                            .in("body", Arrays.copyOf(good, length)));
        }
        all.put("body-cut-72",
                body(Vector.refused(FORMAT, "cut to an empty chunk", Cobblestone.Flaw.CHUNK), key, salt, context)
                        .in("body", Arrays.copyOf(good, 72)));
    }

    private static Vector broken(byte[] good, String comment, Cobblestone.Flaw flaw, int at, byte[] key, byte[] salt,
            byte[] context) {
        byte[] body = good.clone();
        if (at >= 0) {
            body[at] ^= 1;
        }
        return body(Vector.refused(FORMAT, comment, flaw), key, salt, context).in("body", body);
    }

    private static Vector body(Vector vector, byte[] key, byte[] salt, byte[] context) {
        return vector.in("key", key).in("salt", salt).in("context", context);
    }

    static byte[] pattern(int length) {
        byte[] out = new byte[length];
        for (int i = 0; i < length; i++) {
            out[i] = (byte) (i % 251);
        }
        return out;
    }
}
