package org.tresllaves.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.tresllaves.client.Address;
import org.tresllaves.client.Intake;
import org.tresllaves.client.Purpose;
import org.tresllaves.client.Server;
import org.tresllaves.client.Untrue;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.IntakeEntry;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Promise;
import org.tresllaves.protocol.Refused;
import org.tresllaves.tlog.Policy;
import org.tresllaves.tlog.RosterChain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tresllaves verify}: checks what somebody was given, with nothing but the panel's own signatures. */
@Command(name = "verify", synopsisSubcommandLabel = "${bundle:label.command}", subcommands = VerifyPage.class)
final class VerifyVerb extends Verb {
    @Option(names = "--roster", paramLabel = "${bundle:label.file}", descriptionKey = "option.verify-roster")
    private Optional<Path> roster = Optional.empty();

    @Option(names = "--envelope", paramLabel = "${bundle:label.file}", descriptionKey = "option.verify-envelope")
    private Optional<Path> envelope = Optional.empty();

    @Option(names = "--promise", paramLabel = "${bundle:label.file}", descriptionKey = "option.verify-promise")
    private Optional<Path> promise = Optional.empty();

    @Option(names = "--server", paramLabel = "${bundle:label.address}", descriptionKey = "option.server")
    private String server = "";

    @Option(names = "--panel", paramLabel = "${bundle:label.panel}", descriptionKey = "option.panel")
    private String panel = "";

    @Mixin
    private TorOption tor = new TorOption();

    VerifyVerb(Run run) {
        super(run);
    }

    @Override
    void act() throws Stop, IOException, Refused, Untrue, Address.Unusable {
        if (roster.isEmpty() && envelope.isEmpty() && promise.isEmpty()) {
            throw new Stop(Problem.USAGE_MISSING, "--roster", "tresllaves verify --help");
        }
        Optional<RosterChain> chain = roster.isPresent()
                ? Optional.of(RosterFile.chain(roster.get()))
                : Optional.empty();
        if (chain.isPresent()) {
            chain(chain.get());
        }
        if (envelope.isPresent()) {
            envelope(envelope.get(), chain);
        }
        if (promise.isPresent()) {
            promise(promise.get());
        }
    }

    private void chain(RosterChain chain) throws Stop, IOException {
        if (!panel.isEmpty() && !Pin.read(panel).test(chain.panelId())) {
            throw new Stop(Problem.PANEL_DIFFERENT);
        }
        new RosterWords(run).print(chain.last().roster(), chain.panelId(), chain.last().note());
        run.say("verify.roster", chain.links().size());
        run.say("panel.compare");
    }

    private void envelope(Path file, Optional<RosterChain> chain) throws Stop, IOException {
        try {
            EnvelopeFile envelope = EnvelopeFile.read(file, run.texts());
            Header.Prefix prefix = envelope.header().prefix();
            boolean known = chain.isEmpty() || chain.get().panelId().equals(prefix.panelId())
                    && chain.get().of(prefix.rosterHash()).isPresent();
            if (!known) {
                throw new Stop(Problem.NOT_VERIFIED, run.texts().text("verify.other-panel"));
            }
            run.print(run.texts().text("verify.envelope", prefix.eid().hex(),
                    run.texts().size(envelope.bucket().length()), envelope.hash().hex()));
        } catch (Malformed e) {
            throw new Stop(Problem.NOT_VERIFIED, e.flaw().name());
        }
    }

    /** A promise names its report by eid; envelope hash and tag come from the public record, which must hold it once its day is over. */
    private void promise(Path file) throws Stop, IOException, Refused, Untrue, Address.Unusable {
        if (server.isEmpty()) {
            throw new Stop(Problem.USAGE_MISSING, "--server", "tresllaves verify --help");
        }
        AtServer at = AtServer.of(server, panel, tor);
        RosterChain chain = at.rosters(run);
        try (Server connection = at.connect(run, Purpose.VISIT)) {
            Promise given = Promise.parse(Input.bytes(file, Promise.LENGTH));
            Optional<IntakeEntry> entry = Intake.fetch(connection, chain).stream()
                    .flatMap(batch -> batch.entries().stream()).filter(e -> e.eid().equals(
                            given.eid()))
                    .findFirst();
            if (entry.isEmpty()) {
                throw new Stop(Problem.NOT_FOUND,
                        run.texts().text("verify.not-on-record", run.texts().day(given.day())));
            }
            if (!isSigned(given, entry.get(), chain)) {
                throw new Stop(Problem.NOT_VERIFIED, run.texts().text("verify.promise-bad"));
            }
            run.print(run.texts().text("verify.promise", run.texts().day(given.day())));
        } catch (Malformed e) {
            throw new Stop(Problem.FILE_FORMAT, file, e.flaw().name());
        }
    }

    private static boolean isSigned(Promise promise, IntakeEntry entry, RosterChain chain) {
        byte[] signed = Promise.signed(chain.panelId(), entry.eid(), entry.envelopeHash(), entry.rtag(),
                promise.batch(), promise.day());
        return chain.links().stream().anyMatch(
                link -> Ed25519.verify(link.policy().log(Policy.Origin.INTAKE).key(), signed, promise.signature()));
    }
}
