package org.tresllaves.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.crypto.Audit;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.EnvelopeKeys;
import org.tresllaves.crypto.Recovered;
import org.tresllaves.crypto.Secret;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.panel.ReportReader;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.Envelope;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Manifest;

/** A report is sealed by the source's half and read by the panel's half, and nothing changed in between passes. */
class SealingTest {
    private static final TestPanel PANEL = TestPanel.of("sealing");
    private static final int[] QUORUM = {2, 4, 5, 6};
    private static final int[] ALL = {1, 2, 3, 4, 5, 6};

    @TempDir
    Path dir;

    @Test
    void aReportComesOutAsItWentIn() throws Exception {
        byte[] large = new SeededRandom("large").bytes((3 << 20) + 17);
        List<Path> files = List.of(file("empty.txt", new byte[0]), file("one.bin", new byte[]{7}),
                file("niño.pdf", large));
        Draft draft = Draft.of("Ellos saben\tlo \"que\" hicieron \\o/\nfin 😀", "es").withFiles(files).by("Ana, 555")
                .excluding(Set.of(3)).consenting(new TreeSet<>(Set.of("forward", "contact")));
        try (SourceSecrets secrets = PANEL.secrets("a"); SealedReport sealed = seal(draft, secrets, random("a"))) {
            assertThat(Files.size(sealed.file())).isEqualTo(Bucket.MIB_4.length());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sealed.file())))
                    .isEqualTo("rw-------");
            assertThat(envelopeHash(sealed)).isEqualTo(sealed.envelopeHash());
            Header header = header(sealed);
            assertThat(List.of(header.prefix().r1(), header.prefix().r2())).doesNotContain(3)
                    .isSubsetOf(PANEL.addressee().roster().first());
            Recovered report = PANEL.recover(header, Compartment.REPORT, QUORUM).orElseThrow();
            assertThat(report.excluded()).isEqualTo(4);
            assertThat(audit(header, report).verdict()).isEqualTo(Audit.Verdict.WELL_FORMED);
            ReportReader.Report read = ReportReader.extract(report, sealed.file(), dir.resolve("out"));
            assertThat(read.manifest().text()).isEqualTo(draft.text());
            assertThat(read.manifest().consent()).containsExactly("contact", "forward");
            assertThat(read.manifest().rs()).isEqualTo(Hash.of(secrets.rs(sealed.eid()).reveal()));
            assertThat(read.manifest().files()).extracting(Manifest.Attachment::name).containsExactly("empty.txt",
                    "one.bin", "niño.pdf");
            assertThat(read.files()).hasSize(3).last().satisfies(path -> assertThat(path).hasBinaryContent(large));
            assertThat(read.files().getFirst()).isEmptyFile();
            assertThat(entries(dir.resolve("out"))).containsExactlyInAnyOrder("manifest.json", "01-empty.txt",
                    "02-one.bin", "03-niño.pdf");
            Recovered who = PANEL.recover(header, Compartment.IDENTITY, 1, 2, 4, 5, 6).orElseThrow();
            assertThat(ReportReader.identity(who, sealed.file())).contains("Ana, 555");
        }
        assertThat(entries(dir)).noneMatch(name -> name.startsWith("sealed-") || name.startsWith(".partial"));
    }

    @Test
    void theExcludedAndThoseBelowTheQuorumReadNothing() throws Exception {
        Draft draft = Draft.of("x", "en").excluding(Set.of(1));
        try (SourceSecrets secrets = PANEL.secrets("b"); SealedReport sealed = seal(draft, secrets, random("b"))) {
            Header header = header(sealed);
            assertThat(PANEL.recover(header, Compartment.REPORT, 1, 2, 5, 6)).isEmpty();
            assertThat(PANEL.recover(header, Compartment.REPORT, 1, 2, 3, 4)).isEmpty();
            assertThat(PANEL.recover(header, Compartment.IDENTITY, 2, 3, 5, 6)).isEmpty();
            assertThat(PANEL.recover(header, Compartment.REPORT, 2, 3, 5, 6)).isPresent();
            assertThat(TestPanel.of("other").recover(header, Compartment.REPORT, ALL)).isEmpty();
        }
    }

    @Test
    void identityExclusionsAndShortFilesDoNotShow() throws Exception {
        try (SourceSecrets secrets = PANEL.secrets("c");
                SealedReport bare = seal(Draft.of("x", "en"), secrets, random("c"));
                SealedReport full = seal(Draft.of("y", "en").by("B").excluding(Set.of(2))
                        .withFiles(List.of(file("f", new byte[9000]))), secrets, random("d"))) {
            assertThat(Files.size(full.file())).isEqualTo(Files.size(bare.file())).isEqualTo(64 << 10);
            assertThat(bare.room()).isEqualTo(Envelope.room(Bucket.KIB_64, 6) - 4
                    - ReportReader.manifest(opened(bare), bare.file()).encode().length);
        }
    }

    @Test
    void everyBucketIsFilledToItsLastByte() throws Exception {
        for (Bucket bucket : List.of(Bucket.KIB_64, Bucket.KIB_256, Bucket.MIB_1)) {
            try (SourceSecrets secrets = PANEL.secrets("fill")) {
                int room = (int) (Envelope.room(bucket, 6) - 4 - manifestLength(secrets));
                for (int over : new int[]{-1, 0, 1}) {
                    // the manifest's length depends on the digits of the size alone
                    Draft draft = Draft.of("x", "en").withFiles(List.of(file("f", new byte[room + over])));
                    int digits = Integer.toString(room + over).length() - 1;
                    Draft fitting = draft.withFiles(List.of(file("f", new byte[room + over - digits])));
                    try (SealedReport sealed = seal(fitting, secrets, random("fill"))) {
                        assertThat(sealed.bucket() == bucket).isEqualTo(over <= 0);
                        if (over <= 0) {
                            assertThat(sealed.room()).isEqualTo(-over);
                        }
                        assertThat(ReportReader.extract(opened(sealed), sealed.file(), dir.resolve(bucket + "" + over))
                                .files()).hasSize(1);
                    }
                }
            }
        }
    }

    private int manifestLength(SourceSecrets secrets) throws Exception {
        try (SealedReport sealed = seal(Draft.of("x", "en").withFiles(List.of(file("f", new byte[0]))), secrets,
                random("m"))) {
            return ReportReader.manifest(opened(sealed), sealed.file()).encode().length;
        }
    }

    @Test
    void whateverIsChangedNothingIsWritten() throws Exception {
        Draft draft = Draft.of("x", "en").withFiles(List.of(file("f", new byte[300_000])));
        try (SourceSecrets secrets = PANEL.secrets("t"); SealedReport sealed = seal(draft, secrets, random("t"))) {
            byte[] good = Files.readAllBytes(sealed.file());
            Recovered report = opened(sealed);
            int body = Envelope.reportOffset(6);
            int[] places = {6, 86, 95, Header.length(6) - 1, body, body + 24, body + 56, body + 16_500,
                    good.length / 2, good.length - 1};
            for (int place : places) {
                byte[] bad = good.clone();
                bad[place] ^= 1;
                refused(report, bad);
            }
            refused(report, Arrays.copyOf(good, good.length - 1));
            refused(report, Arrays.copyOf(good, good.length + 1));
            refused(report, Arrays.copyOf(good, (int) Bucket.KIB_256.length()));
            refused(report, Arrays.copyOf(good, (int) Bucket.MIB_4.length()));
            byte[] swapped = good.clone();
            int chunk = body + 56;
            System.arraycopy(good, chunk, swapped, chunk + 16_400, 16_400);
            System.arraycopy(good, chunk + 16_400, swapped, chunk, 16_400);
            refused(report, swapped);
        }
    }

    private void refused(Recovered report, byte[] envelope) throws IOException {
        Path changed = file("changed", envelope);
        assertThatThrownBy(() -> ReportReader.extract(report, changed, dir.resolve("out")))
                .isInstanceOf(Malformed.class);
        assertThat(entries(dir)).noneMatch(name -> name.startsWith(".partial") || name.equals("out"));
    }

    @Test
    void aGeneratorThatRepeatsItselfRepeatsNoKey() throws Exception {
        try (SourceSecrets secrets = PANEL.secrets("w");
                SourceSecrets others = PANEL.secrets("v");
                SealedReport one = seal(Draft.of("one", "en"), secrets, new Stuck());
                SealedReport two = seal(Draft.of("two", "en"), secrets, new Stuck());
                SealedReport three = seal(Draft.of("one", "en"), others, new Stuck())) {
            List<Recovered> keys = List.of(opened(one), opened(two), opened(three));
            assertThat(keys).extracting(key -> Hash.of(key.message().reveal())).doesNotHaveDuplicates();
            assertThat(keys).extracting(key -> Hash.of(key.coins().reveal())).doesNotHaveDuplicates();
            assertThat(one.eid()).isNotEqualTo(three.eid());
            Recovered identity = PANEL.recover(header(one), Compartment.IDENTITY, ALL).orElseThrow();
            assertThat(Hash.of(identity.message().reveal()))
                    .isNotEqualTo(Hash.of(keys.getFirst().message().reveal()));
        }
    }

    @Test
    void theWordsAloneDoNotGiveTheContentKey() throws Exception {
        Draft draft = Draft.of("one", "en");
        try (SourceSecrets secrets = PANEL.secrets("k"); SealedReport sealed = seal(draft, secrets, random("k"))) {
            Header header = header(sealed);
            byte[] key = opened(sealed).message().reveal();
            byte[] manifest = ReportReader.manifest(opened(sealed), sealed.file()).encode();
            Hash tag = EnvelopeKeys.tag(Compartment.REPORT, header.prefix());
            // Everything a finder of the words can know or guess, but not the 64 fresh bytes.
            try (Secret zeros = Secret.taking(new byte[64]);
                    EnvelopeKeys.Hedge guess = EnvelopeKeys.hedge(zeros, secrets.root(), tag, 0,
                            EnvelopeKeys.plainHash(manifest));
                    SealedReport again = seal(draft, secrets, random("another"))) {
                assertThat(guess.message().reveal()).isNotEqualTo(key);
                assertThat(opened(again).message().reveal()).isNotEqualTo(key);
            }
        }
    }

    /** A generator that always says zero. */
    private static final class Stuck extends SecureRandom {
        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Test
    void draftsThatCannotBeSealedSaySoAndLeaveNothing() throws Exception {
        Path file = file("f", new byte[200_000]);
        assertThat(reason(Draft.of("x", "en").withFiles(List.of(file)), Bucket.KIB_64))
                .isEqualTo(CannotSeal.Reason.TOO_LARGE);
        assertThat(reason(Draft.of("x", "en").withFiles(Collections.nCopies(65, file)), Bucket.GIB_1))
                .isEqualTo(CannotSeal.Reason.TOO_MANY_FILES);
        assertThat(reason(Draft.of("x", "en").withFiles(List.of(dir)), Bucket.GIB_1))
                .isEqualTo(CannotSeal.Reason.NOT_A_FILE);
        assertThat(reason(Draft.of("x", "en").withFiles(List.of(file("a\u202eb", new byte[1]))), Bucket.GIB_1))
                .isEqualTo(CannotSeal.Reason.FILE_NAME);
        assertThat(reason(Draft.of("x".repeat(70_000), "en"), Bucket.GIB_1))
                .isEqualTo(CannotSeal.Reason.TEXT_TOO_LONG);
        assertThat(reason(Draft.of("\u001b[2J", "en"), Bucket.GIB_1)).isEqualTo(CannotSeal.Reason.CONTENT);
        assertThat(reason(Draft.of("x", "en").by("x".repeat(4095)), Bucket.GIB_1))
                .isEqualTo(CannotSeal.Reason.IDENTITY_TOO_LONG);
        assertThat(reason(Draft.of("x", "en").excluding(Set.of(1, 2)), Bucket.GIB_1))
                .isEqualTo(CannotSeal.Reason.TOO_MANY_EXCLUDED);
        assertThat(reason(Draft.of("x", "en").excluding(Set.of(5)), Bucket.GIB_1))
                .isEqualTo(CannotSeal.Reason.TOO_MANY_EXCLUDED);
        assertThat(reason(Draft.of("x", "en").excluding(Set.of(9)), Bucket.GIB_1)).isEqualTo(CannotSeal.Reason.NOBODY);
        assertThat(entries(dir)).noneMatch(name -> name.startsWith("sealed-"));
    }

    private CannotSeal.Reason reason(Draft draft, Bucket largest) {
        try (SourceSecrets secrets = PANEL.secrets("r")) {
            CannotSeal refused = catchThrowableOfType(CannotSeal.class, () -> new Composer(random("r"), dir, largest)
                    .seal(draft, PANEL.addressee(), secrets, (done, total) -> {
                    }));
            return refused.reason();
        }
    }

    @Test
    void sealingAndReadingStayWithinASmallHeap() throws Exception {
        Path big = dir.resolve("big");
        try (var out = Files.newOutputStream(big)) {
            byte[] piece = new SeededRandom("big").bytes(1 << 20);
            for (int i = 0; i < 63; i++) {
                out.write(piece);
            }
        }
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx40m", "-cp", System.getProperty("java.class.path"), SmallHeap.class.getName(), dir.toString())
                .redirectErrorStream(true).start();
        String said = new String(child.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(child.waitFor()).as(said).isZero();
        assertThat(Files.mismatch(big, dir.resolve("out/01-big"))).isEqualTo(-1);
    }

    /** Seals and reads 63 MiB in a machine of its own. */
    static final class SmallHeap {
        private SmallHeap() {
        }

        public static void main(String[] args) throws Exception {
            Path dir = Path.of(args[0]);
            Draft draft = Draft.of("x", "en").withFiles(List.of(dir.resolve("big")));
            try (SourceSecrets secrets = PANEL.secrets("s");
                    SealedReport sealed = new Composer(random("s"), dir, Bucket.GIB_1).seal(draft, PANEL.addressee(),
                            secrets, (done, total) -> {
                            })) {
                ReportReader.extract(opened(sealed), sealed.file(), dir.resolve("out"));
            }
        }
    }

    private SealedReport seal(Draft draft, SourceSecrets secrets, SecureRandom random) throws Exception {
        return new Composer(random, dir, Bucket.MIB_4).seal(draft, PANEL.addressee(), secrets, (done, total) -> {
        });
    }

    private static SecureRandom random(String name) {
        return new SeededRandom(name);
    }

    private static Header header(SealedReport sealed) throws Exception {
        return Header.parseStart(sealed.segment(0));
    }

    private static Recovered opened(SealedReport sealed) throws Exception {
        return PANEL.recover(header(sealed), Compartment.REPORT, ALL).orElseThrow();
    }

    private static Audit audit(Header header, Recovered report) {
        return Audit.of(EnvelopeKeys.tag(Compartment.REPORT, header.prefix()),
                PANEL.addressee().roster().rule(Compartment.REPORT), new int[]{1, 0}, report, header.report(),
                PANEL.addressee().keys());
    }

    private static Hash envelopeHash(SealedReport sealed) throws IOException {
        List<Hash> digests = new ArrayList<>();
        for (int k = 0; k < sealed.bucket().segments(); k++) {
            digests.add(Hash.of(Derive.sha256().digest(sealed.segment(k))));
        }
        return EnvelopeKeys.envelopeHash(digests);
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(dir.resolve(name), bytes);
    }

    private static List<String> entries(Path dir) throws IOException {
        try (Stream<Path> inside = Files.list(dir)) {
            return inside.map(path -> path.getFileName().toString()).toList();
        }
    }
}
