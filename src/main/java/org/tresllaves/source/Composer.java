package org.tresllaves.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tresllaves.crypto.Cobblestone;
import org.tresllaves.crypto.Dealing;
import org.tresllaves.crypto.EnvelopeKeys;
import org.tresllaves.crypto.Secret;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.Dealt;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Envelope;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.IdentityText;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Manifest;
import org.tresllaves.protocol.Wire;

/**
 * Turns a draft into a sealed envelope (spec: envelope). Plaintext stays in memory and in the files it came from; every secret but the source's own is
 * drawn anew for each report and forgotten.
 */
public final class Composer {
    private static final int LENGTH = 4;

    private final SecureRandom random;
    private final Path temporary;
    private final Bucket largest;

    /**
     * @param temporary the directory for sealed envelopes until they are sent
     * @param largest the largest envelope the server takes
     */
    public Composer(SecureRandom random, Path temporary, Bucket largest) {
        this.random = random;
        this.temporary = temporary;
        this.largest = largest;
    }

    /** Told as plaintext is sealed, padding included; from several threads at once. */
    @FunctionalInterface
    public interface Progress {
        void at(long done, long total);
    }

    /** Seals. The report is closed by the caller once it is sent; when this fails nothing is left behind. */
    public SealedReport seal(Draft draft, Addressee to, SourceSecrets secrets, Progress progress)
            throws IOException, CannotSeal {
        Lot lot = Lot.draw(to.roster(), draft.excluded(), random);
        byte[] identity = identity(draft.identity());
        try (Attachments files = Attachments.open(draft.files())) {
            bucket(files.length() + LENGTH, to); // refuses what cannot fit before a gibibyte is hashed
            Eid eid = secrets.freshEid(random);
            byte[] manifest = manifest(draft, files, secrets, eid);
            Bucket bucket = bucket(LENGTH + manifest.length + files.length(), to);
            Header.Prefix prefix = new Header.Prefix(to.panelId(), to.rosterHash(), eid, to.members(), lot.r1(),
                    lot.r2());
            try (Sealing sealing = new Sealing(to, prefix, lot.excluded(), secrets, manifest, identity)) {
                return write(sealing, bucket, files, secrets, progress);
            }
        }
    }

    private SealedReport write(Sealing sealing, Bucket bucket, Attachments files, SourceSecrets secrets,
            Progress progress) throws IOException, CannotSeal {
        Path file = Files.createTempFile(temporary, "sealed-", ".part"); // 0600 where the file system knows modes
        file.toFile().deleteOnExit(); // also when the run is broken off while it is written
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            byte[] head = new Wire.Writer().u32(sealing.manifest.length).bytes(sealing.manifest).toBytes();
            Plaintext text = new Plaintext(head, files, Envelope.room(bucket, sealing.prefix.n()));
            List<Hash> digests;
            try (Cobblestone body = sealing.body(Compartment.REPORT)) {
                digests = new EnvelopeWriter(sealing.start(body), text, body, bucket, progress).write(out);
            }
            files.checkUnchanged();
            Eid eid = sealing.prefix.eid();
            return new SealedReport(file, new SealedReport.Written(bucket, eid, sealing.prefix.rosterHash(), digests,
                    text.padding()), secrets.rtag(eid, EnvelopeKeys.envelopeHash(digests)));
        } catch (IOException | CannotSeal | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private Manifest manifest(Draft draft, Attachments files, Hash rs) throws IOException, CannotSeal {
        return new Manifest(draft.form(), draft.answers(), draft.text(), draft.language(), rs,
                List.copyOf(draft.consent()), draft.earlier(), files.list());
    }

    private byte[] manifest(Draft draft, Attachments files, SourceSecrets secrets, Eid eid)
            throws IOException, CannotSeal {
        try (Secret rs = secrets.rs(eid)) {
            Manifest manifest = manifest(draft, files, Hash.of(rs.reveal()));
            byte[] bytes = manifest.encode();
            if (bytes.length > Manifest.MAX) {
                throw new CannotSeal(CannotSeal.Reason.TEXT_TOO_LONG, bytes.length - Manifest.MAX);
            }
            manifest.check();
            return bytes;
        } catch (Malformed e) {
            throw new CannotSeal(CannotSeal.Reason.CONTENT, e.flaw().name());
        }
    }

    private static byte[] identity(Optional<String> identity) throws CannotSeal {
        if (!IdentityText.fits(identity.orElse(""))) {
            long length = identity.orElse("").getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
            throw new CannotSeal(CannotSeal.Reason.IDENTITY_TOO_LONG, length - IdentityText.MAX);
        }
        return IdentityText.encode(identity);
    }

    private Bucket bucket(long plain, Addressee to) throws CannotSeal {
        Optional<Bucket> bucket = Envelope.smallestFor(plain, to.members()).filter(b -> b.compareTo(largest) <= 0);
        return bucket.orElseThrow(
                () -> new CannotSeal(CannotSeal.Reason.TOO_LARGE, plain - Envelope.room(largest, to.members())));
    }

    /** Everything of one report that is secret or derives from it. */
    private final class Sealing implements AutoCloseable {
        private final Header.Prefix prefix;
        private final byte[] manifest;
        private final byte[] identity;
        private final List<EnvelopeKeys.Hedge> hedges = new ArrayList<>();
        private final Header header;
        private final Hash headerHash;

        Sealing(Addressee to, Header.Prefix prefix, int excluded, SourceSecrets secrets, byte[] manifest,
                byte[] identity) {
            this.prefix = prefix;
            this.manifest = manifest;
            this.identity = identity;
            Dealt report = deal(Compartment.REPORT, to, excluded, secrets, manifest);
            Dealt who = deal(Compartment.IDENTITY, to, excluded, secrets, identity);
            this.header = new Header(prefix, report, who);
            this.headerHash = EnvelopeKeys.headerHash(header);
        }

        private Dealt deal(Compartment compartment, Addressee to, int excluded, SourceSecrets secrets, byte[] text) {
            byte[] fresh = new byte[EnvelopeKeys.FRESH];
            random.nextBytes(fresh);
            Hash tag = EnvelopeKeys.tag(compartment, prefix);
            try (Secret drawn = Secret.taking(fresh); Secret root = secrets.root()) {
                EnvelopeKeys.Hedge hedge = EnvelopeKeys.hedge(drawn, root, tag, excluded,
                        EnvelopeKeys.plainHash(text));
                hedges.add(hedge);
                return Dealing.deal(tag, to.roster().rule(compartment), hedge.message(), hedge.coins(), excluded,
                        to.keys());
            }
        }

        Cobblestone body(Compartment compartment) {
            return EnvelopeKeys.body(compartment, hedges.get(compartment.ordinal()), headerHash);
        }

        /** Header, identity body and the report body's start: all that stands before its chunks. */
        byte[] start(Cobblestone report) {
            try (Cobblestone body = body(Compartment.IDENTITY)) {
                return new Wire.Writer().bytes(header.encode()).bytes(body.seal(identity)).bytes(report.start())
                        .toBytes();
            }
        }

        @Override
        public void close() {
            hedges.forEach(EnvelopeKeys.Hedge::close);
        }
    }
}
