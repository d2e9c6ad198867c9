package org.tresllaves.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tresllaves.panel.TestPanel;
import org.tresllaves.protocol.BadQuestionnaire;
import org.tresllaves.protocol.Card;
import org.tresllaves.protocol.Dealt;
import org.tresllaves.protocol.DocketNote;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.IdentityText;
import org.tresllaves.protocol.IntakeBatch;
import org.tresllaves.protocol.Manifest;
import org.tresllaves.protocol.OfflineBlock;
import org.tresllaves.protocol.PageListing;
import org.tresllaves.protocol.Promise;
import org.tresllaves.protocol.SealedFile;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Questionnaires;
import org.tresllaves.protocol.Roster;
import org.tresllaves.protocol.TombstoneNote;
import org.tresllaves.protocol.VerifierKey;
import org.tresllaves.tlog.NoteList;
import org.tresllaves.tlog.Policy;
import org.tresllaves.tlog.SignedNote;
import org.tresllaves.vectors.Vector;

/** Every format that is read from outside, with what it encodes to again. */
enum Format {
    HEADER("envelope", bytes -> Header.parse(bytes).encode()),

    PREFIX("envelope", bytes -> join(Header.Prefix.parseStart(bytes).encode(), tail(bytes, Header.Prefix.LENGTH))),

    DEALING("dealing", bytes -> bytes.length == 0
            ? bytes
            : join(head(bytes, 1), Dealt.parse(tail(bytes, 1), 2 + (bytes[0] & 0xff) % 14).encode())),

    VERIFIER_KEY("signed-note", bytes -> bytes(VerifierKey.parse(text(bytes)).encode())),

    ROSTER("roster", bytes -> bytes(Roster.parse(text(bytes)).encode())),

    SIGNED_NOTE("signed-note", bytes -> SignedNote.parse(bytes).encode()),

    NOTE_LIST("note-list", bytes -> NoteList.encode(NoteList.parse(bytes))),

    POLICY("policy", bytes -> bytes(
            String.join("\n", Policy.parse(List.of(text(bytes).split("\n", -1))).encode()))),

    DOCKET_NOTE("docket-note", bytes -> bytes(DocketNote.parse(text(bytes)).encode())),

    TOMBSTONE("tombstone", bytes -> bytes(TombstoneNote.parse(text(bytes)).encode())),

    BATCH("intake", bytes -> bytes(IntakeBatch.parse(text(bytes)).encode())),

    PROMISE("promise", bytes -> Promise.parse(bytes).encode()),

    IDENTITY("identity-text", bytes -> IdentityText.encode(IdentityText.parse(bytes))),

    MANIFEST("manifest", bytes -> Manifest.parse(bytes).encode()),

    CARD("card", bytes -> bytes(Card.parse(text(bytes)).encode())),

    QUESTIONNAIRES("questionnaire", Format::questionnaires),

    PAGE("page", bytes -> PageListing.parse(bytes).encode()),

    OFFLINE_BLOCK("", bytes -> OfflineBlock.of(OfflineBlock.unverifiedChain(bytes))),

    SEALED_FILE("sealed-file", bytes -> SealedFile.parse(bytes).encode());

    private static final Hash SOME = Hash.of(new byte[32]);
    private static final Eid ONE = Eid.of(new byte[16]);

    private final String vectors;
    private final RoundTrip roundTrip;

    /** Parses and encodes again. */
    interface RoundTrip {
        byte[] apply(byte[] bytes) throws Malformed;
    }

    Format(String vectors, RoundTrip roundTrip) {
        this.vectors = vectors;
        this.roundTrip = roundTrip;
    }

    /** Fails unless the bytes are refused with Malformed or come back as they were; answers whether they came back. */
    static boolean check(byte[] chosen) {
        if (chosen.length == 0) {
            return false;
        }
        Format format = values()[(chosen[0] & 0xff) % values().length];
        byte[] bytes = tail(chosen, 1);
        try {
            byte[] again = format.roundTrip.apply(bytes.clone());
            if (!Arrays.equals(bytes, again)) {
                throw new AssertionError(format + " is not canonical: " + HexFormat.of().formatHex(bytes));
            }
            return true;
        } catch (Malformed refused) {
            return false;
        }
    }

    /** What the vectors hold, each led by the byte that chooses the format. */
    static List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (Format format : values()) {
            seeds.add(join(new byte[]{(byte) format.ordinal()}, format.example()));
            for (Vector vector : format.vectors()) {
                Stream.concat(vector.in().values().stream(), vector.out().values().stream())
                        .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.of(value))
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .forEach(value -> seeds.add(join(new byte[]{(byte) format.ordinal()}, bytes(format, value))));
            }
        }
        return seeds;
    }

    /** Bytes of a format without vectors that parse. */
    private byte[] example() {
        return switch (this) {
            case NOTE_LIST -> NoteList.encode(List.of(new byte[]{1}, new byte[]{2, 3}));
            case TOMBSTONE -> bytes(new TombstoneNote(SOME, ONE, SOME).encode());
            case BATCH -> bytes(new IntakeBatch(SOME, 0, LocalDate.EPOCH, 64, SOME, SOME).encode());
            case PROMISE -> new Promise(ONE, 1, 2, new byte[64]).encode();
            case IDENTITY -> IdentityText.encode(Optional.of("Ana"));
            case MANIFEST ->
                new Manifest(Optional.empty(), List.of(), "x", "es", SOME, List.of(), Optional.empty(), List.of())
                        .encode();
            case OFFLINE_BLOCK -> OfflineBlock.of(new byte[]{1, 2});
            case CARD -> bytes(TestPanel.person("Ana").card(0).encode());
            case HEADER, PREFIX, DEALING, VERIFIER_KEY, ROSTER, SIGNED_NOTE, POLICY, DOCKET_NOTE,
                    QUESTIONNAIRES, PAGE, SEALED_FILE ->
                new byte[0];
        };
    }

    private Collection<Vector> vectors() throws IOException {
        return hasVectors() ? Vector.all(vectors).values() : List.of();
    }

    private boolean hasVectors() {
        return !vectors.isEmpty() && Files.exists(Path.of("src/test/resources/vectors", vectors));
    }

    private static byte[] bytes(Format format, String value) {
        boolean hex = value.length() % 2 == 0 && value.matches("[0-9a-f]*");
        byte[] bytes = hex ? HexFormat.of().parseHex(value) : bytes(value);
        return format == DEALING ? join(new byte[]{3}, bytes) : bytes;
    }

    private static byte[] questionnaires(byte[] pack) throws Malformed {
        try {
            return Questionnaires.parse(pack).pack();
        } catch (BadQuestionnaire e) {
            throw new Malformed(e.flaw());
        }
    }

    /** Text is compared as text: what is not UTF-8 never reaches a parser of text. */
    private static String text(byte[] bytes) throws Malformed {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!Arrays.equals(bytes(text), bytes)) {
            throw new Malformed(SignedNote.Flaw.UTF8);
        }
        return text;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] head(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, Math.min(length, bytes.length));
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, Math.min(from, bytes.length), bytes.length);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
