package org.tresllaves.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Utf8;
import org.tresllaves.protocol.Wire;

/**
 * One record of the board (spec: replies): 4,096 bytes that only somebody who knows rs can tell from random ones. The salt is derived from the text, so
 * a counter used twice never uses a key twice. Signed by the person who replies.
 */
public final class BoardRecord {
    public static final int LENGTH = 4096;
    /** Longest text of one part, in bytes of UTF-8. */
    public static final int MAX_TEXT = 3976;
    public static final int MAX_PARTS = 16;
    private static final int TAG = 16;
    private static final int PLAIN = 4048;
    private static final int HEAD = 8;
    private static final byte[] NONCE = new byte[12];

    /** What can be wrong with a record whose tag is right, in the order in which it is looked at. */
    public enum Flaw implements org.tresllaves.protocol.Flaw {
        LENGTH, TAG, CIPHERTEXT, PART, TEXT_LENGTH, PADDING, UTF8, SIGNATURE, SALT
    }

    /** One part of a reply: part 0 to parts - 1, written on a day counted from 1970-01-01. */
    public record Part(int part, int parts, long day, String text) {
        public Part {
            if (parts < 1 || parts > MAX_PARTS || part < 0 || part >= parts
                    || text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_TEXT) {
                throw new IllegalArgumentException("a part of at most 3,976 bytes, one of at most 16");
            }
        }
    }

    /** Who replies and with which key. */
    public record Writer(Hash panelId, Ed25519.KeyPair key) {
        Hash who() {
            return BoardRecord.who(key.publicKey());
        }
    }

    private BoardRecord() {
    }

    /** who = H("who" | Ed25519 key). */
    public static Hash who(byte[] ed25519) {
        return Derive.h(Label.WHO, ed25519);
    }

    /** tag = X("board/tag", rs, who | u32 c, 16). */
    public static byte[] tag(Secret rs, Hash who, long counter) {
        return derived(Label.BOARD_TAG, rs, address(who, counter), TAG);
    }

    /** 4,096 random bytes: what a desk posts when it has nothing to say. */
    public static byte[] dummy(SecureRandom random) {
        byte[] out = new byte[LENGTH];
        random.nextBytes(out);
        return out;
    }

    /** Seals one part under counter {@code counter}; the same input gives the same record. */
    public static byte[] seal(Secret rs, Writer writer, long counter, Part part) {
        byte[] text = part.text().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] head = new Wire.Writer().u8(part.part()).u8(part.parts()).u32(part.day()).u16(text.length).toBytes();
        byte[] signature = Ed25519.sign(writer.key().seed(),
                signed(rs, writer.panelId(), writer.who(), counter, head, text));
        byte[] plain = Arrays.copyOf(Derive.concat(head, text), PLAIN);
        System.arraycopy(signature, 0, plain, PLAIN - Ed25519.SIGNATURE, Ed25519.SIGNATURE);
        byte[] address = address(writer.who(), counter);
        byte[] tag = tag(rs, writer.who(), counter);
        byte[] salt = derived(Label.BOARD_SALT, rs, Derive.concat(address, plain), TAG);
        return Derive.concat(tag, salt, run(Cipher.ENCRYPT_MODE, rs, address, tag, salt, plain));
    }

    /** Opens a record as the one that this person wrote under this counter. */
    public static Part open(Secret rs, Hash panelId, byte[] ed25519, long counter, byte[] record) throws Malformed {
        require(record.length == LENGTH, Flaw.LENGTH);
        Hash who = who(ed25519);
        byte[] address = address(who, counter);
        byte[] tag = Arrays.copyOf(record, TAG);
        byte[] salt = Arrays.copyOfRange(record, TAG, 2 * TAG);
        require(Arrays.equals(tag, tag(rs, who, counter)), Flaw.TAG);
        byte[] plain = run(Cipher.DECRYPT_MODE, rs, address, tag, salt, Arrays.copyOfRange(record, 2 * TAG, LENGTH));
        require(plain.length == PLAIN, Flaw.CIPHERTEXT);
        Part part = parse(plain);
        byte[] text = Arrays.copyOfRange(plain, HEAD, HEAD + ByteBuffer.wrap(plain).getShort(6));
        byte[] signed = signed(rs, panelId, who, counter, Arrays.copyOf(plain, HEAD), text);
        byte[] signature = Arrays.copyOfRange(plain, PLAIN - Ed25519.SIGNATURE, PLAIN);
        require(Ed25519.verify(ed25519, signed, signature), Flaw.SIGNATURE);
        require(Arrays.equals(salt, derived(Label.BOARD_SALT, rs, Derive.concat(address, plain), TAG)), Flaw.SALT);
        return part;
    }

    private static Part parse(byte[] plain) throws Malformed {
        Wire.Reader in = new Wire.Reader(plain, Flaw.LENGTH);
        int part = in.u8();
        int parts = in.u8();
        long day = in.u32();
        int length = in.u16();
        require(parts >= 1 && parts <= MAX_PARTS && part < parts, Flaw.PART);
        require(length <= MAX_TEXT, Flaw.TEXT_LENGTH);
        byte[] text = in.bytes(length);
        for (byte padding : in.bytes(MAX_TEXT - length)) {
            require(padding == 0, Flaw.PADDING);
        }
        return new Part(part, parts, day, Utf8.decode(text, Flaw.UTF8));
    }

    private static byte[] signed(Secret rs, Hash panelId, Hash who, long counter, byte[] head, byte[] text) {
        byte[] raw = rs.reveal();
        Hash rsHash = Derive.h(Label.RS, raw);
        Arrays.fill(raw, (byte) 0);
        return Label.REPLY.with(panelId.bytes(), rsHash.bytes(), address(who, counter), head, text);
    }

    private static byte[] address(Hash who, long counter) {
        return new Wire.Writer().hash(who).u32(counter).toBytes();
    }

    /** Encrypts or decrypts with key = X("board/key", rs, who | u32 c | salt, 32), which serves this one text. Empty when it does not open. */
    private static byte[] run(int mode, Secret rs, byte[] address, byte[] tag, byte[] salt, byte[] in) {
        byte[] key = derived(Label.BOARD_KEY, rs, Derive.concat(address, salt), 32);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG, NONCE));
            cipher.updateAAD(tag);
            cipher.updateAAD(salt);
            return cipher.doFinal(in);
        } catch (AEADBadTagException e) {
            return new byte[0];
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-256-GCM", e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] derived(Label label, Secret rs, byte[] info, int length) {
        byte[] raw = rs.reveal();
        try {
            return Derive.x(label, raw, info, length);
        } finally {
            Arrays.fill(raw, (byte) 0);
        }
    }

    private static void require(boolean holds, Flaw flaw) throws Malformed {
        if (!holds) {
            throw new Malformed(flaw);
        }
    }
}
