package org.tresllaves.panel;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Pieces;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Manifest;

/**
 * Sorts a report's plaintext into its files and digests them while their bytes are at hand: spans come in any order and from several threads. What is
 * beyond the files must be zero.
 */
final class Extraction implements AutoCloseable {
    private static final byte[] ZEROS = new byte[1 << 17];

    private final Manifest manifest;
    private final long start;
    private final List<FileChannel> out = new ArrayList<>();
    private final List<Hash[]> digests;

    private Extraction(Manifest manifest) {
        this.manifest = manifest;
        this.start = 4L + manifest.encode().length;
        this.digests = manifest.files().stream().map(file -> new Hash[Pieces.count(file.size())]).toList();
    }

    static Extraction into(Path directory, Manifest manifest, List<String> names) throws IOException {
        Extraction extraction = new Extraction(manifest);
        try {
            for (String name : names) {
                extraction.out.add(FileChannel.open(leavingNothing(directory.resolve(name)),
                        StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
            }
            return extraction;
        } catch (IOException | RuntimeException e) {
            extraction.close();
            throw e;
        }
    }

    /** A file to be written that does not outlive this process under this name. */
    static Path leavingNothing(Path file) {
        file.toFile().deleteOnExit();
        return file;
    }

    /** Everything there is to take, in a plaintext of this length. */
    List<Span> spans(long plain) {
        return Span.of(manifest, start, plain);
    }

    /** For one thread. */
    Hand hand() {
        return new Hand();
    }

    /** Takes the text of one span after another, each from its beginning to its end, in as many parts as one likes. */
    final class Hand {
        private final MessageDigest sha = Derive.sha256();
        private long at;

        void take(Span span, byte[] text, int from, int length) throws IOException, Malformed {
            switch (span.file()) {
                case Span.HEAD -> {
                    // the manifest, which was read first
                }
                case Span.PADDING -> zeros(text, from, length);
                default -> {
                    sha.update(text, from, length);
                    Pieces.write(out.get(span.file()), (long) span.piece() * Pieces.PIECE + at, text, from, length);
                }
            }
            at += length;
            if (at == span.length()) {
                end(span);
            }
        }

        private void end(Span span) {
            at = 0;
            if (span.file() >= 0) {
                digests.get(span.file())[span.piece()] = Hash.of(sha.digest());
            }
        }
    }

    private static void zeros(byte[] text, int from, int length) throws Malformed {
        for (int at = from; at < from + length; at += ZEROS.length) {
            int count = Math.min(ZEROS.length, from + length - at);
            if (!Arrays.equals(text, at, at + count, ZEROS, 0, count)) {
                throw new Malformed(ReportReader.Flaw.PADDING);
            }
        }
    }

    /** Holds what was taken against the manifest. */
    void checkHashes() throws Malformed {
        for (int i = 0; i < out.size(); i++) {
            if (!Pieces.fileHash(Arrays.asList(digests.get(i))).equals(manifest.files().get(i).hash())) {
                throw new Malformed(ReportReader.Flaw.FILE_HASH);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (FileChannel file : out) {
            file.close();
        }
    }
}
