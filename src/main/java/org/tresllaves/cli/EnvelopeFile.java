package org.tresllaves.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.EnvelopeKeys;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.SealedFile;

/** An envelope in a file, as {@code submit --out} writes it or bare, read once and a segment at a time. The two differ in length and in their first bytes. */
record EnvelopeFile(Bucket bucket, Header header, Hash hash) {
    static EnvelopeFile read(Path file, Texts texts) throws Stop, IOException, Malformed {
        try (InputStream in = Files.newInputStream(file)) {
            Optional<Bucket> bare = Bucket.ofLength(Files.size(file));
            return bare.isPresent() ? of(bare.get(), in, Optional.empty(), texts) : sealed(file, in, texts);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new Stop(Problem.FILE_MISSING, file);
        }
    }

    private static EnvelopeFile sealed(Path file, InputStream in, Texts texts) throws Stop, IOException, Malformed {
        byte[] start = in.readNBytes(SealedFile.START);
        Bucket bucket = SealedFile.bucket(start);
        byte[] digests = in.readNBytes(SealedFile.length(bucket) - SealedFile.START);
        SealedFile sealed = SealedFile.parse(Derive.concat(start, digests));
        if (Files.size(file) != SealedFile.length(bucket) + bucket.length()) {
            throw new Stop(Problem.NOT_VERIFIED, texts.text("verify.length"));
        }
        return of(bucket, in, Optional.of(sealed.digests()), texts);
    }

    private static EnvelopeFile of(Bucket bucket, InputStream in, Optional<List<Hash>> announced, Texts texts)
            throws Stop, IOException, Malformed {
        List<Hash> digests = new ArrayList<>();
        byte[] first = in.readNBytes(bucket.segmentLength());
        for (byte[] segment = first; segment.length > 0; segment = in.readNBytes(bucket.segmentLength())) {
            digests.add(Hash.of(Derive.sha256().digest(segment)));
        }
        Header header = Header.parseStart(first);
        if (announced.filter(all -> !all.equals(digests)).isPresent()) {
            throw new Stop(Problem.NOT_VERIFIED, texts.text("verify.digests"));
        }
        return new EnvelopeFile(bucket, header, EnvelopeKeys.envelopeHash(digests));
    }
}
