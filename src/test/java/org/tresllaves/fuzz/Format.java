package org.tresllaves.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.tresllaves.panel.Card;
import org.tresllaves.protocol.Dealt;
import org.tresllaves.protocol.DocketNote;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.Malformed;
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

    VERIFIER_KEY("roster", bytes -> bytes(VerifierKey.parse(text(bytes)).encode())),

    ROSTER("roster", bytes -> bytes(Roster.parse(text(bytes)).encode())),

    SIGNED_NOTE("roster", bytes -> SignedNote.parse(bytes).encode()),

    NOTE_LIST("roster", bytes -> NoteList.encode(NoteList.parse(bytes))),

    POLICY("roster", bytes -> bytes(String.join("\n", Policy.parse(List.of(text(bytes).split("\n", -1))).encode()))),

    DOCKET_NOTE("opening", bytes -> bytes(DocketNote.parse(text(bytes)).encode())),

    TOMBSTONE("opening", bytes -> bytes(TombstoneNote.parse(text(bytes)).encode())),

    CARD("roster", bytes -> {
        String line = text(bytes);
        return line.equals(line.strip()) ? bytes(Card.parse(line).encode()) : bytes;
    });

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
            seeds.add(new byte[]{(byte) format.ordinal()});
            for (Vector vector : format.vectors()) {
                Stream.concat(vector.in().values().stream(), vector.out().values().stream())
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .forEach(value -> seeds.add(join(new byte[]{(byte) format.ordinal()}, bytes(format, value))));
            }
        }
        return seeds;
    }

    /** The vectors of its folder; none as long as the folder is not there. */
    private Collection<Vector> vectors() throws IOException {
        return hasVectors() ? Vector.all(vectors).values() : List.of();
    }

    boolean hasVectors() {
        return Files.exists(Path.of("src/test/resources/vectors", vectors));
    }

    private static byte[] bytes(Format format, String value) {
        boolean hex = value.length() % 2 == 0 && value.matches("[0-9a-f]*");
        byte[] bytes = hex ? HexFormat.of().parseHex(value) : bytes(value);
        return format == DEALING ? join(new byte[]{3}, bytes) : bytes;
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
