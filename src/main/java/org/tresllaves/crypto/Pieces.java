package org.tresllaves.crypto;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;

/** Digests of long things by their 1 MiB pieces (spec: envelope, manifest), taken on several cores in constant memory. */
public final class Pieces {
    public static final int PIECE = 1 << 20;

    private static final int STEP = 1 << 14;

    private Pieces() {
    }

    /** H("file" | SHA-256 of each 1 MiB piece): the hash of a file in a manifest. No pieces for an empty file. */
    public static Hash fileHash(FileChannel file, long size) throws IOException {
        return Derive.h(Label.FILE, digests(file, size, PIECE).stream().map(Hash::bytes).toArray(byte[][]::new));
    }

    /** The digests of an envelope's segments. */
    public static List<Hash> segmentDigests(FileChannel envelope, Bucket bucket) throws IOException {
        return digests(envelope, bucket.length(), bucket.segmentLength());
    }

    /** envelope_hash of a whole envelope. */
    public static Hash envelopeHash(FileChannel envelope, Bucket bucket) throws IOException {
        return EnvelopeKeys.envelopeHash(segmentDigests(envelope, bucket));
    }

    private static List<Hash> digests(FileChannel in, long length, int piece) throws IOException {
        Hash[] digests = new Hash[(int) ((length + piece - 1) / piece)];
        try {
            Lanes.run(digests.length, () -> {
                byte[] buffer = new byte[(int) Math.min(piece, length)];
                MessageDigest sha = Derive.sha256();
                return number -> {
                    int size = (int) Math.min(piece, length - number * piece);
                    read(in, number * piece, buffer, 0, size);
                    for (int at = 0; at < size; at += STEP) { // many short calls are compiled sooner than a few long ones
                        sha.update(buffer, at, Math.min(STEP, size - at));
                    }
                    digests[(int) number] = Hash.of(sha.digest());
                };
            });
        } catch (Malformed e) {
            throw new IllegalStateException("hashing refuses nothing", e);
        }
        return Arrays.asList(digests);
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
