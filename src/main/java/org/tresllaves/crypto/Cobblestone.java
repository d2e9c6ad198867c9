package org.tresllaves.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.tresllaves.protocol.Envelope;
import org.tresllaves.protocol.Malformed;

/**
 * Cobblestone-256, the C2SP chunked encryption with HKDF-SHA-512 and AES-256-GCM (spec: envelope). Chunks are addressed by number, so several threads
 * may each take a {@link Sealer} or {@link Opener} of their own and work on different chunks. Commits to its key. A (key, salt) serves one message.
 */
public final class Cobblestone implements AutoCloseable {
    public static final int KEY = 32;
    public static final int SALT = 24;
    public static final int COMMITMENT = 32;
    /** Length of what stands before the first chunk: salt and commitment. */
    public static final int START = SALT + COMMITMENT;
    public static final int CHUNK = Envelope.CHUNK;
    public static final int TAG = Envelope.TAG;
    /** A full chunk on the wire. */
    public static final int SEALED_CHUNK = CHUNK + TAG;

    private static final byte[] INFO = "c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0"
            .getBytes(StandardCharsets.US_ASCII);
    private static final long MAX_CHUNKS = 1L << 38;
    private static final int NONCE = 12;

    /** What can be wrong with a body. */
    public enum Flaw implements org.tresllaves.protocol.Flaw {
        LENGTH, SALT, COMMITMENT, CHUNK
    }

    private final byte[] salt;
    private final byte[] derived; // key 32 | base nonce 12 | commitment 32

    private Cobblestone(byte[] salt, byte[] derived) {
        this.salt = salt;
        this.derived = derived;
    }

    /** Derives the message's key, base nonce and commitment. */
    public static Cobblestone of(Secret key, byte[] salt, byte[] context) {
        if (key.length() != KEY || salt.length != SALT) {
            throw new IllegalArgumentException("a key of 32 bytes and a salt of 24");
        }
        byte[] prk = key.reveal();
        HKDFBytesGenerator expand = new HKDFBytesGenerator(new SHA512Digest());
        expand.init(HKDFParameters.skipExtractParameters(prk, Derive.concat(INFO, salt, context)));
        byte[] derived = new byte[KEY + NONCE + COMMITMENT];
        expand.generateBytes(derived, 0, derived.length);
        Arrays.fill(prk, (byte) 0);
        return new Cobblestone(salt.clone(), derived);
    }

    /** salt | commitment: the first 56 bytes of the body. */
    public byte[] start() {
        return Derive.concat(salt, commitment());
    }

    /** Checks the first 56 bytes of a body before any chunk is opened; the salt must be the derived one. */
    public void check(byte[] start) throws Malformed {
        if (start.length != START) {
            throw new Malformed(Flaw.LENGTH);
        }
        if (!Arrays.equals(Arrays.copyOf(start, SALT), salt)) {
            throw new Malformed(Flaw.SALT);
        }
        if (!MessageDigest.isEqual(Arrays.copyOfRange(start, SALT, START), commitment())) {
            throw new Malformed(Flaw.COMMITMENT);
        }
    }

    /** For one thread. */
    public Sealer sealer() {
        return new Sealer(this);
    }

    /** For one thread. */
    public Opener opener() {
        return new Opener(this);
    }

    /** A short message at once: the whole body. */
    public byte[] seal(byte[] plain) {
        byte[] out = Arrays.copyOf(start(), (int) Envelope.bodyLength(plain.length));
        Sealer sealer = sealer();
        int to = START;
        for (int from = 0; from <= plain.length; from += CHUNK) {
            to += sealer.seal(from / CHUNK, plain, from, Math.min(CHUNK, plain.length - from), out, to);
        }
        return out;
    }

    /** A short body at once: the whole message, or nothing of it. */
    public byte[] open(byte[] body) throws Malformed {
        long length = Envelope.plainLength(body.length);
        if (length < 0) {
            throw new Malformed(Flaw.LENGTH);
        }
        check(Arrays.copyOf(body, START));
        byte[] out = new byte[(int) length];
        Opener opener = opener();
        int to = 0;
        for (int from = START; from < body.length; from += SEALED_CHUNK) {
            to += opener.open(to / CHUNK, body, from, Math.min(SEALED_CHUNK, body.length - from), out, to);
        }
        return out;
    }

    @Override
    public void close() {
        Arrays.fill(derived, (byte) 0);
    }

    private byte[] commitment() {
        return Arrays.copyOfRange(derived, KEY + NONCE, derived.length);
    }

    /** Seals chunks by number. Every number once: a number sealed twice with different text gives the text away. */
    public static final class Sealer {
        private final Chunks chunks;

        private Sealer(Cobblestone message) {
            chunks = new Chunks(message, Cipher.ENCRYPT_MODE);
        }

        /** Seals one chunk, 16 KiB or the shorter last one, and returns how many bytes it wrote: 16 more than it read. */
        public int seal(long number, byte[] in, int from, int length, byte[] out, int to) {
            try {
                return chunks.run(number, in, from, length, out, to);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("sealing does not fail", e);
            }
        }
    }

    /** Opens chunks by number. That the last one is shorter than the others is for the caller to check, by {@link Envelope#plainLength}. */
    public static final class Opener {
        private final Chunks chunks;

        private Opener(Cobblestone message) {
            chunks = new Chunks(message, Cipher.DECRYPT_MODE);
        }

        /** Opens one sealed chunk and returns how many bytes it wrote. Nothing of a chunk that does not authenticate is kept. */
        public int open(long number, byte[] in, int from, int length, byte[] out, int to) throws Malformed {
            if (length < TAG || length > SEALED_CHUNK) {
                throw new Malformed(Flaw.LENGTH);
            }
            try {
                return chunks.run(number, in, from, length, out, to);
            } catch (AEADBadTagException e) {
                throw new Malformed(Flaw.CHUNK);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has AES-256-GCM", e);
            }
        }
    }

    /** One cipher of the JDK, which runs on the processor's own instructions, set to one chunk after another. */
    private static final class Chunks {
        private final Cipher cipher;
        private final int mode;
        private final SecretKeySpec key;
        private final byte[] base;
        private final byte[] nonce;

        Chunks(Cobblestone message, int mode) {
            try {
                this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has AES-256-GCM", e);
            }
            this.mode = mode;
            this.key = new SecretKeySpec(message.derived, 0, KEY, "AES");
            this.base = Arrays.copyOfRange(message.derived, KEY, KEY + NONCE);
            this.nonce = base.clone();
        }

        int run(long number, byte[] in, int from, int length, byte[] out, int to) throws GeneralSecurityException {
            int most = mode == Cipher.ENCRYPT_MODE ? CHUNK : SEALED_CHUNK;
            if (number < 0 || number >= MAX_CHUNKS || length > most) {
                throw new IllegalArgumentException("a chunk of at most 16 KiB, numbered below 2^38");
            }
            for (int i = 0; i < 5; i++) {
                int at = NONCE - 1 - i;
                nonce[at] = (byte) (base[at] ^ number >>> (8 * i));
            }
            cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce));
            return cipher.doFinal(in, from, length, out, to);
        }
    }
}
