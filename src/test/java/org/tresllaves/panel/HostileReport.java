package org.tresllaves.panel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.tresllaves.crypto.Cobblestone;
import org.tresllaves.crypto.EnvelopeKeys;
import org.tresllaves.crypto.Recovered;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.Envelope;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.source.Composer;
import org.tresllaves.source.Draft;
import org.tresllaves.source.SealedReport;
import org.tresllaves.source.SourceSecrets;
import org.tresllaves.source.TestPanel;

/** An honest envelope of 64 KiB to six members, whose bodies a hostile source seals again with any text it likes. */
record HostileReport(byte[] envelope, byte[] manifest) {
    static final int MEMBERS = 6;
    /** Room for the report's text. */
    static final int ROOM = (int) Envelope.room(Bucket.KIB_64, MEMBERS);
    private static final TestPanel PANEL = TestPanel.of("hostile");

    /** Bytes of the one file attached. */
    static byte[] photo() {
        return new SeededRandom("photo").bytes(5000);
    }

    static HostileReport sealedIn(Path dir) throws Exception {
        Path attached = Files.write(dir.resolve("photo.jpg"), photo());
        try (SourceSecrets secrets = SourceSecrets.of(new SeededRandom("hostile").secret(16),
                PANEL.addressee().panelId());
                SealedReport sealed = new Composer(new SeededRandom("h"), dir, Bucket.KIB_64).seal(
                        Draft.of("x", "en").withFiles(List.of(attached)), PANEL.addressee(), secrets,
                        (done, total) -> {
                        })) {
            byte[] envelope = Files.readAllBytes(sealed.file());
            return new HostileReport(envelope, ReportReader
                    .manifest(recovered(Header.parseStart(envelope), Compartment.REPORT), sealed.file()).encode());
        } finally {
            Files.delete(attached);
        }
    }

    Recovered recovered(Compartment compartment) throws Malformed {
        return recovered(Header.parseStart(envelope), compartment);
    }

    private static Recovered recovered(Header header, Compartment compartment) {
        return PANEL.recover(header, compartment, 1, 2, 3, 4, 5, 6).orElseThrow();
    }

    /** The envelope with this text in the body of a compartment; another length of text makes an envelope of another length. */
    byte[] with(Compartment compartment, byte[] text) throws Malformed {
        Header header = Header.parseStart(envelope);
        boolean report = compartment == Compartment.REPORT;
        int from = report ? Envelope.reportOffset(MEMBERS) : Envelope.identityOffset(MEMBERS);
        try (Recovered recovered = recovered(compartment);
                Cobblestone stone = EnvelopeKeys.body(compartment, recovered, EnvelopeKeys.headerHash(header))) {
            byte[] sealed = stone.seal(text);
            byte[] changed = Arrays.copyOf(envelope, report ? from + sealed.length : envelope.length);
            System.arraycopy(sealed, 0, changed, from, sealed.length);
            return changed;
        }
    }
}
