package org.tresllaves.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tresllaves.protocol.Card;
import org.tresllaves.protocol.DocketNote;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Roster;
import org.tresllaves.protocol.VerifierKey;
import org.tresllaves.tlog.PanelNote;
import org.tresllaves.tlog.Policy;
import org.tresllaves.tlog.RosterChain;
import org.tresllaves.tlog.SignedNote;
import org.tresllaves.crypto.Release;
import org.tresllaves.crypto.Secret;
import org.tresllaves.protocol.TombstoneNote;
import org.tresllaves.tlog.Tombstone;
import org.tresllaves.vectors.Vector;

/** Reads the committed vectors of everything a panel writes; they are what the generators write, and no flaw is without one. */
class PanelVectorTest {
    /** Reads a vector as its format says; returning means OK. */
    interface Reading {
        void read(Vector vector) throws Malformed;
    }

    private static void check(String format, Map<String, Vector> generated, Enum<?>[] flaws, Reading reading,
            String... unreachable) throws IOException {
        Map<String, Vector> committed = Vector.all(format);
        assertThat(generated).isEqualTo(committed);
        committed.forEach((name, vector) -> assertThat(outcome(vector, reading)).as(format + " " + name)
                .isEqualTo(vector.expect()));
        Set<String> named = committed.values().stream().map(Vector::expect).collect(Collectors.toSet());
        named.addAll(List.of(unreachable));
        assertThat(named).containsAll(Arrays.stream(flaws).map(Enum::name).toList());
    }

    private static String outcome(Vector vector, Reading reading) {
        try {
            reading.read(vector);
            return "OK";
        } catch (Malformed e) {
            return e.flaw().name();
        }
    }

    @Test
    void rosters() throws Exception {
        check("roster", RosterVectors.all(), Roster.Flaw.values(), vector -> {
            String text = vector.text("text");
            assertThat(Roster.parse(text).encode()).isEqualTo(text);
        });
    }

    @Test
    void chains() throws Exception {
        // 4,097 links would be a vector of 80 MB.
        check("roster-chain", ChainVectors.all(), RosterChain.Flaw.values(), vector -> {
            List<byte[]> notes = ((List<?>) Objects.requireNonNull(vector.in().get("notes"))).stream()
                    .map(note -> note.toString().getBytes(StandardCharsets.UTF_8)).toList();
            RosterChain.verify(Hash.of(vector.bytes("panel_id")), notes);
        }, "TOO_MANY");
    }

    @Test
    void signedNotes() throws Exception {
        check("signed-note", NoteVectors.signedNotes(), SignedNote.Flaw.values(), vector -> {
            SignedNote note = SignedNote.parse(vector.bytes("note"));
            assertThat(note.encode()).isEqualTo(vector.bytes("note"));
            assertThat(note.isSignedBy(VerifierKey.parse(vector.text("vkey")))).isTrue();
        });
    }

    @Test
    void policies() throws Exception {
        check("policy", NoteVectors.policies(), Policy.Flaw.values(), vector -> {
            List<String> lines = List.of(vector.text("text").split("\n", -1));
            assertThat(Policy.parse(lines).encode()).isEqualTo(lines);
        });
    }

    @Test
    void docketNotes() throws Exception {
        check("docket-note", NoteVectors.docketNotes(), DocketNote.Flaw.values(), vector -> {
            String text = vector.text("text");
            assertThat(DocketNote.parse(text).encode()).isEqualTo(text);
        });
    }

    @Test
    void panelNotes() throws Exception {
        check("panel-note", NoteVectors.panelNotes(), PanelNote.Flaw.values(), vector -> {
            RosterChain chain = RosterChain
                    .trustingGenesis(vector.text("genesis").getBytes(StandardCharsets.UTF_8));
            PanelNote<DocketNote> note = PanelNote.verify(vector.text("note").getBytes(StandardCharsets.UTF_8), chain);
            assertThat(note.hash().hex()).isEqualTo(vector.out().get("hash"));
        });
    }

    @Test
    void keyFiles() throws Exception {
        check("key-file", KeyFileVectors.all(), KeyFile.Flaw.values(), vector -> {
            KeyFile.Cost least = new KeyFile.Cost(vector.number("least_kib"), vector.number("least_passes"));
            PersonKeys keys = KeyFile.insecureCost(least).open(vector.bytes("file"),
                    vector.text("passphrase").toCharArray());
            assertThat(KeyRecord.encode(keys)).isEqualTo(KeyRecord.encode(KeyFileVectors.keys()));
        });
    }

    @Test
    void aCheapKeyFileIsRefusedInProduction() throws Exception {
        byte[] cheap = Objects.requireNonNull(KeyFileVectors.all().get("ok")).bytes("file");
        assertThat(outcome(Vector.ok("", ""),
                v -> KeyFile.standard().open(cheap, KeyFileVectors.PASSPHRASE.toCharArray())))
                .isEqualTo("COST_TOO_LOW");
        assertThat(outcome(Vector.ok("", ""), v -> KeyFile.insecureCost(KeyFileVectors.CHEAP).open(cheap,
                "another".toCharArray()))).isEqualTo("WRONG_PASSPHRASE");
    }

    @Test
    void aProductionKeyFileReadsBack() throws Malformed {
        byte[] file = KeyFile.standard().seal(KeyFileVectors.keys(), "clave".toCharArray(), RosterVectors.random("k"));
        assertThat(file).hasSize(KeyFile.LENGTH);
        assertThat(KeyRecord.encode(KeyFile.standard().open(file, "clave".toCharArray())))
                .isEqualTo(KeyRecord.encode(KeyFileVectors.keys()));
    }

    @Test
    void cards() throws Exception {
        check("card", CardVectors.all(), Card.Flaw.values(), vector -> {
            Card card = Card.parse(vector.text("card"));
            assertThat(card.encode()).isEqualTo(vector.text("card"));
            assertThat(card.name().token()).isEqualTo(vector.out().get("name"));
            assertThat(HexFormat.of().formatHex(card.xWing())).isEqualTo(vector.out().get("x_wing"));
            assertThat(HexFormat.of().formatHex(card.onion())).isEqualTo(vector.out().get("onion"));
        });
    }

    @Test
    void tombstones() throws Exception {
        check("tombstone", TombstoneVectors.all(), Tombstone.Flaw.values(), vector -> {
            RosterChain chain = RosterChain
                    .trustingGenesis(vector.text("genesis").getBytes(StandardCharsets.UTF_8));
            TombstoneNote note = Tombstone.verify(vector.text("note").getBytes(StandardCharsets.UTF_8), chain);
            assertThat(note.eid().hex()).isEqualTo(vector.out().get("eid"));
            assertThat(note.w().hex()).isEqualTo(vector.out().get("w"));
            Hash rtag = Hash.of(HexFormat.of().parseHex((String) vector.out().getOrDefault("rtag", "")));
            assertThat(Tombstone.takesBack(note, rtag)).isTrue();
            assertThat(Tombstone.takesBack(note, note.w())).isFalse();
        });
    }

    @Test
    void bundles() throws Exception {
        Map<String, Vector> committed = Vector.all(BundleVectors.FORMAT);
        assertThat(BundleVectors.all()).isEqualTo(committed);
        committed.forEach((name, vector) -> assertThat(bundle(vector)).as(name).isEqualTo(vector.expect()));
    }

    private static String bundle(Vector vector) {
        try {
            Bundle bundle = Bundle.of(vector.bytes("bundle"), vector.number("slots"),
                    Hash.of(vector.bytes("signed")));
            Release.Binding binding = new Release.Binding(Hash.of(vector.bytes("request")),
                    Hash.of(vector.bytes("tag")), vector.number("member"), vector.number("reader"),
                    vector.bytes("reader_key"));
            Secret seed = Secret.copyOf(vector.bytes("reader_seed"));
            for (int slot = 0; slot < vector.number("slots"); slot++) {
                String opened = Release.open(seed, binding, bundle.slot(slot))
                        .map(share -> HexFormat.of().formatHex(share.reveal())).orElse("");
                boolean opens = Integer.valueOf(slot).equals(vector.out().get("opens"));
                assertThat(opened).isEqualTo(opens ? vector.out().get("share") : "");
            }
            return "OK";
        } catch (Refused e) {
            return e.reason().name();
        }
    }
}
