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
import org.tresllaves.crypto.Recovered;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.Flaw;
import org.tresllaves.protocol.IdentityText;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Manifest;
import org.tresllaves.protocol.Wire;

/** A source that seals correctly what no honest client would put in: nothing of it reaches the reader's disk. */
class HostileReportTest {
    @TempDir
    Path dir;
    private HostileReport report = new HostileReport(new byte[0], new byte[0]);

    @BeforeEach
    void honest() throws Exception {
        report = HostileReport.sealedIn(dir);
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
        byte[] text = body(report.manifest());
        text[text.length - 1] = 1;
        assertThat(refusal(text)).isEqualTo(ReportReader.Flaw.PADDING);
        byte[] first = body(report.manifest());
        first[4 + report.manifest().length + 5000] = 1;
        assertThat(refusal(first)).isEqualTo(ReportReader.Flaw.PADDING);
    }

    @Test
    void aFileMustHaveTheHashTheManifestGives() throws Exception {
        byte[] text = body(report.manifest());
        text[4 + report.manifest().length + 4999] ^= 1;
        assertThat(refusal(text)).isEqualTo(ReportReader.Flaw.FILE_HASH);
    }

    @Test
    void sizesThatDoNotFitAreRefusedBeforeAnythingIsWritten() throws Exception {
        assertThat(refusal(body(replaced("\"size\":5000", "\"size\":1073741824"))))
                .isEqualTo(ReportReader.Flaw.SIZES);
        byte[] length = body(report.manifest());
        System.arraycopy(new Wire.Writer().u32(65_537).toBytes(), 0, length, 0, 4);
        assertThat(refusal(length)).isEqualTo(ReportReader.Flaw.MANIFEST_LENGTH);
        System.arraycopy(new Wire.Writer().u32(0xffffffffL).toBytes(), 0, length, 0, 4);
        assertThat(refusal(length)).isEqualTo(ReportReader.Flaw.MANIFEST_LENGTH);
    }

    @Test
    void anIdentityIsPaddedWithZeros() throws Exception {
        byte[] text = IdentityText.encode(java.util.Optional.of("Ana"));
        text[4095] = 1;
        Path file = Files.write(dir.resolve("e"), report.with(Compartment.IDENTITY, text));
        Recovered identity = report.recovered(Compartment.IDENTITY);
        Malformed refused = catchThrowableOfType(Malformed.class, () -> ReportReader.identity(identity, file));
        assertThat(refused.flaw()).isEqualTo(IdentityText.Flaw.PADDING);
    }

    private byte[] replaced(String old, String by) {
        return new String(report.manifest(), StandardCharsets.UTF_8).replace(old, by).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] body(byte[] manifest) {
        byte[] text = new Wire.Writer().u32(manifest.length).bytes(manifest).bytes(HostileReport.photo()).toBytes();
        return Arrays.copyOf(text, HostileReport.ROOM);
    }

    private Flaw refusal(byte[] text) throws Exception {
        Recovered recovered = report.recovered(Compartment.REPORT);
        Path file = Files.write(dir.resolve("e"), report.with(Compartment.REPORT, text));
        Malformed refused = catchThrowableOfType(Malformed.class,
                () -> ReportReader.extract(recovered, file, dir.resolve("out")));
        assertThat(entries()).containsExactly("e");
        return refused.flaw();
    }

    private List<String> entries() throws IOException {
        try (Stream<Path> inside = Files.list(dir)) {
            return inside.map(path -> path.getFileName().toString()).toList();
        }
    }
}
