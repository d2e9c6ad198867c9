package org.tresllaves.panel;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tresllaves.crypto.Audit;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.ResultToken;
import org.tresllaves.crypto.Secret;
import org.tresllaves.panel.RequestCheck.Checked;
import org.tresllaves.protocol.DocketNote;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.ResultNote;
import org.tresllaves.protocol.Roster;
import org.tresllaves.tlog.PanelNote;
import org.tresllaves.tlog.SignedNote;

/** A reader's RESULT (spec: opening, "RESULT"): a token for every slot, of which each source recognizes its own and nobody any other. */
public final class Results {
    private Results() {
    }

    /** What the reader found in a slot whose rs it knows. */
    public record Found(Secret rs, Audit.Verdict verdict) {
    }

    /** Signs the RESULT of a request; slots not in {@code found} get random tokens. */
    public static SignedNote result(Checked request, PersonKeys keys, Map<Integer, Found> found, SecureRandom random)
            throws Refused {
        Roster.Person self = keys.on(request.request().roster())
                .filter(person -> request.readers().stream().anyMatch(to -> to.person().is(person)))
                .orElseThrow(() -> new Refused(Refused.Reason.NOT_A_READER));
        Hash who = Derive.h(Label.WHO, self.ed25519());
        List<ResultNote.Token> tokens = new ArrayList<>();
        for (int slot = 0; slot < request.slots().size(); slot++) {
            byte[] token = new byte[ResultToken.LENGTH];
            random.nextBytes(token);
            Found here = found.get(slot);
            tokens.add(ResultNote.Token.of(
                    here == null ? token : ResultToken.derive(here.rs(), request.hash(), who, here.verdict())));
        }
        DocketNote.Head theirs = request.request().note().head();
        DocketNote.Head head = new DocketNote.Head(theirs.panelId(), theirs.rosterHash(), self.index());
        return PanelNote.sign(new ResultNote(head, request.hash(), tokens), self, keys.ed25519());
    }
}
