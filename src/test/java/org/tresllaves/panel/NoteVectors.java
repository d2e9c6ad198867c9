package org.tresllaves.panel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.Hpke;
import org.tresllaves.crypto.Secret;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.protocol.Base64s;
import org.tresllaves.protocol.DocketNote;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.VerifierKey;
import org.tresllaves.tlog.PanelNote;
import org.tresllaves.tlog.Policy;
import org.tresllaves.tlog.RosterChain;
import org.tresllaves.tlog.SignedNote;
import org.tresllaves.vectors.Vector;

/** Writes the vectors of signed notes, policies, and what is said on the docket. */
public final class NoteVectors {
    private static final SeededRandom RANDOM = new SeededRandom("note vectors");
    private static final String A = hex(32);
    private static final String B = hex(32);
    private static final String C = hex(32);
    private static final byte[] KEY = Hpke.keyPair(RANDOM.secret(32)).publicKey();
    private static final String HEAD = "\npanel " + A + "\nroster " + B + "\nperson 2\n";

    private NoteVectors() {
    }

    public static void main(String[] args) throws IOException, Malformed {
        Vector.write("signed-note", signedNotes());
        Vector.write("policy", policies());
        Vector.write("docket-note", docketNotes());
        Vector.write("panel-note", panelNotes());
    }

    private static String hex(int length) {
        return java.util.HexFormat.of().formatHex(RANDOM.bytes(length));
    }

    static Map<String, Vector> signedNotes() {
        String format = "signed-note";
        Secret seed = new SeededRandom("note key").secret(32);
        VerifierKey key = new VerifierKey("ejemplo.example/key", VerifierKey.Type.ED25519,
                Ed25519.keyPair(seed).publicKey());
        String note = utf8(SignedNote.unsigned("text\n\nmore\n").signedBy(key, seed).encode());
        String line = note.substring(note.indexOf('\u2014'));
        Map<String, Vector> all = new TreeMap<>();
        all.put("ok", Vector.ok(format, "a text with an empty line in it").in("note", hex(note)).in("vkey", key));
        record Bad(String name, SignedNote.Flaw flaw, String comment, String note) {
        }
        List<Bad> bad = List.of(
                new Bad("control", SignedNote.Flaw.CONTROL, "a tab", note.replace("more", "mo\tre")),
                new Bad("no-signature", SignedNote.Flaw.NO_SIGNATURE, "a text alone", "text\n"),
                new Bad("line-without-dash", SignedNote.Flaw.SIGNATURE_LINE, "a hyphen for the dash",
                        note.replace("\u2014", "-")),
                new Bad("base64", SignedNote.Flaw.SIGNATURE_LINE, "base64 without its padding",
                        note.replace("=\n", "\n")),
                new Bad("same-key-twice", SignedNote.Flaw.SAME_SIGNATURE, "one line twice", note + line),
                new Bad("65-lines", SignedNote.Flaw.TOO_MANY_SIGNATURES, "65 lines", note + IntStream.range(0, 64)
                        .mapToObj(i -> line.replace("/key", "/k" + i)).collect(Collectors.joining())),
                new Bad("text-too-long", SignedNote.Flaw.TEXT_TOO_LONG, "a text of 131,073 bytes",
                        "x".repeat(SignedNote.MAX_TEXT) + "\n\n" + line),
                new Bad("too-long", SignedNote.Flaw.TOO_LONG, "262,145 bytes",
                        "x".repeat(SignedNote.MAX_NOTE + 1)));
        bad.forEach(b -> all.put(b.name(), Vector.refused(format, b.comment(), b.flaw()).in("note", hex(b.note()))
                .in("vkey", key)));
        all.put("utf8", Vector.refused(format, "a byte that is not UTF-8", SignedNote.Flaw.UTF8)
                .in("note", "ff0a0a").in("vkey", key));
        return all;
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String witness(String name, VerifierKey.Type type) {
        return new VerifierKey("witness.example/" + name, type,
                new SeededRandom("witness " + name).bytes(type.keyLength())).encode();
    }

    static Map<String, Vector> policies() {
        String logs = String.join("\n", TestPanel.policy().subList(0, 3)) + "\n";
        VerifierKey.Type type = VerifierKey.Type.COSIGNATURE_ED25519;
        String witnesses = "witness w1 " + witness("w1", type) + "\nwitness w2 " + witness("w2", type) + "\n";
        String group = "group both all w1 w2\n";
        Map<String, Vector> all = new TreeMap<>();
        all.put("unwitnessed", policy("OK", "no witness yet", logs + "quorum none"));
        all.put("two-witnesses", policy("OK", "both of two", logs + witnesses + group + "quorum both"));
        record Bad(Policy.Flaw flaw, String comment, String lines) {
        }
        List<Bad> bad = List.of(new Bad(Policy.Flaw.LINE, "a comment", "# logs\n" + logs + "quorum none"),
                new Bad(Policy.Flaw.VKEY, "a key with a wrong hash", logs.replaceFirst("\\+.{8}\\+", "+00000000+")
                        + "quorum none"),
                new Bad(Policy.Flaw.KEY_TYPE, "a witness with a log's key", logs + "witness w1 " + new VerifierKey(
                        "w", VerifierKey.Type.ED25519, new SeededRandom("w").bytes(32)).encode() + "\nquorum w1"),
                new Bad(Policy.Flaw.SAME_KEY, "one key under two names", logs + "witness w1 " + witness("w1", type)
                        + "\nwitness w2 " + witness("w1", type) + "\nquorum w1"),
                new Bad(Policy.Flaw.NAME, "a group named none", logs + witnesses + "group none any w1\nquorum none"),
                new Bad(Policy.Flaw.UNKNOWN_NAME, "a quorum nobody defined", logs + "quorum w1"),
                new Bad(Policy.Flaw.USED_TWICE, "one witness in two groups",
                        logs + witnesses + group + "group other any w1\nquorum both"),
                new Bad(Policy.Flaw.THRESHOLD, "3 of 2", logs + witnesses + "group g 3 w1 w2\nquorum g"),
                new Bad(Policy.Flaw.TOO_MANY, "33 witnesses", logs + IntStream.range(0, 33)
                        .mapToObj(i -> "witness w" + i + " " + witness("w" + i, type) + "\n")
                        .collect(Collectors.joining()) + "quorum none"),
                new Bad(Policy.Flaw.LOGS, "two logs", logs.substring(logs.indexOf('\n') + 1) + "quorum none"),
                new Bad(Policy.Flaw.QUORUM, "no quorum line", logs.strip()));
        bad.forEach(b -> all.put(b.flaw().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                policy(b.flaw().name(), b.comment(), b.lines())));
        return all;
    }

    private static Vector policy(String expect, String comment, String lines) {
        return new Vector("policy", comment, expect, Vector.ok("", "").in("text", lines).in(), Map.of());
    }

    private static String request(String compartment, String reason, String tail) {
        return "tresllaves/v1/request" + HEAD + "compartment " + compartment + "\nreason " + reason
                + "\nclose 2026-11-25T18\nnot-after 2026-12-05\nnonce 000102030405060708090a0b0c0d0e0f\n" + tail;
    }

    static Map<String, Vector> docketNotes() {
        Map<String, Vector> all = new TreeMap<>();
        String readers = "reader 2 " + C + "\nreader 6 " + A + "\n";
        String entries = "entry " + C.substring(0, 32) + " " + A + "\n";
        String readerKey = "tresllaves/v1/reader-key" + HEAD + "key " + Base64s.encode(KEY)
                + "\nnot-after 2026-12-01\n";
        String first = request("report", "first", readers + "batch 3\nbatch 4\n");
        String approve = "tresllaves/v1/approve" + HEAD + "request " + C + "\n";
        String result = "tresllaves/v1/result" + HEAD + "request " + C + "\n";
        ok(all, "reader-key", readerKey);
        ok(all, "request-batches", first);
        ok(all, "request-entries", request("identity", "identity", readers + entries));
        ok(all, "approve", approve + "bundle 2 " + A + "\nbundle 6 " + B + "\n");
        ok(all, "refuse", "tresllaves/v1/refuse" + HEAD + "request " + C + "\nreason conflict\n");
        ok(all, "result", result + "token " + A.substring(0, 32) + "\ntoken " + B.substring(0, 32) + "\n");
        String closed = "tresllaves/v1/closed" + HEAD + "day 2026-12-05\nbatch 3\nbatch 4\n";
        ok(all, "closed", closed);
        bad(all, "closed-order", DocketNote.Flaw.ORDER, "closed batches not ascending",
                closed.replace("batch 3\nbatch 4", "batch 4\nbatch 4"));
        bad(all, "closed-nothing", DocketNote.Flaw.NO_ENTRY, "closes no batch", closed.replaceAll("batch .\n", ""));
        bad(all, "closed-too-many", DocketNote.Flaw.TOO_MANY, "closes 65 batches", closed.replaceAll("batch .\n", "")
                + IntStream.range(0, 65).mapToObj(i -> "batch " + i + "\n").collect(Collectors.joining()));
        bad(all, "too-long", DocketNote.Flaw.TOO_LONG, "131,073 bytes", "x".repeat(DocketNote.MAX_TEXT) + "\n");
        bad(all, "type", DocketNote.Flaw.TYPE, "a type nobody knows", first.replace("v1/request", "v1/demand"));
        bad(all, "close-at-zero", DocketNote.Flaw.LINE, "midnight written as an hour", first.replace("T18", "T00"));
        bad(all, "date", DocketNote.Flaw.LINE, "a day that does not exist", first.replace("2026-12-05", "2026-02-30"));
        bad(all, "trailing-line", DocketNote.Flaw.LINE, "a line left over", first + "batch x\n");
        byte[] weak = KEY.clone();
        java.util.Arrays.fill(weak, 1184, 1216, (byte) 0);
        bad(all, "weak-key", DocketNote.Flaw.WEAK_KEY, "an X25519 part of zeros", "tresllaves/v1/reader-key" + HEAD
                + "key " + Base64s.encode(weak) + "\nnot-after 2026-12-01\n");
        bad(all, "reason", DocketNote.Flaw.REASON, "a reason nobody knows",
                first.replace("reason first", "reason fun"));
        bad(all, "close-after-end", DocketNote.Flaw.CLOSE_AFTER_END, "closes when it is no longer valid",
                first.replace("2026-11-25T18", "2026-12-06T01"));
        bad(all, "order", DocketNote.Flaw.ORDER, "batches not ascending", first.replace("batch 3\nbatch 4",
                "batch 4\nbatch 3"));
        bad(all, "too-many", DocketNote.Flaw.TOO_MANY, "65 batches", request("report", "first", readers + IntStream
                .range(0, 65).mapToObj(i -> "batch " + i + "\n").collect(Collectors.joining())));
        bad(all, "no-reader", DocketNote.Flaw.NO_READER, "nobody to read", request("report", "first", "batch 3\n"));
        bad(all, "no-entry", DocketNote.Flaw.NO_ENTRY, "a further opening of nothing",
                request("report", "further", readers));
        bad(all, "scope", DocketNote.Flaw.SCOPE, "identities of a whole batch",
                request("identity", "identity", readers + "batch 3\n"));
        return all;
    }

    private static void ok(Map<String, Vector> all, String name, String text) {
        all.put(name, Vector.ok("docket-note", name).in("text", text));
    }

    private static void bad(Map<String, Vector> all, String name, DocketNote.Flaw flaw, String comment, String text) {
        all.put(name, Vector.refused("docket-note", comment, flaw).in("text", text));
    }

    static RosterChain chain() throws Malformed {
        return TestPanel.chain(TestPanel.terms(2, TestPanel.bench("office", 2, 2, 0)),
                TestPanel.seat("Ana", "office"), TestPanel.seat("Blas", "office"), TestPanel.reader("Rita"));
    }

    static Map<String, Vector> panelNotes() throws Malformed {
        RosterChain chain = chain();
        Hash id = chain.panelId();
        Map<String, Vector> all = new TreeMap<>();
        all.put("refuse", said(chain, "OK", "a member refuses", id, id, 2, "Blas"));
        all.put("other-panel", said(chain, "OTHER_PANEL", "of another panel", Hash.of(new byte[32]), id, 2, "Blas"));
        all.put("unknown-roster", said(chain, "UNKNOWN_ROSTER", "under a roster not in the chain", id,
                Hash.of(new byte[32]), 2, "Blas"));
        all.put("unknown-person", said(chain, "UNKNOWN_PERSON", "by number 9 of 3", id, id, 9, "Blas"));
        all.put("reader-refuses", said(chain, "NOT_A_MEMBER", "a reader has no vote", id, id, 3, "Rita"));
        all.put("signed-by-another", said(chain, "ONE_SIGNATURE", "two lines", id, id, 2, "Blas", "Ana"));
        all.put("forged", said(chain, "BAD_SIGNATURE", "said for somebody else", id, id, 2, "Ana"));
        return all;
    }

    private static Vector said(RosterChain chain, String expect, String comment, Hash panel, Hash roster, int person,
            String... signers) {
        SignedNote note = SignedNote.unsigned("tresllaves/v1/refuse\npanel " + panel + "\nroster " + roster
                + "\nperson " + person + "\nrequest " + C + "\nreason other\n");
        for (String signer : signers) {
            PersonKeys keys = TestPanel.person(signer);
            note = note.signedBy(keys.on(chain.last().roster()).orElseThrow().vkey(), keys.ed25519());
        }
        return new Vector("panel-note", comment, expect,
                Vector.ok("", "").in("note", utf8(note.encode())).in("genesis", utf8(chain.notes().getFirst()))
                        .in(),
                expect.equals("OK")
                        ? Vector.ok("", "").out("hash", note.hash(org.tresllaves.protocol.Label.NOTE)).out()
                        : Map.of());
    }

    /** The flaws every set of vectors must name. */
    static List<Class<? extends Enum<?>>> flaws() {
        return List.of(SignedNote.Flaw.class, Policy.Flaw.class, DocketNote.Flaw.class, PanelNote.Flaw.class);
    }
}
