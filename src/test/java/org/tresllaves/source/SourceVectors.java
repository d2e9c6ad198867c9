package org.tresllaves.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tresllaves.crypto.Secret;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.WordList;
import org.tresllaves.vectors.Vector;

/** Writes the vectors of code phrases and what derives from them: {@code vectors/source-secrets}. */
final class SourceVectors {
    static final String FORMAT = "source-secrets";

    private SourceVectors() {
    }

    public static void main(String[] args) throws IOException {
        Vector.write(FORMAT, all());
    }

    static Map<String, Vector> all() {
        Map<String, Vector> all = new TreeMap<>();
        for (WordList list : WordList.values()) {
            byte[] entropy = new SeededRandom("phrase " + list.language()).bytes(16);
            String words = words(list, entropy);
            all.put("phrase-" + list.language(), Vector.ok(FORMAT, "twelve words of one list")
                    .in("words", words).out("entropies", List.of(hex(entropy))));
        }
        byte[] entropy = new byte[16];
        String spanish = words(WordList.SPANISH, new SeededRandom("phrase es").bytes(16));
        all.put("phrase-zeros", Vector.ok(FORMAT, "sixteen zero bytes").in("words", words(WordList.ENGLISH, entropy))
                .out("entropies", List.of(hex(entropy))));
        all.put("phrase-as-typed", Vector.ok(FORMAT, "upper case, no accents, other spaces")
                .in("words", " " + WordList.key(spanish).toUpperCase(java.util.Locale.ROOT).replace(" ", "\u3000\t"))
                .out("entropies", List.of(hex(new SeededRandom("phrase es").bytes(16)))));
        all.put("phrase-two-lists", twoLists());
        refused(all, spanish);
        all.put("secrets", secrets());
        return all;
    }

    /** The first phrase of simplified Chinese that is one of traditional Chinese too. */
    private static Vector twoLists() {
        SeededRandom random = new SeededRandom("two lists");
        while (true) {
            String words = words(WordList.CHINESE_SIMPLIFIED, random.bytes(16));
            try {
                List<CodePhrase> phrases = CodePhrase.parse(words);
                if (phrases.size() == 2) {
                    return Vector.ok(FORMAT, "in both Chinese lists, and the checksum holds in both").in("words", words)
                            .out("entropies", entropies(phrases));
                }
            } catch (BadPhrase e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void refused(Map<String, Vector> all, String words) {
        List<String> list = new ArrayList<>(List.of(words.split(" ")));
        all.put("phrase-eleven", Vector.refused(FORMAT, "eleven words", BadPhrase.Reason.COUNT).in("words",
                String.join(" ", list.subList(0, 11))).out("number", 11));
        all.put("phrase-thirteen", Vector.refused(FORMAT, "thirteen words", BadPhrase.Reason.COUNT)
                .in("words", words + " zurdo").out("number", 13));
        all.put("phrase-unknown", Vector.refused(FORMAT, "the seventh word is in no list",
                BadPhrase.Reason.UNKNOWN_WORD)
                .in("words", String.join(" ", with(list, 6, "avogado"))).out("number", 7));
        all.put("phrase-mixed", Vector.refused(FORMAT, "eleven Spanish words and an English one",
                BadPhrase.Reason.UNKNOWN_WORD).in("words", String.join(" ", with(list, 0, "zoo"))).out("number", 1));
        all.put("phrase-checksum", Vector.refused(FORMAT, "the checksum fails", BadPhrase.Reason.CHECKSUM)
                .in("words", String.join(" ", java.util.Collections.nCopies(12, "abandon"))).out("number", 0));
    }

    private static List<String> with(List<String> list, int at, String word) {
        List<String> changed = new ArrayList<>(list);
        changed.set(at, word);
        return changed;
    }

    private static Vector secrets() {
        SeededRandom random = new SeededRandom("secrets");
        byte[] entropy = random.bytes(16);
        Hash panelId = Hash.of(random.bytes(32));
        byte[] fresh = random.bytes(32);
        Hash envelopeHash = Hash.of(random.bytes(32));
        SourceSecrets secrets = SourceSecrets.of(Secret.copyOf(entropy), panelId);
        Eid eid = secrets.freshEid(new Once(fresh));
        return Vector.ok(FORMAT, "everything that derives from the words").in("entropy", entropy)
                .in("panel_id", panelId).in("fresh", fresh).in("envelope_hash", envelopeHash)
                .out("root", secrets.root().reveal()).out("eid", eid).out("rs", secrets.rs(eid).reveal())
                .out("w", secrets.w(eid, envelopeHash).reveal()).out("rtag", secrets.rtag(eid, envelopeHash));
    }

    static List<String> entropies(List<CodePhrase> phrases) {
        return phrases.stream().map(phrase -> hex(phrase.entropy().reveal())).toList();
    }

    private static String words(WordList list, byte[] entropy) {
        return String.join(" ", CodePhrase.of(list, Secret.copyOf(entropy)).words());
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }

    /** A generator that gives exactly these bytes. */
    static final class Once extends java.security.SecureRandom {
        private static final long serialVersionUID = 1L;
        private final byte[] value;

        Once(byte[] value) {
            this.value = value;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(value, 0, bytes, 0, bytes.length);
        }
    }
}
