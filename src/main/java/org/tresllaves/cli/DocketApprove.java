package org.tresllaves.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tresllaves.client.Untrue;
import org.tresllaves.panel.Approval;
import org.tresllaves.panel.RequestCheck;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;
import org.tresllaves.protocol.RequestNote;
import org.tresllaves.protocol.Roster;
import org.tresllaves.tlog.PanelNote;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code docket approve}: approves one whole request after every check the design asks of a member's client. A request is answered once: note and bundles lie
 * beside the key file from before the note is posted, and whoever approves again sends these very bytes again, whatever the server shows.
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
        Optional<KeptApproval> kept = KeptApproval.of(keyFile(), wanted, desk.chain(), keys.keys());
        if (kept.isPresent()) {
            mayBeSentAgain(desk, wanted, kept.get(), keys);
            send(desk, kept.get());
            run.say("docket.resumed");
            return;
        }
        RequestCheck.Checked checked = checked(desk, wanted);
        Set<Eid> reports = keys.keys().on(wanted.roster()).filter(Roster.Member.class::isInstance).isPresent()
                ? desk.reports(wanted.note().scope(), keys.keys())
                : Set.of(); // who is no member has no day keys, and is refused below
        Approval.Approved approved = new Approval(checked, desk.chain(), desk.docket(), keys.keys())
                .approve(run.today(), run.random());
        KeptApproval made = new KeptApproval(wanted.note().notAfter(), approved.note(), approved.bundles());
        made.write(keyFile(), wanted.hash());
        send(desk, made);
        say(approved);
        missing(checked, reports, approved.outcomes());
    }

    private RequestCheck.Checked checked(Desk desk, PanelNote<RequestNote> wanted)
            throws Stop, IOException, Refused, Untrue, org.tresllaves.panel.Refused {
        RequestCheck.Checked checked = RequestCheck.forApproval(wanted, desk.chain(), desk.docket(),
                desk.slots(wanted.note().scope()), run.clock().instant());
        if (run.terminal().canAsk() && !run.agrees("docket.approve.ask")) {
            throw new Stop(Problem.STOPPED);
        }
        return checked;
    }

    /**
     * What stands as this member's answer only has to arrive. What does not may never have been sent, or the server hides it: then the request must still be
     * one to approve, and no other answer of this member in the way.
     */
    private void mayBeSentAgain(Desk desk, PanelNote<RequestNote> wanted, KeptApproval kept, Keys.Unlocked keys)
            throws Stop, IOException, Refused, Untrue, org.tresllaves.panel.Refused {
        if (desk.docket().approvals(wanted).stream().map(PanelNote::signed)
                .anyMatch(note -> Arrays.equals(note.encode(), kept.note().encode()))) {
            run.say("docket.resuming");
            return;
        }
        if (keys.keys().on(wanted.roster()).filter(self -> desk.docket().answered(wanted).contains(self.index()))
                .isPresent()) {
            throw new org.tresllaves.panel.Refused(org.tresllaves.panel.Refused.Reason.ALREADY_ANSWERED);
        }
        checked(desk, wanted);
        run.say("docket.again");
    }

    /** The note first: the docket takes a bundle only for a note that it has, and the same bytes as often as they come. */
    private void send(Desk desk, KeptApproval kept) throws Stop, IOException, Refused, Untrue {
        desk.session().post(kept.note().encode());
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

    /** A dummy that passes for a report, and a report that its server lost, look alike: an entry that is no dummy and has no envelope. */
    private void missing(RequestCheck.Checked checked, Set<Eid> reports, List<Approval.Outcome> outcomes) {
        for (int i = 0; i < outcomes.size(); i++) {
            Eid eid = checked.slots().get(i).eid();
            if (outcomes.get(i) == Approval.Outcome.NOTHING_THERE && reports.contains(eid)) {
                run.say("docket.missing", eid.hex());
            }
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
