package org.tresllaves.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Hpke;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.panel.ReportReader;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.Header;
import org.tresllaves.vectors.Vector;

/** Writes whole envelopes with the seeds of everybody who can open them: {@code vectors/report}. */
final class ReportVectors {
    static final String FORMAT = "report";
    static final TestPanel PANEL = TestPanel.of("vectors");

    private ReportVectors() {
    }

    public static void main(String[] args) throws IOException {
        Vector.write(FORMAT, all());
    }

    static Map<String, Vector> all() throws IOException {
        Map<String, Vector> all = new TreeMap<>();
        Path dir = Files.createTempDirectory("vectors");
        Path file = Files.write(dir.resolve("niño.bin"), new SeededRandom("file").bytes(1 << 20 | 5));
        Path small = Files.write(dir.resolve("small.bin"), new SeededRandom("small").bytes(20_000));
        try {
            all.put("whole-64k", vector(dir, Draft.of("Lo vi.", "es").withFiles(List.of(small)).by("Ana")
                    .excluding(Set.of(3)), true));
            all.put("digest-4m", vector(dir, Draft.of("Again", "en").withFiles(List.of(file, small)), false));
        } finally {
            Files.delete(file);
            Files.delete(small);
            Files.delete(dir);
        }
        return all;
    }

    private static Vector vector(Path dir, Draft draft, boolean whole) throws IOException {
        try (SourceSecrets secrets = PANEL.secrets("vectors");
                SealedReport sealed = new Composer(new SeededRandom("report"), dir, Bucket.MIB_4).seal(draft,
                        PANEL.addressee(), secrets, (done, total) -> {
                        })) {
            Header header = Header.parseStart(sealed.segment(0));
            var report = PANEL.recover(header, Compartment.REPORT, 1, 2, 4, 5, 6).orElseThrow();
            var identity = PANEL.recover(header, Compartment.IDENTITY, 1, 2, 4, 5, 6).orElseThrow();
            byte[] bytes = Files.readAllBytes(sealed.file());
            Vector vector = Vector.ok(FORMAT, whole ? "a whole envelope" : "an envelope's header and digests")
                    .in("roster", PANEL.addressee().roster().encode())
                    .in("seeds", PANEL.sealing().stream().map(Hpke.KeyPair::seed).map(s -> s.reveal()).toList())
                    .in("envelope", whole ? bytes : header.encode()).out("length", bytes.length)
                    .out("sha256", Derive.sha256().digest(bytes)).out("envelope_hash", sealed.envelopeHash())
                    .out("eid", sealed.eid()).out("rtag", sealed.rtag()).out("excluded", report.excluded())
                    .out("report_message", report.message().reveal()).out("report_coins", report.coins().reveal())
                    .out("identity_message", identity.message().reveal())
                    .out("identity", ReportReader.identity(identity, sealed.file()).orElse(""))
                    .out("manifest", new String(ReportReader.manifest(report, sealed.file()).encode(),
                            java.nio.charset.StandardCharsets.UTF_8));
            return vector;
        } catch (CannotSeal | org.tresllaves.protocol.Malformed e) {
            throw new IllegalStateException(e);
        }
    }
}
