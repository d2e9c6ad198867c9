package org.tresllaves.crypto;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;

/** Files by their 1 MiB pieces (spec: manifest), on several cores in constant memory. */
public final class Pieces {
    public static final int PIECE = 1 << 20;

    /** Bytes that are read and digested in one go: what the cache next to a core holds. */
    private static final int STEP = 1 << 17;

    private Pieces() {
    }

    /** H("file" | SHA-256 of each 1 MiB piece): the hash of a file in a manifest. No pieces for an empty file. */
    public static Hash fileHash(List<Hash> pieces) {
        return Derive.h(Label.FILE, pieces.stream().map(Hash::bytes).toArray(byte[][]::new));
    }

    /** The same, of a file that is read for it. */
    public static Hash fileHash(FileChannel file, long size) throws IOException {
        Hash[] digests = new Hash[count(size)];
        try {
            Lanes.run(digests.length, () -> {
                byte[] buffer = new byte[(int) Math.min(STEP, size)];
                MessageDigest sha = Derive.sha256();
                return piece -> {
                    long end = Math.min((piece + 1) * PIECE, size);
                    for (long at = piece * PIECE; at < end; at += STEP) {
                        int length = (int) Math.min(STEP, end - at);
                        read(file, at, buffer, 0, length);
                        sha.update(buffer, 0, length);
                    }
                    digests[(int) piece] = Hash.of(sha.digest());
                };
            });
        } catch (Malformed e) {
            throw new IllegalStateException("hashing refuses nothing", e);
        }
        return fileHash(Arrays.asList(digests));
    }

    /** How many pieces a file of this size has. */
    public static int count(long size) {
        return (int) Math.ceilDiv(size, (long) PIECE);
    }

    /** Reads exactly {@code length} bytes at a position, whatever other threads do with the channel. */
    public static void read(FileChannel in, long position, byte[] to, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(to, offset, length);
        for (long at = position; buffer.hasRemaining();) {
            int read = in.read(buffer, at);
            if (read < 0) {
                throw new EOFException("the file ends early");
            }
            at += read;
        }
    }

    /** Writes all of it at a position. */
    public static void write(FileChannel out, long position, byte[] from, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(from, offset, length);
        for (long at = position; buffer.hasRemaining();) {
            at += out.write(buffer, at);
        }
    }
}
