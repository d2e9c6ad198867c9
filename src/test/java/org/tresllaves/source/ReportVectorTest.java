package org.tresllaves.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.panel.ReportReader;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.Roster;
import org.tresllaves.vectors.Vector;

class ReportVectorTest {
    @Test
    void theGeneratorWritesTheCommittedVectors() throws IOException {
        assertThat(ReportVectors.all()).isEqualTo(Vector.all(ReportVectors.FORMAT));
    }

    @Test
    void theWholeEnvelopeOpensFromTheCommittedBytes(@TempDir Path dir) throws Exception {
        Vector vector = java.util.Objects.requireNonNull(Vector.all(ReportVectors.FORMAT).get("whole-64k"));
        assertThat(Roster.parse(vector.text("roster"))).isEqualTo(ReportVectors.PANEL.addressee().roster());
        byte[] bytes = vector.bytes("envelope");
        assertThat(Derive.sha256().digest(bytes)).asHexString()
                .isEqualToIgnoringCase((String) vector.out().get("sha256"));
        Path file = Files.write(dir.resolve("e"), bytes);
        Header header = Header.parseStart(bytes);
        var report = ReportVectors.PANEL.recover(header, Compartment.REPORT, 1, 4, 5, 6).orElseThrow();
        ReportReader.Report read = ReportReader.extract(report, file, dir.resolve("out"));
        assertThat(new String(read.manifest().encode(), StandardCharsets.UTF_8))
                .isEqualTo(vector.out().get("manifest"));
        assertThat(read.files().getFirst()).hasBinaryContent(new SeededRandom("small").bytes(20_000));
    }
}
