package org.tresllaves.panel;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.tresllaves.protocol.Base64s;
import org.tresllaves.protocol.Card;
import org.tresllaves.protocol.VerifierKey;
import org.tresllaves.vectors.Vector;

/** Writes the vectors of cards: {@code vectors/card}. */
final class CardVectors {
    static final String FORMAT = "card";

    private CardVectors() {
    }

    public static void main(String[] args) throws IOException {
        Vector.write(FORMAT, all());
    }

    static Map<String, Vector> all() {
        Card card = TestPanel.person("Inés Núñez").card(0);
        String line = card.encode();
        String mlDsa = Base64s.encode(card.mlDsa());
        String xWing = Base64s.encode(card.xWing());
        String onion = Base64s.encode(card.onion());
        Map<String, Vector> all = new TreeMap<>();
        all.put("card", Vector.ok(FORMAT, "what a person sends to whoever drafts a roster").in("card", line)
                .out("name", card.name().token()).out("ed25519", card.ed25519()).out("ml_dsa", card.mlDsa())
                .out("x_wing", card.xWing()).out("onion", card.onion()));
        bad(all, "type", Card.Flaw.LINE, "another type", line.replace("/card", "/roster"));
        bad(all, "two-spaces", Card.Flaw.LINE, "two spaces", line.replaceFirst(" ", "  "));
        bad(all, "newline", Card.Flaw.LINE, "a newline is no part of it", line + " \n");
        bad(all, "token-missing", Card.Flaw.LINE, "no onion key", line.substring(0, line.lastIndexOf(' ')));
        bad(all, "vkey", Card.Flaw.KEY, "a verifier key with a wrong hash",
                line.replaceFirst("\\+.{8}\\+", "+00000000+"));
        bad(all, "vkey-type", Card.Flaw.KEY, "an ML-DSA-44 key for a person", line.replace(vkey(card, card.ed25519(),
                VerifierKey.Type.ED25519), vkey(card, card.mlDsa(), VerifierKey.Type.ML_DSA_44)));
        bad(all, "ml-dsa-short", Card.Flaw.KEY, "an ML-DSA-44 key of 1,311 bytes",
                line.replace(mlDsa, Base64s.encode(java.util.Arrays.copyOf(card.mlDsa(), 1311))));
        bad(all, "x-wing-short", Card.Flaw.KEY, "an X-Wing key of 1,215 bytes",
                line.replace(xWing, Base64s.encode(java.util.Arrays.copyOf(card.xWing(), 1215))));
        bad(all, "onion-short", Card.Flaw.KEY, "an onion key of 31 bytes",
                line.replace(onion, Base64s.encode(java.util.Arrays.copyOf(card.onion(), 31))));
        bad(all, "onion-zero", Card.Flaw.KEY, "an onion key of small order",
                line.replace(onion, Base64s.encode(new byte[32])));
        bad(all, "onion-high-bit", Card.Flaw.KEY, "an onion key that is not reduced",
                line.replace(onion, Base64s.encode(highBit(card.onion()))));
        bad(all, "base64", Card.Flaw.KEY, "base64 without its padding", line.replace("=", ""));
        bad(all, "name", Card.Flaw.NAME, "a name that begins with a space", "tresllaves/v1/card "
                + new VerifierKey("_Ana", VerifierKey.Type.ED25519, card.ed25519()).encode() + " " + mlDsa + " "
                + xWing + " " + onion);
        return all;
    }

    private static byte[] highBit(byte[] key) {
        byte[] changed = key.clone();
        changed[31] |= (byte) 0x80;
        return changed;
    }

    private static String vkey(Card card, byte[] key, VerifierKey.Type type) {
        return new VerifierKey(card.name().token(), type, key).encode();
    }

    private static void bad(Map<String, Vector> all, String name, Card.Flaw flaw, String comment, String line) {
        all.put(name, Vector.refused(FORMAT, comment, flaw).in("card", line));
    }
}
