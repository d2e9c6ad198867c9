package org.tresllaves.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.tresllaves.crypto.BoardRecord.Flaw;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Wire;
import org.tresllaves.vectors.Vector;

/** Writes the vectors of board records: {@code vectors/replies}. */
final class RepliesVectors {
    static final String FORMAT = "replies";
    private static final SeededRandom RANDOM = new SeededRandom("replies vectors");
    private static final Hash PANEL = Hash.of(RANDOM.bytes(32));
    private static final Ed25519.KeyPair KEY = Ed25519.random(RANDOM);
    private static final byte[] RS = RANDOM.bytes(32);
    private static final BoardRecord.Writer WRITER = new BoardRecord.Writer(PANEL, KEY);

    private RepliesVectors() {
    }

    public static void main(String[] args) throws IOException {
        Vector.write(FORMAT, all());
    }

    static Map<String, Vector> all() {
        Map<String, Vector> all = new TreeMap<>();
        ok(all, "short", "a reply of one part", 0, new BoardRecord.Part(0, 1, 20_500, "Venga el lunes."));
        ok(all, "empty", "an empty text", 7, new BoardRecord.Part(0, 1, 0, ""));
        ok(all, "last-part", "the last of three parts, as long as can be", 0xffffffffL,
                new BoardRecord.Part(2, 3, 0xffffffffL, "ñ".repeat(1988)));
        byte[] good = seal(3, "x");
        refused(all, "length", "4,095 bytes", Flaw.LENGTH, Arrays.copyOf(good, 4095));
        refused(all, "tag", "another counter's tag", Flaw.TAG, seal(4, "x"));
        refused(all, "ciphertext", "a byte differs", Flaw.CIPHERTEXT, flipped(good, 2000));
        refused(all, "ciphertext-salt", "a byte of the salt differs", Flaw.CIPHERTEXT, flipped(good, 20));
        refused(all, "part-none", "of 0 parts", Flaw.PART, crafted(0, 0, 1, "x"));
        refused(all, "part-17", "of 17 parts", Flaw.PART, crafted(0, 17, 1, "x"));
        refused(all, "part-beyond", "part 2 of 2, counted from 0", Flaw.PART, crafted(2, 2, 1, "x"));
        refused(all, "text-length", "a text of 3,977 bytes", Flaw.TEXT_LENGTH, crafted(0, 1, 3977, "x"));
        refused(all, "padding", "a byte after the text", Flaw.PADDING, crafted(0, 1, 1, "xy"));
        refused(all, "utf8", "half a character", Flaw.UTF8, crafted(0, 1, 1, "\u00c3"));
        refused(all, "signature", "signed by somebody else", Flaw.SIGNATURE, BoardRecord.seal(Secret.copyOf(RS),
                new BoardRecord.Writer(PANEL, new Ed25519.KeyPair(Secret.copyOf(new byte[32]), KEY.publicKey())), 3,
                new BoardRecord.Part(0, 1, 20_500, "x")));
        refused(all, "signature-panel", "signed for another panel", Flaw.SIGNATURE,
                BoardRecord.seal(Secret.copyOf(RS), new BoardRecord.Writer(Hash.of(new byte[32]), KEY), 3,
                        new BoardRecord.Part(0, 1, 20_500, "x")));
        refused(all, "salt", "a salt that is not the text's", Flaw.SALT, resealed(plain(good), new byte[16]));
        return all;
    }

    private static void ok(Map<String, Vector> all, String name, String comment, long counter, BoardRecord.Part part) {
        byte[] record = BoardRecord.seal(Secret.copyOf(RS), WRITER, counter, part);
        all.put(name, common(Vector.ok(FORMAT, comment), counter, record).in("seed", KEY.seed().reveal())
                .out("who", BoardRecord.who(KEY.publicKey())).out("tag", Arrays.copyOf(record, 16))
                .out("salt", Arrays.copyOfRange(record, 16, 32)).out("part", part.part()).out("parts", part.parts())
                .out("day", Long.toString(part.day())).out("text", part.text()));
    }

    private static void refused(Map<String, Vector> all, String name, String comment, Flaw flaw, byte[] record) {
        all.put(name, common(Vector.refused(FORMAT, comment, flaw), 3, record));
    }

    private static Vector common(Vector vector, long counter, byte[] record) {
        return vector.in("rs", RS).in("panel_id", PANEL).in("key", KEY.publicKey())
                .in("counter", Long.toString(counter)).in("record", record);
    }

    private static byte[] seal(long counter, String text) {
        return BoardRecord.seal(Secret.copyOf(RS), WRITER, counter, new BoardRecord.Part(0, 1, 20_500, text));
    }

    /** A record whose head no honest writer makes; the signature is never reached. */
    private static byte[] crafted(int part, int parts, int length, String text) {
        byte[] head = new Wire.Writer().u8(part).u8(parts).u32(20_500).u16(length)
                .bytes(text.getBytes(StandardCharsets.ISO_8859_1)).toBytes();
        byte[] plain = Arrays.copyOf(head, 4048);
        byte[] salt = Derive.x(Label.BOARD_SALT, RS, Derive.concat(address(), plain), 16);
        return resealed(plain, salt);
    }

    private static byte[] plain(byte[] record) {
        return run(Cipher.DECRYPT_MODE, Arrays.copyOfRange(record, 16, 32), Arrays.copyOfRange(record, 32, 4096));
    }

    private static byte[] resealed(byte[] plain, byte[] salt) {
        return Derive.concat(tag(), salt, run(Cipher.ENCRYPT_MODE, salt, plain));
    }

    private static byte[] run(int mode, byte[] salt, byte[] in) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            byte[] key = Derive.x(Label.BOARD_KEY, RS, Derive.concat(address(), salt), 32);
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, new byte[12]));
            cipher.updateAAD(Derive.concat(tag(), salt));
            return cipher.doFinal(in);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] tag() {
        return BoardRecord.tag(Secret.copyOf(RS), BoardRecord.who(KEY.publicKey()), 3);
    }

    private static byte[] address() {
        return new Wire.Writer().hash(BoardRecord.who(KEY.publicKey())).u32(3).toBytes();
    }

    private static byte[] flipped(byte[] record, int at) {
        byte[] out = record.clone();
        out[at] ^= 1;
        return out;
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static List<Flaw> flaws() {
        return List.of(Flaw.values());
    }
}
