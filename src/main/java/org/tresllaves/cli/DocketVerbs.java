package org.tresllaves.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.tresllaves.client.Untrue;
import org.tresllaves.panel.Approval;
import org.tresllaves.panel.PersonKeys;
import org.tresllaves.panel.RequestCheck;
import org.tresllaves.protocol.DocketNote;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.RefuseNote;
import org.tresllaves.protocol.Refused;
import org.tresllaves.protocol.RequestNote;
import org.tresllaves.protocol.Roster;
import org.tresllaves.tlog.PanelNote;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tresllaves docket}: the panel's work on reports. */
@Command(name = "docket", synopsisSubcommandLabel = "${bundle:label.command}", subcommands = {DocketList.class,
        DocketRequest.class, DocketVerbs.Approve.class, DocketVerbs.Refuse.class, DocketOpen.class, DocketReply.class,
        DocketVerbs.Close.class})
final class DocketVerbs extends Group {

    /** Approves one whole request after every check the design asks of a member's client. */
    @Command(name = "approve")
    static final class Approve extends DeskVerb {
        private static final int TRIES = 5;

        @Parameters(paramLabel = "${bundle:label.request}", descriptionKey = "option.request")
        private String request = "";

        Approve(Run run) {
            super(run);
        }

        @Override
        void work(Desk desk, Keys.Unlocked keys)
                throws Stop, IOException, Refused, Untrue, org.tresllaves.panel.Refused {
            PanelNote<RequestNote> wanted = desk.request(request);
            new RequestWords(run, desk).print(wanted);
            RequestCheck.Checked checked = RequestCheck.forApproval(wanted, desk.chain(), desk.docket(),
                    desk.slots(wanted.note().scope()), run.clock().instant());
            confirm();
            Approval.Approved approved = new Approval(checked, desk.chain(), desk.docket(), keys.keys())
                    .approve(run.today(), run.random());
            byte[] note = approved.note().encode();
            desk.session().post(note);
            Hash hash = approved.note().hash(Label.NOTE);
            for (Map.Entry<Integer, byte[]> bundle : approved.bundles().entrySet()) {
                put(desk, hash, bundle);
            }
            run.say("docket.approved",
                    approved.outcomes().stream().filter(o -> o == Approval.Outcome.RELEASED).count());
            approved.outcomes().stream().filter(Approve::isWorrying)
                    .forEach(outcome -> run.say("docket.outcome", outcome.name()));
        }

        private void confirm() throws Stop, IOException {
            String yes = run.texts().text("ask.yes");
            if (run.terminal().canAsk() && !run.terminal().ask(run.texts().text("docket.approve.ask", yes)).orElse("")
                    .strip().equalsIgnoreCase(yes)) {
                throw new Stop(Problem.STOPPED);
            }
        }

        /** The note stands already, so the bundle must get there: fillers are random and could not be made again. */
        private void put(Desk desk, Hash note, Map.Entry<Integer, byte[]> bundle) throws IOException, Refused, Untrue {
            for (int attempt = 1;; attempt++) {
                try {
                    desk.session().putBundle(note, bundle.getKey(), bundle.getValue());
                    return;
                } catch (IOException e) {
                    if (attempt == TRIES) {
                        throw e;
                    }
                    pause(Duration.ofSeconds(attempt));
                }
            }
        }

        private void pause(Duration time) throws IOException {
            try {
                run.pause().of(time);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        private static boolean isWorrying(Approval.Outcome outcome) {
            return switch (outcome) {
                case RELEASED, DRAWN_FOR_OTHERS, NOTHING_THERE, WITHDRAWN, NOT_ELIGIBLE -> false;
                case HASH_DIFFERS, MALFORMED, NO_KEY, CAPSULE -> true;
            };
        }
    }

    /** Refuses a request with a reason everybody of the panel sees. */
    @Command(name = "refuse")
    static final class Refuse extends DeskVerb {
        @Parameters(paramLabel = "${bundle:label.request}", descriptionKey = "option.request")
        private String request = "";

        @Option(names = "--reason", required = true, paramLabel = "${bundle:label.reason}", descriptionKey = "option.refuse-reason")
        private String reason = "";

        Refuse(Run run) {
            super(run);
        }

        @Override
        void work(Desk desk, Keys.Unlocked keys) throws Stop, IOException, Refused, Untrue {
            PanelNote<RequestNote> wanted = desk.request(request);
            PersonKeys person = keys.keys();
            Roster.Person self = person.on(wanted.roster())
                    .orElseThrow(() -> new Stop(Problem.NOT_ON_PANEL, person.name().text()));
            DocketNote.Head theirs = wanted.note().head();
            DocketNote.Head head = new DocketNote.Head(theirs.panelId(), theirs.rosterHash(), self.index());
            desk.post(new RefuseNote(head, wanted.hash(), Choice.of("--reason", reason, RefuseNote.Reason.class)), self,
                    person);
            run.say("docket.refused");
        }
    }

    /** Ends a reader's access to a request: erases the seed its releases were sealed to. */
    @Command(name = "close")
    static final class Close extends DeskVerb {
        @Parameters(paramLabel = "${bundle:label.request}", descriptionKey = "option.request")
        private String request = "";

        Close(Run run) {
            super(run);
        }

        @Override
        void work(Desk desk, Keys.Unlocked keys) throws Stop, IOException {
            PanelNote<RequestNote> wanted = desk.request(request);
            Roster.Person self = keys.keys().on(wanted.roster())
                    .orElseThrow(() -> new Stop(Problem.NOT_ON_PANEL, keys.keys().name().text()));
            Hash readerKey = wanted.note().readerKeyOf(self.index())
                    .orElseThrow(() -> new Stop(Problem.NOT_ON_PANEL, keys.keys().name().text()));
            keys.replace(keys.keys().erasingReaderSeed(readerKey));
            run.say("docket.closed");
        }
    }
}
