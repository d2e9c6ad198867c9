package org.tresllaves.protocol;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.Secret;
import org.tresllaves.protocol.IntakeBatch.Flaw;
import org.tresllaves.vectors.Vector;

/** Writes the vectors of intake batches and of promises (spec: intake, upload). */
final class IntakeVectors {
    static final String BATCH = "intake";
    static final String PROMISE = "promise";

    private static final Hash PANEL = seeded(1);
    private static final byte[] DAY_KEY = seeded(2).bytes();

    private IntakeVectors() {
    }

    public static void main(String[] args) throws IOException {
        Vector.write(BATCH, batches());
        Vector.write(PROMISE, promises());
    }

    static Map<String, Vector> batches() {
        Map<String, Vector> all = new LinkedHashMap<>();
        byte[] one = entries(List.of(report(3)));
        all.put("none", good("a batch of no reports: 64 dummies", entries(List.of()), 0));
        all.put("one", good("one report among 63 dummies", one, 1));
        String text = leaf(one).encode();
        all.put("too-long", leaf("a leaf over 512 bytes", text + "x".repeat(512), Flaw.TOO_LONG));
        all.put("line", leaf("a line of another name", text.replace("\nday ", "\nthe-day "), Flaw.LINE));
        all.put("type", leaf("another type", text.replace("/batch", "/roster"), Flaw.TYPE));
        all.put("size", leaf("not a multiple of 64", text.replace("size 64", "size 63"), Flaw.SIZE));
        all.put("size-zero", leaf("no entries at all", text.replace("size 64", "size 0"), Flaw.SIZE));
        all.put("length", entries("one entry short", text, Arrays.copyOf(one, one.length - IntakeEntry.LENGTH),
                Flaw.LENGTH));
        byte[] type = one.clone();
        type[0] = 2;
        all.put("entry-type", entries("an entry of type 2", text, type, Flaw.ENTRY_TYPE));
        byte[] twice = one.clone();
        System.arraycopy(one, 0, twice, IntakeEntry.LENGTH, IntakeEntry.LENGTH);
        all.put("order", entries("an entry that stands there twice", text, twice, Flaw.ORDER));
        return all;
    }

    static Map<String, Vector> promises() {
        Map<String, Vector> all = new LinkedHashMap<>();
        Ed25519.KeyPair key = Ed25519.keyPair(Secret.taking(seeded(4).bytes()));
        IntakeEntry entry = report(3);
        byte[] signed = Promise.signed(PANEL, entry.eid(), entry.envelopeHash(), entry.rtag(), 7, 20_781);
        byte[] good = new Promise(entry.eid(), 7, 20_781, Ed25519.sign(key.seed(), signed)).encode();
        all.put("promise", Vector.ok(PROMISE, "what a commit is answered with").in("promise", good)
                .in("panel_id", PANEL.bytes()).in("envelope_hash", entry.envelopeHash().bytes())
                .in("rtag", entry.rtag().bytes()).in("log_key", key.publicKey()).out("eid", entry.eid().bytes())
                .out("batch", 7).out("day", 20_781).out("signed", signed));
        all.put("truncated", promise("a byte short", Arrays.copyOf(good, 99), Promise.Flaw.TRUNCATED));
        byte[] reserved = good.clone();
        reserved[24] = 1;
        all.put("reserved", promise("a reserved byte that is not zero", reserved, Promise.Flaw.RESERVED));
        all.put("trailing", promise("a byte too many", Arrays.copyOf(good, 101), Promise.Flaw.TRAILING));
        return all;
    }

    private static Vector promise(String comment, byte[] bytes, Promise.Flaw flaw) {
        return Vector.refused(PROMISE, comment, flaw).in("promise", bytes);
    }

    private static Vector good(String comment, byte[] entries, int reports) {
        return Vector.ok(BATCH, comment).in("leaf", leaf(entries).encode()).in("entries", entries)
                .in("day_key", DAY_KEY).out("reports", reports).out("entries_hash", hash(entries).bytes())
                .out("day_key_hash", Derive.h(Label.DAY_KEY, DAY_KEY).bytes());
    }

    private static Vector leaf(String comment, String text, Flaw flaw) {
        return Vector.refused(BATCH, comment, flaw).in("leaf", text);
    }

    private static Vector entries(String comment, String text, byte[] entries, Flaw flaw) {
        return Vector.refused(BATCH, comment, flaw).in("leaf", text).in("entries", entries);
    }

    private static IntakeBatch leaf(byte[] entries) {
        return new IntakeBatch(PANEL, 7, LocalDate.of(2026, 11, 24), entries.length / IntakeEntry.LENGTH,
                Derive.h(Label.DAY_KEY, DAY_KEY), hash(entries));
    }

    private static Hash hash(byte[] entries) {
        return Derive.h(Label.BATCH, entries);
    }

    private static byte[] entries(List<IntakeEntry> reports) {
        List<byte[]> all = new ArrayList<>();
        reports.forEach(report -> all.add(report.encode()));
        for (int j = 0; all.size() < IntakeBatch.paddedSize(reports.size()); j++) {
            byte[] number = new Wire.Writer().u32(j).toBytes();
            all.add(IntakeEntry.ofBody(Derive.x(Label.DUMMY, DAY_KEY, number, IntakeEntry.BODY)).encode());
        }
        all.sort(Arrays::compareUnsigned);
        return Derive.concat(all.toArray(byte[][]::new));
    }

    private static IntakeEntry report(int seed) {
        return new IntakeEntry(Eid.of(Arrays.copyOf(seeded(seed).bytes(), Eid.LENGTH)), seeded(seed + 100),
                seeded(seed + 200));
    }

    private static Hash seeded(int seed) {
        return Derive.h(Label.NOTE, new byte[]{(byte) seed});
    }
}
