package org.tresllaves.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tresllaves.panel.Opening;
import org.tresllaves.panel.Slot;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Manifest;
import org.tresllaves.protocol.OpenedReport;
import org.tresllaves.protocol.Roster;
import org.tresllaves.tlog.RosterChain;

/** The folder of a report that was opened: its manifest, and which entry it is and whom its source excluded. */
record ReportFolder(OpenedReport opened, Manifest manifest) {
    private static final String OPENED = "opened.txt";
    private static final int LIMIT = 512;

    /** Writes what later commands about this report need, into the folder its files are in. */
    static void keep(Path folder, Hash panelId, Slot slot, Opening.Opened opened) throws Stop {
        OpenedReport report = new OpenedReport(panelId, opened.report().header().prefix().rosterHash(), slot.eid(),
                slot.envelopeHash(), opened.recovered().excluded());
        Output.write(folder.resolve(OPENED), report.encode().getBytes(StandardCharsets.UTF_8));
    }

    static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(OPENED));
    }

    static ReportFolder of(Path folder) throws Stop, Malformed {
        String text = new String(Input.bytes(folder.resolve(OPENED), LIMIT), StandardCharsets.UTF_8);
        return new ReportFolder(OpenedReport.parse(text),
                Manifest.parse(Input.bytes(folder.resolve("manifest.json"), Manifest.MAX)));
    }

    /** Those of the people here whom the source excluded. A person is its key, whatever the roster. */
    List<Roster.Person> excluded(RosterChain chain, List<Roster.Person> people) {
        List<Roster.Person> named = new ArrayList<>();
        chain.of(opened.rosterHash()).ifPresent(link -> link.roster().people().stream()
                .filter(person -> opened.isExcluded(person.index()))
                .forEach(person -> people.stream()
                        .filter(other -> Arrays.equals(other.ed25519(), person.ed25519())).forEach(named::add)));
        return named;
    }
}
