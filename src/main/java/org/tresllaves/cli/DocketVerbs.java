package org.tresllaves.cli;

import java.io.IOException;
import org.tresllaves.client.Untrue;
import org.tresllaves.panel.PersonKeys;
import org.tresllaves.protocol.DocketNote;
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
        DocketRequest.class, DocketApprove.class, DocketVerbs.Refuse.class, DocketOpen.class, DocketReply.class,
        DocketClose.class, DocketCloseBatch.class})
final class DocketVerbs extends Group {

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
}
