package org.tresllaves.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.crypto.Recovered;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.vectors.Vector;

/** Seals each vector's text into an envelope and reads it as a reader does. */
class ReportTextVectorTest {
    @TempDir
    Path dir;

    @Test
    void textsAreReadAsTheVectorsSay() throws Exception {
        Map<String, Vector> committed = Vector.all(ReportTextVectors.FORMAT);
        assertThat(ReportTextVectors.all()).isEqualTo(committed);
        HostileReport report = HostileReport.sealedIn(dir);
        for (Map.Entry<String, Vector> each : committed.entrySet()) {
            assertThat(outcome(report, each.getValue(), dir.resolve(each.getKey()))).as(each.getKey())
                    .isEqualTo(each.getValue().expect());
        }
        TreeSet<String> named = new TreeSet<>(committed.values().stream().map(Vector::expect).toList());
        for (ReportReader.Flaw flaw : ReportReader.Flaw.values()) {
            assertThat(named).contains(flaw.name());
        }
    }

    private String outcome(HostileReport report, Vector vector, Path out) throws IOException, Malformed {
        Path file = Files.write(dir.resolve("e"), report.with(Compartment.REPORT, ReportTextVectors.text(vector)));
        try (Recovered recovered = report.recovered(Compartment.REPORT)) {
            ReportReader.Report read = ReportReader.extract(recovered, file, out);
            assertThat(new String(read.manifest().encode(), StandardCharsets.UTF_8))
                    .isEqualTo(vector.out().get("manifest"));
            List<String> files = new ArrayList<>();
            for (Path path : read.files()) {
                files.add(HexFormat.of().formatHex(Files.readAllBytes(path)));
            }
            assertThat(files).isEqualTo(vector.out().get("files"));
            return "OK";
        } catch (Malformed e) {
            assertThat(out).doesNotExist();
            return e.flaw().name();
        }
    }
}
