package org.tresllaves.panel;

import org.tresllaves.crypto.Release;
import org.tresllaves.panel.Opening.Opened;
import org.tresllaves.panel.RequestCheck.Checked;
import org.tresllaves.panel.RequestCheck.To;
import org.tresllaves.protocol.ApproveNote;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Roster;
import org.tresllaves.tlog.PanelNote;

/**
 * A second reader's look at what a member sent to the first one (spec: opening, "Re-check"). Whoever has opened the report by its own quorum knows every
 * share, and so every byte that each member had to send to anybody: nobody is judged on one reader's word.
 */
public final class Recheck {
    private Recheck() {
    }

    /**
     * Judges one slot of a bundle.
     *
     * @param request the request the bundle was made for
     * @param accuser its reader, to whom the member sent it
     * @param approval the member's note, which fixes the bundle's bytes
     * @param bundle the whole bundle, as the accuser hands it on
     * @param opened the same report, opened by the one who asks
     */
    public static Release.Recheck of(Checked request, To accuser, PanelNote<ApproveNote> approval, byte[] bundle,
            Opened opened) throws Refused {
        Hash signed = approval.note().bundleFor(accuser.person().index())
                .filter(hash -> approval.note().request().equals(request.hash()))
                .orElseThrow(() -> new Refused(Refused.Reason.BUNDLE));
        Bundle sent = Bundle.of(bundle, request.slots().size(), signed);
        int slot = slotOf(request, opened);
        Slot.Report report = opened.report();
        Roster roster = report.roster();
        int j = report.indexOf(approval.person());
        Refused.unless(roster.member(j).isPresent(), Refused.Reason.NOT_A_MEMBER);
        Hash tag = report.tag(opened.compartment());
        Release.Binding binding = new Release.Binding(request.hash(), tag, j, report.indexOf(accuser.person()),
                accuser.key());
        return Release.recheck(binding, sent.slot(slot), roster.rule(opened.compartment()),
                opened.recovered(), opened.audit());
    }

    private static int slotOf(Checked request, Opened opened) throws Refused {
        for (int slot = 0; slot < request.slots().size(); slot++) {
            if (request.slots().get(slot).eid().equals(opened.report().header().prefix().eid())) {
                return slot;
            }
        }
        throw new Refused(Refused.Reason.SLOTS_DIFFER);
    }
}
