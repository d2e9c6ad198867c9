package org.tresllaves.panel;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tresllaves.crypto.Pieces;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Manifest;

/** Sorts a report's plaintext into its files: pieces come in any order and from several threads. What is beyond the files must be zero. */
final class Extraction implements AutoCloseable {
    private static final byte[] ZEROS = new byte[1 << 20];

    private final Manifest manifest;
    private final long start;
    private final List<FileChannel> out = new ArrayList<>();

    private Extraction(Manifest manifest) {
        this.manifest = manifest;
        this.start = 4L + manifest.encode().length;
    }

    static Extraction into(Path directory, Manifest manifest, List<String> names) throws IOException {
        Extraction extraction = new Extraction(manifest);
        try {
            for (String name : names) {
                extraction.out
                        .add(FileChannel.open(leavingNothing(directory.resolve(name)), StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.READ, StandardOpenOption.WRITE));
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

    /** Takes {@code length} bytes of plaintext that begin at {@code from}. */
    void take(long from, byte[] text, int length) throws IOException, Malformed {
        long begin = start;
        for (int i = 0; i < out.size(); i++) {
            long end = begin + manifest.files().get(i).size();
            long first = Math.max(from, begin);
            long last = Math.min(from + length, end);
            if (first < last) {
                Pieces.write(out.get(i), first - begin, text, (int) (first - from), (int) (last - first));
            }
            begin = end;
        }
        int padding = (int) Math.max(0, Math.min(length, begin - from));
        if (!Arrays.equals(text, padding, length, ZEROS, 0, length - padding)) {
            throw new Malformed(ReportReader.Flaw.PADDING);
        }
    }

    /** Reads the files again and holds them against the manifest. */
    void checkHashes() throws IOException, Malformed {
        for (int i = 0; i < out.size(); i++) {
            Manifest.Attachment file = manifest.files().get(i);
            if (!Pieces.fileHash(out.get(i), file.size()).equals(file.hash())) {
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
