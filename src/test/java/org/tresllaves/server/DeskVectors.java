package org.tresllaves.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.Secret;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.protocol.BoardNote;
import org.tresllaves.protocol.DocketNote;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.vectors.Vector;

/** Writes the vectors of log-ins, board digests and refusals. */
public final class DeskVectors {
    private DeskVectors() {
    }

    public static void main(String[] args) throws IOException {
        Vector.write("log-in", logIns());
        Vector.write("board-note", boardNotes());
        Vector.write("refusal", refusals());
    }

    static Map<String, Vector> logIns() {
        SeededRandom random = new SeededRandom("log-in vectors");
        Secret seed = random.secret(32);
        byte[] key = Ed25519.keyPair(seed).publicKey();
        byte[] nonce = random.bytes(32);
        Map<String, Vector> all = new TreeMap<>();
        for (String origin : new String[]{"ejemplo.example/docket", "defensor\u00eda/docket"}) {
            byte[] message = Label.LOGIN.with(origin.getBytes(StandardCharsets.UTF_8), nonce);
            byte[] who = Derive.h(Label.WHO, key).bytes();
            byte[] signature = Ed25519.sign(seed, message);
            all.put(all.isEmpty() ? "ok" : "utf-8", Vector.ok("log-in", "what PUT /v1/login carries")
                    .in("seed", seed.reveal()).in("origin", origin).in("nonce", nonce).out("message", message)
                    .out("body", Derive.concat(who, nonce, signature)));
        }
        return all;
    }

    static Map<String, Vector> boardNotes() {
        SeededRandom random = new SeededRandom("board vectors");
        Hash panel = Hash.of(random.bytes(32));
        byte[] batch = Derive.concat(new byte[]{0, 0, 0, 7, 0, 0, 0x51, 0x38}, random.bytes(64));
        String text = new BoardNote(panel, 7, LocalDate.ofEpochDay(0x5138), Derive.h(Label.BOARD_BATCH, batch))
                .encode();
        Map<String, Vector> all = new TreeMap<>();
        all.put("ok", Vector.ok("board-note", "over a batch cut to 64 bytes of records").in("text", text)
                .in("batch", batch));
        refuse(all, "type", DocketNote.Flaw.TYPE, text.replace("v1/board", "v1/boards"));
        refuse(all, "number", DocketNote.Flaw.LINE, text.replace("batch 7", "batch 07"));
        refuse(all, "day", DocketNote.Flaw.LINE, text.replace("-12-", "-13-"));
        refuse(all, "upper-case", DocketNote.Flaw.LINE,
                text.replace(panel.hex(), panel.hex().toUpperCase(java.util.Locale.ROOT)));
        refuse(all, "trailing", DocketNote.Flaw.LINE, text + "more 1\n");
        refuse(all, "no-newline", DocketNote.Flaw.LINE, text.stripTrailing());
        refuse(all, "too-long", DocketNote.Flaw.TOO_LONG, text + "x".repeat(400) + "\n");
        return all;
    }

    private static void refuse(Map<String, Vector> all, String name, DocketNote.Flaw flaw, String text) {
        all.put(name, Vector.refused("board-note", name, flaw).in("text", text));
    }

    static Map<String, Vector> refusals() {
        Map<String, Vector> all = new TreeMap<>();
        for (Refusal refusal : Refusal.values()) {
            all.put(refusal.word(), Vector.ok("refusal", refusal.name()).in("body", refusal.body())
                    .out("status", Statuses.of(refusal)).out("word", refusal.word()));
        }
        return all;
    }
}
