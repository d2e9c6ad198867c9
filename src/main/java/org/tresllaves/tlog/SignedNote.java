package org.tresllaves.tlog;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.MlDsa44;
import org.tresllaves.crypto.Secret;
import org.tresllaves.protocol.Base64s;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.VerifierKey;

/**
 * A C2SP signed note (spec: roster, "Signed notes"): a text and the signature lines under it, none of them verified. {@link #isSignedBy} is the only
 * way to learn who signed; lines of unknown keys are carried along and mean nothing.
 */
public record SignedNote(String text, List<Line> lines) {
    public static final int MAX_TEXT = 128 * 1024;
    public static final int MAX_NOTE = 256 * 1024;
    public static final int MAX_LINES = 64;
    private static final String DASH = "\u2014 ";

    /** What can be wrong with a note's form. */
    public enum Flaw implements org.tresllaves.protocol.Flaw {
        TOO_LONG, UTF8, CONTROL, NO_SIGNATURE, TEXT_TOO_LONG, TOO_MANY_SIGNATURES, SIGNATURE_LINE, SAME_SIGNATURE
    }

    /** One signature line: the key's name and id, and whatever stands for a signature. */
    public record Line(String name, int id, byte[] signature) {
        public Line {
            signature = signature.clone();
        }

        @Override
        public byte[] signature() {
            return signature.clone();
        }

        String encode() {
            byte[] bytes = ByteBuffer.allocate(4 + signature.length).putInt(id).put(signature).array();
            return DASH + name + " " + Base64s.encode(bytes) + "\n";
        }

        boolean isOf(VerifierKey key) {
            return name.equals(key.name()) && id == key.id();
        }

        boolean hasKeyOf(Line other) {
            return name.equals(other.name) && id == other.id;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Line line && hasKeyOf(line) && Arrays.equals(signature, line.signature);
        }

        @Override
        public int hashCode() {
            return id;
        }
    }

    public SignedNote {
        lines = List.copyOf(lines);
    }

    /** A text nobody has signed yet; it ends in a newline. */
    public static SignedNote unsigned(String text) {
        return new SignedNote(text, List.of());
    }

    /** Parses exactly one note with at least one signature line. */
    public static SignedNote parse(byte[] bytes) throws Malformed {
        require(bytes.length <= MAX_NOTE, Flaw.TOO_LONG);
        String note = utf8(bytes);
        require(note.chars().allMatch(c -> c >= ' ' || c == '\n'), Flaw.CONTROL);
        int split = note.lastIndexOf("\n\n");
        require(split >= 0 && split + 2 < note.length() && note.endsWith("\n"), Flaw.NO_SIGNATURE);
        String text = note.substring(0, split + 1);
        require(text.getBytes(StandardCharsets.UTF_8).length <= MAX_TEXT, Flaw.TEXT_TOO_LONG);
        String[] signatures = note.substring(split + 2, note.length() - 1).split("\n", -1);
        require(signatures.length <= MAX_LINES, Flaw.TOO_MANY_SIGNATURES);
        List<Line> lines = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (String signature : signatures) {
            Line line = line(signature);
            require(keys.add(line.name() + " " + line.id()), Flaw.SAME_SIGNATURE);
            lines.add(line);
        }
        return new SignedNote(text, lines);
    }

    private static Line line(String line) throws Malformed {
        require(line.startsWith(DASH), Flaw.SIGNATURE_LINE);
        String[] parts = line.substring(DASH.length()).split(" ", -1);
        require(parts.length == 2 && VerifierKey.isKeyName(parts[0]), Flaw.SIGNATURE_LINE);
        byte[] bytes = Base64s.decode(parts[1], Flaw.SIGNATURE_LINE);
        require(bytes.length > 4, Flaw.SIGNATURE_LINE);
        return new Line(parts[0], ByteBuffer.wrap(bytes).getInt(), Arrays.copyOfRange(bytes, 4, bytes.length));
    }

    private static String utf8(byte[] bytes) throws Malformed {
        try {
            CharBuffer chars = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return chars.toString();
        } catch (CharacterCodingException e) {
            throw new Malformed(Flaw.UTF8);
        }
    }

    /** The bytes {@link #parse} reads; a note without a line has none. */
    public byte[] encode() {
        StringBuilder out = new StringBuilder(text).append('\n');
        lines.forEach(line -> out.append(line.encode()));
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The bytes that are signed: the text with its final newline. */
    public byte[] signedBytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The line of this key, not verified. */
    public Optional<Line> lineOf(VerifierKey key) {
        return lines.stream().filter(line -> line.isOf(key)).findFirst();
    }

    /** Whether this key signed the text. False too for a key that signs something else than notes, such as a witness's. */
    public boolean isSignedBy(VerifierKey key) {
        return lineOf(key).filter(line -> verifies(key, line)).isPresent();
    }

    private boolean verifies(VerifierKey key, Line line) {
        return switch (key.type()) {
            case ED25519 -> Ed25519.verify(key.key(), signedBytes(), line.signature());
            case ML_DSA_44 -> MlDsa44.verify(key.key(), signedBytes(), line.signature());
            case COSIGNATURE_ED25519, COSIGNATURE_ML_DSA_44 -> false;
        };
    }

    /** This note with a line by this key, whose seed is given. Only keys that sign notes; any other is a bug of the caller. */
    public SignedNote signedBy(VerifierKey key, Secret seed) {
        byte[] signature = switch (key.type()) {
            case ED25519 -> Ed25519.sign(seed, signedBytes());
            case ML_DSA_44 -> MlDsa44.sign(seed, signedBytes());
            case COSIGNATURE_ED25519, COSIGNATURE_ML_DSA_44 -> throw new IllegalArgumentException("a witness's key");
        };
        return with(new Line(key.name(), key.id(), signature));
    }

    /** H(label | text): how a note is named by others, always without its signatures. */
    public Hash hash(Label label) {
        return Derive.h(label, signedBytes());
    }

    /** This note with one more line; a line of the same key is replaced. */
    public SignedNote with(Line line) {
        return new SignedNote(text, Stream.concat(lines.stream().filter(old -> !old.hasKeyOf(line)), Stream.of(line))
                .toList());
    }

    /** Both notes' lines under their one text: how signatures that were collected apart come together. Another text is a bug of the caller. */
    public SignedNote merge(SignedNote other) {
        if (!text.equals(other.text)) {
            throw new IllegalArgumentException("the notes have different texts");
        }
        SignedNote merged = this;
        for (Line line : other.lines) {
            merged = merged.with(line);
        }
        return merged;
    }

    private static void require(boolean holds, Flaw flaw) throws Malformed {
        if (!holds) {
            throw new Malformed(flaw);
        }
    }
}
