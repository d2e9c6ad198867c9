package org.tresllaves.cli;

import java.io.IOException;
import java.util.List;
import org.tresllaves.panel.PersonKeys;
import org.tresllaves.protocol.Closing;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.RequestNote;
import org.tresllaves.protocol.ResultNote;
import org.tresllaves.protocol.Roster;
import org.tresllaves.tlog.PanelNote;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code docket close}: ends a reader's access to a request by erasing the seed its releases were sealed to. Nothing is said on the docket, and the server
 * keeps the report as long as the roster says.
 */
@Command(name = "close")
final class DocketClose extends DeskVerb {
    @Parameters(paramLabel = "${bundle:label.request}", descriptionKey = "option.request")
    private String request = "";

    DocketClose(Run run) {
        super(run);
    }

    @Override
    void work(Desk desk, Keys.Unlocked unlocked) throws Stop, IOException {
        PanelNote<RequestNote> wanted = desk.request(request);
        PersonKeys keys = unlocked.keys();
        Roster.Person self = keys.on(wanted.roster())
                .orElseThrow(() -> new Stop(Problem.NOT_ON_PANEL, keys.name().text()));
        Hash readerKey = wanted.note().readerKeyOf(self.index())
                .orElseThrow(() -> new Stop(Problem.NO_READER, keys.name().text()));
        List<String> others = desk.docket().all(RequestNote.class).stream()
                .filter(other -> !other.hash().equals(wanted.hash()) && isWaiting(desk, other, self, readerKey))
                .map(other -> Desk.brief(other.hash())).toList();
        if (!others.isEmpty()) {
            confirm(others);
        }
        unlocked.replace(keys.erasingReaderSeed(readerKey));
        run.say("docket.closed");
    }

    /** Whether this person still has to read under another request to the same key: one key serves for up to fourteen days. */
    private boolean isWaiting(Desk desk, PanelNote<RequestNote> other, Roster.Person self, Hash readerKey) {
        return Closing.isAlive(other.note(), run.clock().instant())
                && other.note().readers().stream().anyMatch(to -> to.readerKey().equals(readerKey))
                && desk.docket().all(ResultNote.class).stream()
                        .noneMatch(result -> result.note().request().equals(other.hash())
                                && result.person().is(self));
    }

    private void confirm(List<String> others) throws Stop, IOException {
        run.say("docket.close-others", String.join(", ", others));
        if (!run.terminal().canAsk() || !run.agrees("docket.close.ask")) {
            throw new Stop(Problem.KEY_SHARED);
        }
    }
}
