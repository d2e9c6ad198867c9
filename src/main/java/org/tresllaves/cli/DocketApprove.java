package org.tresllaves.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.tresllaves.client.Untrue;
import org.tresllaves.panel.Approval;
import org.tresllaves.panel.RequestCheck;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;
import org.tresllaves.protocol.RequestNote;
import org.tresllaves.tlog.PanelNote;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code docket approve}: approves one whole request after every check the design asks of a member's client. The note binds the member to bundles whose
 * fillers are random and could not be made again: so they lie beside the key file from before the note is posted until every one has arrived, and the same
 * command goes on from there.
 */
@Command(name = "approve")
final class DocketApprove extends DeskVerb {
    private static final int TRIES = 5;

    @Parameters(paramLabel = "${bundle:label.request}", descriptionKey = "option.request")
    private String request = "";

    DocketApprove(Run run) {
        super(run);
    }

    @Override
    void work(Desk desk, Keys.Unlocked keys) throws Stop, IOException, Refused, Untrue, org.tresllaves.panel.Refused {
        PanelNote<RequestNote> wanted = desk.request(request);
        new RequestWords(run, desk).print(wanted);
        Unsent unsent = Unsent.beside(keyFile(), wanted.hash());
        Optional<Unsent.Kept> kept = unsent.read();
        if (kept.filter(k -> isOnDocket(desk, wanted, k, keys)).isPresent()) {
            run.say("docket.resuming");
            send(desk, kept.get());
            unsent.delete();
            run.say("docket.resumed");
            return;
        }
        Approval.Approved approved = approve(desk, wanted, keys);
        Unsent.Kept made = new Unsent.Kept(approved.note().encode(), approved.bundles());
        unsent.write(made);
        desk.session().post(made.note());
        send(desk, made);
        unsent.delete();
        say(approved);
    }

    private Approval.Approved approve(Desk desk, PanelNote<RequestNote> wanted, Keys.Unlocked keys)
            throws Stop, IOException, Refused, Untrue, org.tresllaves.panel.Refused {
        RequestCheck.Checked checked = RequestCheck.forApproval(wanted, desk.chain(), desk.docket(),
                desk.slots(wanted.note().scope()), run.clock().instant());
        if (run.terminal().canAsk() && !run.agrees("docket.approve.ask")) {
            throw new Stop(Problem.STOPPED);
        }
        return new Approval(checked, desk.chain(), desk.docket(), keys.keys()).approve(run.today(), run.random());
    }

    /** Whether the note of what is kept stands as this person's answer. Where it does not, nothing was published and a new one does no harm. */
    private static boolean isOnDocket(Desk desk, PanelNote<RequestNote> wanted, Unsent.Kept kept, Keys.Unlocked keys) {
        return desk.docket().approvals(wanted).stream()
                .filter(approval -> Arrays.equals(approval.person().ed25519(), keys.keys().person()))
                .map(PanelNote::signed).anyMatch(note -> Arrays.equals(note.encode(), kept.note()));
    }

    private void send(Desk desk, Unsent.Kept kept) throws Stop, IOException, Refused, Untrue {
        Hash hash = kept.hash();
        for (Map.Entry<Integer, byte[]> bundle : kept.bundles().entrySet()) {
            put(desk, hash, bundle.getKey(), bundle.getValue());
        }
    }

    private void put(Desk desk, Hash note, int reader, byte[] bundle) throws IOException, Refused, Untrue {
        for (int attempt = 1;; attempt++) {
            try {
                desk.session().putBundle(note, reader, bundle);
                return;
            } catch (Refused e) {
                if (e.refusal() != Refusal.REFUSED) {
                    throw e;
                }
                run.say("docket.bundle-late", reader); // its reader is done, or the time to read is over
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

    private void say(Approval.Approved approved) {
        run.say("docket.approved",
                approved.outcomes().stream().filter(o -> o == Approval.Outcome.RELEASED).count());
        approved.outcomes().stream().filter(DocketApprove::isWorrying)
                .forEach(outcome -> run.say("docket.outcome", run.texts().text("outcome." + outcome.name())));
    }

    /** Whether an approver should look into what happened to an entry. */
    static boolean isWorrying(Approval.Outcome outcome) {
        return switch (outcome) {
            case RELEASED, DRAWN_FOR_OTHERS, NOTHING_THERE, WITHDRAWN, NOT_ELIGIBLE -> false;
            case SAME_EID, HASH_DIFFERS, MALFORMED, NO_KEY, CAPSULE -> true;
        };
    }
}
