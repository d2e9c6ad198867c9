package org.tresllaves.server.intake;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.tresllaves.server.db.DiskFull;

/**
 * One file allocated beforehand and filled with random bytes. What is written into a slot is encrypted with AES-256-CTR under a key made for this one
 * use, so that a slot in use and one that is not look alike. Integrity is the segment's digest, kept with the key. Holds no segment in memory.
 */
final class Chest implements AutoCloseable {
    static final String FILE = "chest";
    static final int KEY = 32;
    /** Bytes handled at once: what each upload under way costs in memory. */
    static final int PIECE = 8 << 10;
    private static final int FILL = 1 << 20;

    private final Path directory;
    private final FileChannel channel;
    private final SecureRandom random;
    private final AtomicBoolean dirty = new AtomicBoolean();

    private Chest(Path directory, FileChannel channel, SecureRandom random) {
        this.directory = directory;
        this.channel = channel;
        this.random = random;
    }

    /** Opens the chest of a directory, making an empty file where there is none. */
    static Chest open(Path directory, SecureRandom random) throws IOException {
        FileChannel channel = FileChannel.open(directory.resolve(FILE),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new Chest(directory, channel, random);
    }

    Path directory() {
        return directory;
    }

    long length() throws IOException {
        return channel.size();
    }

    /** Appends so many random bytes. Either all of them are on the disk when this returns, or the file is as long as before. */
    void grow(long bytes) throws IOException {
        long from = channel.size();
        try {
            fill(from, bytes);
            channel.force(true);
        } catch (IOException e) {
            channel.truncate(from);
            throw new IOException("making room in the chest", e);
        }
    }

    /** Overwrites a slot with random bytes. */
    void erase(Slot slot) throws IOException {
        fill(slot.at(), slot.size().length());
        dirty.set(true);
    }

    private void fill(long from, long bytes) throws IOException {
        Cipher noise = cipher(freshKey());
        byte[] zeros = new byte[FILL];
        for (long done = 0; done < bytes; done += FILL) {
            byte[] piece = noise.update(zeros, 0, (int) Math.min(FILL, bytes - done));
            write(ByteBuffer.wrap(piece), from + done);
        }
    }

    byte[] freshKey() {
        byte[] key = new byte[KEY];
        random.nextBytes(key);
        return key;
    }

    /** Writes into a slot from its beginning, piece by piece. */
    Pen pen(Slot slot, byte[] key) {
        return new Pen(slot, cipher(key));
    }

    /** One run of writing into a slot. */
    final class Pen {
        private final Slot slot;
        private final Cipher cipher;
        private int done;

        private Pen(Slot slot, Cipher cipher) {
            this.slot = slot;
            this.cipher = cipher;
        }

        void write(byte[] piece, int length) throws IOException {
            if (done + length > slot.size().length()) {
                throw new IllegalArgumentException("more than the slot holds");
            }
            byte[] sealed = cipher.update(piece, 0, length);
            Chest.this.write(ByteBuffer.wrap(sealed), slot.at() + done);
            done += length;
            dirty.set(true);
        }
    }

    /** Copies what a slot holds, piece by piece. */
    void read(Slot slot, byte[] key, OutputStream out) throws IOException {
        Cipher cipher = cipher(key);
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        for (int done = 0; done < slot.size().length(); done += piece.position()) {
            piece.clear();
            if (channel.read(piece, slot.at() + done) < 0) {
                throw new IOException("the chest is shorter than its slots");
            }
            out.write(cipher.update(piece.array(), 0, piece.position()));
        }
    }

    /** Copies the whole file into another directory. */
    void copy(Path directory) throws IOException {
        try (Chest copy = open(directory, random)) {
            for (long done = 0; done < channel.size();) {
                done += channel.transferTo(done, channel.size() - done, copy.channel.position(done));
            }
            copy.channel.force(true);
        }
    }

    /** Brings what was written to the disk: once before each commit, however many segments it carries. */
    void sync() throws IOException {
        if (dirty.getAndSet(false)) {
            try {
                channel.force(false);
            } catch (IOException e) {
                dirty.set(true);
                throw e;
            }
        }
    }

    private void write(ByteBuffer bytes, long at) throws IOException {
        long to = at;
        try {
            while (bytes.hasRemaining()) {
                to += channel.write(bytes, to);
            }
        } catch (IOException e) {
            throw DiskFull.orSame(directory, e);
        }
    }

    private static Cipher cipher(byte[] key) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-CTR is in every JDK", e);
        }
    }

    @Override
    public void close() throws IOException {
        sync();
        channel.close();
    }
}
