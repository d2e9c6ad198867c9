package org.tresllaves.cli;

import java.io.IOException;
import java.util.List;
import org.tresllaves.client.Untrue;
import org.tresllaves.panel.PersonKeys;
import org.tresllaves.protocol.ClosedNote;
import org.tresllaves.protocol.DocketNote;
import org.tresllaves.protocol.Refused;
import org.tresllaves.protocol.Roster;
import org.tresllaves.tlog.RosterChain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code docket close-batch}: says on the docket that the panel is done with whole batches. When report + exclude members of every bench have, their
 * reports are erased after {@code retain closed} days (spec: opening, "Closed batches").
 */
@Command(name = "close-batch")
final class DocketCloseBatch extends DeskVerb {
    @Option(names = "--batch", required = true, paramLabel = "${bundle:label.number}", descriptionKey = "option.close-batch")
    private List<Long> batches = List.of();

    DocketCloseBatch(Run run) {
        super(run);
    }

    @Override
    void work(Desk desk, Keys.Unlocked unlocked) throws Stop, IOException, Refused, Untrue {
        PersonKeys keys = unlocked.keys();
        RosterChain.Link current = desk.chain().current(run.clock().instant())
                .orElseThrow(() -> new Stop(Problem.NOT_ON_PANEL, keys.name().text()));
        Roster.Person self = keys.on(current.roster())
                .orElseThrow(() -> new Stop(Problem.NOT_ON_PANEL, keys.name().text()));
        DocketNote.Head head = new DocketNote.Head(desk.chain().panelId(), current.hash(), self.index());
        desk.post(new ClosedNote(head, run.today(), batches.stream().distinct().sorted().toList()), self, keys);
        run.say("docket.closed-batches", current.roster().retain().closed());
    }
}
