package org.tresllaves.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tresllaves.client.Untrue;
import org.tresllaves.crypto.Audit;
import org.tresllaves.crypto.Secret;
import org.tresllaves.panel.Opening;
import org.tresllaves.panel.ReportReader;
import org.tresllaves.panel.RequestCheck;
import org.tresllaves.panel.Results;
import org.tresllaves.panel.Slot;
import org.tresllaves.protocol.ApproveNote;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Manifest;
import org.tresllaves.protocol.Questionnaires;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;
import org.tresllaves.protocol.RequestNote;
import org.tresllaves.protocol.Roster;
import org.tresllaves.tlog.PanelNote;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code docket open}: a reader recovers what a quorum released to it, and says on the docket that it did. */
@Command(name = "open")
final class DocketOpen extends DeskVerb {
    @Parameters(paramLabel = "${bundle:label.request}", descriptionKey = "option.request")
    private String request = "";

    @Option(names = "--out", required = true, paramLabel = "${bundle:label.folder}", descriptionKey = "option.out")
    private Path out = Path.of("");

    @Option(names = "--forms", paramLabel = "${bundle:label.folder}", descriptionKey = "option.forms-read")
    private Optional<Path> forms = Optional.empty();

    DocketOpen(Run run) {
        super(run);
    }

    @Override
    void work(Desk desk, Keys.Unlocked keys)
            throws Stop, IOException, Refused, Untrue, Malformed, org.tresllaves.panel.Refused {
        Optional<Questionnaires> questionnaires = forms.isPresent()
                ? Optional.of(PanelForms.read(run, forms.get()))
                : PanelForms.shipped(run);
        PanelNote<RequestNote> wanted = desk.request(request);
        List<Slot> slots = desk.slots(wanted.note().scope());
        RequestCheck.Checked checked = RequestCheck.forReading(wanted, desk.docket(), slots);
        Opening opening = Opening.of(checked, desk.chain(), desk.docket(), keys.keys(), run.clock().instant());
        for (PanelNote<ApproveNote> approval : opening.approvals()) {
            take(desk, opening, approval);
        }
        Opening.Outcome outcome = opening.open();
        if (outcome.isEmpty()) {
            throw new Stop(Problem.NOT_ENOUGH);
        }
        boolean isIdentity = wanted.note().compartment() == Compartment.IDENTITY;
        Map<Integer, Results.Found> found = new HashMap<>();
        int kept = 0;
        for (Opening.Opened one : outcome.opened()) {
            try (one) {
                kept += read(desk, slots.get(one.slot()), one, found, questionnaires) ? 1 : 0;
            }
        }
        for (int slot : outcome.unrecoverable()) {
            run.say(isIdentity ? "docket.identity-unrecoverable" : "docket.unrecoverable", slots.get(slot).eid().hex());
            if (isIdentity) {
                unrecoverable(slot, slots.get(slot), found);
            }
        }
        desk.session().post(Results.result(checked, keys.keys(), found, run.random()).encode());
        found.values().forEach(one -> one.rs().close());
        if (kept > 0) {
            run.say(isIdentity ? "docket.identity-opened" : "docket.opened", out, kept);
        } else {
            run.say("docket.none-kept");
        }
    }

    /** What does not open to its end was not opened: of a report nothing is said, of an identity that it is not recoverable. */
    private void damaged(Opening.Opened opened, Slot slot, Map<Integer, Results.Found> found) throws Stop {
        Optional.ofNullable(found.remove(opened.slot())).ifPresent(one -> one.rs().close());
        if (opened.compartment() == Compartment.IDENTITY) {
            unrecoverable(opened.slot(), slot, found);
        }
    }

    /** Said to the source of an identity, whose rs is known if its report was opened into this folder. */
    private void unrecoverable(int number, Slot slot, Map<Integer, Results.Found> found) throws Stop {
        Path target = out.resolve(slot.eid().hex());
        if (!ReportFolder.isOne(target)) {
            return;
        }
        try {
            found.put(number, new Results.Found(Secret.taking(ReportFolder.of(target).manifest().rs().bytes()),
                    Audit.Verdict.NOT_RECOVERABLE));
        } catch (Malformed e) {
            throw new Stop(Problem.FILE_FORMAT, target, e.flaw().name());
        }
    }

    /** A bundle that is missing or wrong does no harm where others suffice; it is said. */
    private void take(Desk desk, Opening opening, PanelNote<ApproveNote> approval) throws IOException, Refused, Untrue {
        try {
            opening.take(approval, desk.session().unverifiedBundle(approval.hash(), opening.reader()));
        } catch (org.tresllaves.panel.Refused e) {
            run.say("docket.bundle-bad", approval.person().name().text());
        } catch (Refused e) {
            if (e.refusal() != Refusal.UNKNOWN) {
                throw e;
            }
            run.say("docket.bundle-missing", approval.person().name().text());
        }
    }

    /** Whether something was kept of it. */
    private boolean read(Desk desk, Slot slot, Opening.Opened opened, Map<Integer, Results.Found> found,
            Optional<Questionnaires> questionnaires) throws Stop, IOException, Refused, Untrue {
        Files.createDirectories(out);
        Path target = out.resolve(slot.eid().hex());
        Path envelope = Files.createTempFile(out.toAbsolutePath(), ".tresllaves-", ".part");
        envelope.toFile().deleteOnExit();
        try {
            download(desk, slot, envelope);
            if (opened.compartment() == Compartment.IDENTITY) {
                identity(slot, opened, envelope, target, found);
            } else {
                say(slot, opened);
                ReportReader.Report report = ReportReader.extract(opened.recovered(), envelope, target);
                write(target.resolve("report.txt"), report.manifest().text());
                answers(target, report.manifest(), questionnaires);
                ReportFolder.keep(target, desk.chain().panelId(), slot, opened);
                found.put(opened.slot(), found(report.manifest(), opened));
                run.print(target.toString());
            }
            return true;
        } catch (Malformed e) {
            run.say("docket.body-bad", slot.eid().hex(), e.flaw().name());
            damaged(opened, slot, found);
            return false;
        } finally {
            Files.deleteIfExists(envelope);
        }
    }

    private void answers(Path target, Manifest manifest, Optional<Questionnaires> questionnaires) throws Stop {
        AnswersText answers = new AnswersText(run.texts(), questionnaires);
        String text = answers.of(manifest);
        if (!text.isEmpty()) {
            write(target.resolve("answers.txt"), text);
        }
        if (answers.odd() > 0) {
            run.say("docket.answers-odd", answers.odd());
        }
    }

    /** Beside the report it belongs to, if that was opened into this folder: whom each of the two excludes must be the same. */
    private void identity(Slot slot, Opening.Opened opened, Path envelope, Path target,
            Map<Integer, Results.Found> found) throws Stop, IOException, Malformed {
        Opening.Opened compared = opened;
        if (Files.isDirectory(target)) {
            ReportFolder report = ReportFolder.of(target);
            compared = opened.comparedWith(report.opened().excluded());
            found.put(opened.slot(), found(report.manifest(), compared));
        } else {
            run.say("docket.identity-alone", slot.eid().hex());
        }
        say(slot, compared);
        Path file = out.resolve(slot.eid().hex() + ".identity.txt");
        write(file, ReportReader.identity(opened.recovered(), envelope).orElse(run.texts().text("identity.none")));
        run.print(file.toString());
    }

    private static Results.Found found(Manifest manifest, Opening.Opened opened) {
        return new Results.Found(Secret.taking(manifest.rs().bytes()), opened.audit().verdict());
    }

    private static void write(Path file, String text) throws Stop {
        Output.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private void download(Desk desk, Slot slot, Path envelope) throws IOException, Refused, Untrue {
        ProgressBar bar = new ProgressBar(run.terminal(), run.texts(), run.texts().text("docket.fetching"));
        try (OutputStream file = Files.newOutputStream(envelope)) {
            desk.session().envelope(slot.eid(), slot.fetched().orElseThrow().digests(), file, bar::show);
        } finally {
            bar.done();
        }
    }

    private void say(Slot slot, Opening.Opened opened) {
        run.say(opened.audit().malformed().isEmpty() ? "docket.well-formed" : "docket.malformed", slot.eid().hex(),
                opened.audit().malformed().toString());
        if (!opened.audit().exclusionsAllowed()) {
            run.say("docket.exclusions-odd");
        }
        if (!opened.excluded().isEmpty()) {
            run.say("docket.excluded", String.join(", ",
                    opened.excluded().stream().map(Roster.Person::name).map(name -> name.text()).toList()));
        }
        if (!opened.wrongShares().isEmpty()) {
            run.say("docket.wrong-share", String.join(", ", opened.wrongShares()));
        }
    }
}
