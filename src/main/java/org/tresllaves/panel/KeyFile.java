package org.tresllaves.panel;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.tresllaves.crypto.Argon2id;
import org.tresllaves.crypto.Derive;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Wire;

/**
 * One person's keys under a passphrase (spec: member-key-file): Argon2id, then AES-256-GCM over a plaintext of one fixed length, so that the file tells
 * nothing of how much its owner reads. Cost is bounded from above before any memory is taken, since a file may be hostile, and from below, since
 * a swapped file must not make the passphrase cheap to guess.
 */
public final class KeyFile {
    static final long MAGIC = 0x544c4b31L;
    static final int SALT = 16;
    static final int HEADER = 4 + 4 + 4 + 1 + SALT;
    static final int TAG = 16;
    /** Every key file has this length. */
    public static final int LENGTH = HEADER + KeyRecord.LENGTH + TAG;
    private static final byte[] ZERO_NONCE = new byte[12];

    /** What can be wrong with a key file, in the order in which it is looked at. */
    public enum Flaw implements org.tresllaves.protocol.Flaw {
        LENGTH, MAGIC, COST_TOO_HIGH, COST_TOO_LOW, LANES, WRONG_PASSPHRASE, RECORD, PADDING
    }

    /** Argon2id's cost: memory in KiB and passes, always one lane. */
    public record Cost(int kib, int passes) {
        /** What production writes, and the least it reads: 256 MiB, three passes. */
        public static final Cost STANDARD = new Cost(256 * 1024, 3);
        /** The most anybody reads: 1 GiB, ten passes. */
        public static final Cost CEILING = new Cost(1024 * 1024, 10);

        boolean isAtLeast(Cost other) {
            return kib >= other.kib && passes >= other.passes;
        }
    }

    private final Cost cost;

    private KeyFile(Cost cost) {
        this.cost = cost;
    }

    /** Key files at the cost production uses. */
    public static KeyFile standard() {
        return new KeyFile(Cost.STANDARD);
    }

    /** Key files that are written at this cost and read from this cost on: cheap ones are for tests. */
    public static KeyFile insecureCost(Cost cost) {
        return new KeyFile(cost);
    }

    /** Seals keys under a passphrase and a fresh salt. The passphrase stays the caller's to erase. */
    public byte[] seal(PersonKeys keys, char[] passphrase, SecureRandom random) {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        byte[] record = KeyRecord.encode(keys);
        try {
            return sealRecord(record, passphrase, salt);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing does not fail", e);
        } finally {
            Arrays.fill(record, (byte) 0);
        }
    }

    /** A salt serves one file only. */
    byte[] sealRecord(byte[] record, char[] passphrase, byte[] salt) throws GeneralSecurityException {
        byte[] header = new Wire.Writer().u32(MAGIC).u32(cost.kib()).u32(cost.passes()).u8(1).bytes(salt).toBytes();
        byte[] key = key(passphrase, salt, cost, header);
        try {
            return Derive.concat(header, gcm(Cipher.ENCRYPT_MODE, key, header).doFinal(record));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** Opens a key file. Changed bytes and a wrong passphrase cannot be told apart. */
    public PersonKeys open(byte[] file, char[] passphrase) throws Malformed {
        require(file.length == LENGTH, Flaw.LENGTH);
        Wire.Reader in = new Wire.Reader(file, Flaw.LENGTH);
        require(in.u32() == MAGIC, Flaw.MAGIC);
        Cost written = cost(in.u32(), in.u32());
        require(in.u8() == 1, Flaw.LANES);
        byte[] salt = in.bytes(SALT);
        byte[] header = Arrays.copyOf(file, HEADER);
        byte[] key = key(passphrase, salt, written, header);
        byte[] record = unsealed(key, header, in.bytes(in.remaining()));
        try {
            return KeyRecord.parse(record);
        } finally {
            Arrays.fill(record, (byte) 0);
        }
    }

    private Cost cost(long kib, long passes) throws Malformed {
        require(kib <= Cost.CEILING.kib() && passes <= Cost.CEILING.passes(), Flaw.COST_TOO_HIGH);
        Cost written = new Cost((int) kib, (int) passes);
        require(written.isAtLeast(cost), Flaw.COST_TOO_LOW);
        return written;
    }

    private static byte[] unsealed(byte[] key, byte[] header, byte[] sealed) throws Malformed {
        try {
            return gcm(Cipher.DECRYPT_MODE, key, header).doFinal(sealed);
        } catch (AEADBadTagException e) {
            throw new Malformed(Flaw.WRONG_PASSPHRASE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** AES-256-GCM under a nonce of zeros: the key is new for every file written, since its salt is. */
    private static Cipher gcm(int mode, byte[] key, byte[] header) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG, ZERO_NONCE));
        cipher.updateAAD(header);
        return cipher;
    }

    /** X("key-file", Argon2id(passphrase, salt), header, 32). */
    private static byte[] key(char[] passphrase, byte[] salt, Cost cost, byte[] header) {
        byte[] typed = utf8(passphrase);
        byte[] stretched = Argon2id.derive(typed, salt, cost.kib(), cost.passes());
        byte[] key = Derive.x(Label.KEY_FILE, stretched, header, 32);
        Arrays.fill(typed, (byte) 0);
        Arrays.fill(stretched, (byte) 0);
        return key;
    }

    /** The passphrase as UTF-8 of its NFC, so that two keyboards that compose an accent differently type the same. */
    private static byte[] utf8(char[] passphrase) {
        String composed = Normalizer.normalize(CharBuffer.wrap(passphrase), Normalizer.Form.NFC);
        return composed.getBytes(StandardCharsets.UTF_8);
    }

    private static void require(boolean holds, Flaw flaw) throws Malformed {
        if (!holds) {
            throw new Malformed(flaw);
        }
    }
}
