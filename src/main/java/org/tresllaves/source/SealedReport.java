package org.tresllaves.source;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.tresllaves.client.Upload;
import org.tresllaves.crypto.EnvelopeKeys;
import org.tresllaves.crypto.Pieces;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.SealedFile;

/**
 * A sealed envelope in a temporary file that only its owner can read, deleted when closed. Ciphertext only. It is kept until the upload is committed,
 * since sealing again would give other bytes under another eid.
 */
public final class SealedReport implements Upload.Sealed, AutoCloseable {
    private final Path file;
    private final Bucket bucket;
    private final Eid eid;
    private final Hash rosterHash;
    private final List<Hash> digests;
    private final Hash rtag;
    private final long room;

    SealedReport(Path file, Written written, Hash rtag) {
        this.file = file;
        this.bucket = written.bucket;
        this.eid = written.eid;
        this.rosterHash = written.rosterHash;
        this.digests = written.digests;
        this.room = written.room;
        this.rtag = rtag;
    }

    /** What is known of an envelope once it is written. */
    record Written(Bucket bucket, Eid eid, Hash rosterHash, List<Hash> digests, long room) {
        Written {
            digests = List.copyOf(digests);
        }
    }

    @Override
    public Eid eid() {
        return eid;
    }

    @Override
    public Hash rosterHash() {
        return rosterHash;
    }

    @Override
    public Bucket bucket() {
        return bucket;
    }

    @Override
    public Hash envelopeHash() {
        return EnvelopeKeys.envelopeHash(digests);
    }

    @Override
    public Hash rtag() {
        return rtag;
    }

    @Override
    public byte[] segment(int k) throws IOException {
        byte[] segment = new byte[bucket.segmentLength()];
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            Pieces.read(in, (long) k * segment.length, segment, 0, segment.length);
        }
        return segment;
    }

    /** Writes the sealed file (spec: sealed file): what somebody else can send, and nothing that opens it. */
    public void write(OutputStream out) throws IOException {
        out.write(new SealedFile(bucket, rtag, digests).encode());
        Files.copy(file, out);
    }

    /** How many more bytes would have fitted without a larger envelope. */
    public long room() {
        return room;
    }

    /** Where the envelope lies until this is closed. */
    public Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
