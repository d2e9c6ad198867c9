package org.tresllaves.panel;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tresllaves.crypto.Cobblestone;
import org.tresllaves.crypto.EnvelopeKeys;
import org.tresllaves.crypto.Pieces;
import org.tresllaves.crypto.Recovered;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.Envelope;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.IdentityText;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Manifest;

/**
 * Reads a report once its dealing is recovered (spec: envelope, manifest). All or nothing: files appear under their final directory only when every
 * chunk, every hash and the padding are right. The envelope's bytes are hostile; files are written and never interpreted.
 */
public final class ReportReader {
    /** What can be wrong with a body whose chunks are authentic, in the order in which it is looked at. */
    public enum Flaw implements org.tresllaves.protocol.Flaw {
        LENGTH, MANIFEST_LENGTH, SIZES, PADDING, FILE_HASH
    }

    /** A report that was read: its manifest and, in the manifest's order, where its files are. */
    public record Report(Manifest manifest, List<Path> files) {
    }

    private ReportReader() {
    }

    /** Who the source is, if it said so. */
    public static Optional<String> identity(Recovered identity, Path envelope) throws IOException, Malformed {
        try (FileChannel in = FileChannel.open(envelope, StandardOpenOption.READ)) {
            Header header = header(in, bucket(in));
            byte[] body = new byte[Envelope.IDENTITY_BODY];
            Pieces.read(in, Envelope.identityOffset(header.prefix().n()), body, 0, body.length);
            Hash headerHash = EnvelopeKeys.headerHash(header);
            try (Cobblestone stone = EnvelopeKeys.body(Compartment.IDENTITY, identity, headerHash)) {
                return IdentityText.parse(stone.open(body));
            }
        }
    }

    /** The manifest alone: nothing is written and neither files nor padding are looked at. */
    public static Manifest manifest(Recovered report, Path envelope) throws IOException, Malformed {
        try (FileChannel in = FileChannel.open(envelope, StandardOpenOption.READ); Unsealed text = unseal(report, in)) {
            return text.manifest();
        }
    }

    /**
     * Writes {@code manifest.json} and the files, numbered in the manifest's order, into a new directory. When anything is wrong nothing is left.
     *
     * @param target must not exist; its parent must, and should be on the reader's own disk
     */
    public static Report extract(Recovered report, Path envelope, Path target) throws IOException, Malformed {
        Path parent = target.toAbsolutePath().getParent();
        if (parent == null || Files.exists(target)) {
            throw new java.nio.file.FileAlreadyExistsException(target.toString());
        }
        Path partial = Files.createTempDirectory(parent, ".partial-"); // 0700 where the file system knows modes
        partial.toFile().deleteOnExit(); // with all that is in it, when the run is broken off: it is a report in clear
        boolean done = false;
        try (FileChannel in = FileChannel.open(envelope, StandardOpenOption.READ); Unsealed text = unseal(report, in)) {
            Manifest manifest = text.manifest();
            List<String> names = names(manifest);
            try (Extraction out = Extraction.into(partial, manifest, names)) {
                text.copyTo(out);
                out.checkHashes();
            }
            Files.write(Extraction.leavingNothing(partial.resolve("manifest.json")), manifest.encode());
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            done = true;
            return new Report(manifest, names.stream().map(target::resolve).toList());
        } finally {
            if (!done) {
                delete(partial);
            }
        }
    }

    private static Unsealed unseal(Recovered report, FileChannel in) throws IOException, Malformed {
        Bucket bucket = bucket(in);
        Header header = header(in, bucket);
        Cobblestone body = EnvelopeKeys.body(Compartment.REPORT, report, EnvelopeKeys.headerHash(header));
        return Unsealed.of(in, Envelope.reportOffset(header.prefix().n()),
                Envelope.room(bucket, header.prefix().n()), body);
    }

    private static Bucket bucket(FileChannel in) throws IOException, Malformed {
        return Bucket.ofLength(in.size()).orElseThrow(() -> new Malformed(Flaw.LENGTH));
    }

    private static Header header(FileChannel in, Bucket bucket) throws IOException, Malformed {
        byte[] start = new byte[(int) Math.min(bucket.length(), Bucket.KIB_64.length())];
        Pieces.read(in, 0, start, 0, start.length);
        return Header.parseStart(start);
    }

    private static List<String> names(Manifest manifest) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < manifest.files().size(); i++) {
            names.add(SafeName.of(i + 1, manifest.files().get(i).name()));
        }
        return names;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> inside = Files.walk(directory)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
