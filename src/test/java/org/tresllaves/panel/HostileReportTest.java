package org.tresllaves.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.crypto.Cobblestone;
import org.tresllaves.crypto.EnvelopeKeys;
import org.tresllaves.crypto.Recovered;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.Envelope;
import org.tresllaves.protocol.Flaw;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.IdentityText;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Manifest;
import org.tresllaves.protocol.Wire;
import org.tresllaves.source.Composer;
import org.tresllaves.source.Draft;
import org.tresllaves.source.SealedReport;
import org.tresllaves.source.SourceSecrets;
import org.tresllaves.source.TestPanel;

/** A source that seals correctly what no honest client would put in: nothing of it reaches the reader's disk. */
class HostileReportTest {
    private static final TestPanel PANEL = TestPanel.of("hostile");

    @TempDir
    Path dir;
    private byte[] envelope = {};
    private byte[] manifest = {};
    private Path attached = Path.of("");

    @BeforeEach
    void honest() throws Exception {
        attached = Files.write(dir.resolve("photo.jpg"), new SeededRandom("photo").bytes(5000));
        try (SourceSecrets secrets = SourceSecrets.of(new SeededRandom("hostile").secret(16),
                PANEL.addressee().panelId());
                SealedReport sealed = new Composer(new SeededRandom("h"), dir, Bucket.KIB_64).seal(
                        Draft.of("x", "en").withFiles(List.of(attached)), PANEL.addressee(), secrets,
                        (done, total) -> {
                        })) {
            envelope = Files.readAllBytes(sealed.file());
            manifest = ReportReader.manifest(recovered(Compartment.REPORT), sealed.file()).encode();
        }
        Files.delete(attached);
    }

    @Test
    void namesThatLeaveTheDirectoryAreRefused() throws Exception {
        for (String name : List.of("../photo.jpg", "..", "/etc/passwd", "a\\\\b", "a\\u0000", "\\u202egpj.exe", "a/b",
                "\\r", ".")) {
            assertThat(refusal(body(replaced("photo.jpg", name)))).isEqualTo(Manifest.Flaw.FILE_NAME);
        }
    }

    @Test
    void namesAreMadeSafeForEveryFileSystem() {
        assertThat(SafeName.of(1, "-rf")).isEqualTo("01--rf");
        assertThat(SafeName.of(2, "con")).isEqualTo("02-con");
        assertThat(SafeName.of(3, "a:b|c?.txt.")).isEqualTo("03-a_b_c_.txt_");
        assertThat(SafeName.of(4, ".bashrc")).isEqualTo("04-.bashrc");
        assertThat(SafeName.of(64, "ñ".repeat(127) + ".pdf").getBytes(StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(203);
        assertThat(SafeName.of(5, "\u200b")).isEqualTo("05-_");
    }

    @Test
    void paddingIsChecked() throws Exception {
        byte[] text = body(manifest);
        text[text.length - 1] = 1;
        assertThat(refusal(text)).isEqualTo(ReportReader.Flaw.PADDING);
        byte[] first = body(manifest);
        first[4 + manifest.length + 5000] = 1;
        assertThat(refusal(first)).isEqualTo(ReportReader.Flaw.PADDING);
    }

    @Test
    void aFileMustHaveTheHashTheManifestGives() throws Exception {
        byte[] text = body(manifest);
        text[4 + manifest.length + 4999] ^= 1;
        assertThat(refusal(text)).isEqualTo(ReportReader.Flaw.FILE_HASH);
    }

    @Test
    void sizesThatDoNotFitAreRefusedBeforeAnythingIsWritten() throws Exception {
        assertThat(refusal(body(replaced("\"size\":5000", "\"size\":1073741824"))))
                .isEqualTo(ReportReader.Flaw.SIZES);
        byte[] length = body(manifest);
        System.arraycopy(new Wire.Writer().u32(65_537).toBytes(), 0, length, 0, 4);
        assertThat(refusal(length)).isEqualTo(ReportReader.Flaw.MANIFEST_LENGTH);
        System.arraycopy(new Wire.Writer().u32(0xffffffffL).toBytes(), 0, length, 0, 4);
        assertThat(refusal(length)).isEqualTo(ReportReader.Flaw.MANIFEST_LENGTH);
    }

    @Test
    void anIdentityIsPaddedWithZeros() throws Exception {
        Recovered identity = recovered(Compartment.IDENTITY);
        byte[] text = IdentityText.encode(java.util.Optional.of("Ana"));
        text[4095] = 1;
        Header header = Header.parseStart(envelope);
        try (Cobblestone stone = EnvelopeKeys.body(Compartment.IDENTITY, identity, EnvelopeKeys.headerHash(header))) {
            byte[] sealed = stone.seal(text);
            byte[] changed = envelope.clone();
            System.arraycopy(sealed, 0, changed, Envelope.identityOffset(6), sealed.length);
            Path file = Files.write(dir.resolve("e"), changed);
            Malformed refused = catchThrowableOfType(Malformed.class, () -> ReportReader.identity(identity, file));
            assertThat(refused.flaw()).isEqualTo(IdentityText.Flaw.PADDING);
        }
    }

    private byte[] replaced(String old, String by) {
        return new String(manifest, StandardCharsets.UTF_8).replace(old, by).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] body(byte[] manifest) {
        byte[] text = new Wire.Writer().u32(manifest.length).bytes(manifest)
                .bytes(new SeededRandom("photo").bytes(5000)).toBytes();
        return Arrays.copyOf(text, (int) Envelope.room(Bucket.KIB_64, 6));
    }

    private Flaw refusal(byte[] text) throws Exception {
        Recovered report = recovered(Compartment.REPORT);
        Header header = Header.parseStart(envelope);
        byte[] changed = envelope.clone();
        try (Cobblestone stone = EnvelopeKeys.body(Compartment.REPORT, report, EnvelopeKeys.headerHash(header))) {
            byte[] sealed = stone.seal(text);
            System.arraycopy(sealed, 0, changed, Envelope.reportOffset(6), sealed.length);
        }
        Path file = Files.write(dir.resolve("e"), changed);
        Malformed refused = catchThrowableOfType(Malformed.class,
                () -> ReportReader.extract(report, file, dir.resolve("out")));
        assertThat(entries()).containsExactly("e");
        return refused.flaw();
    }

    private Recovered recovered(Compartment compartment) throws Malformed {
        return PANEL.recover(Header.parseStart(envelope), compartment, 1, 2, 3, 4, 5, 6).orElseThrow();
    }

    private List<String> entries() throws IOException {
        try (Stream<Path> inside = Files.list(dir)) {
            return inside.map(path -> path.getFileName().toString()).toList();
        }
    }
}
