package org.tresllaves.source;

import java.util.List;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Roster;
import org.tresllaves.tlog.RosterChain;

/** Whom a report is sealed to: one panel, by the roster of this epoch. Made from a verified chain, or the seal is to whoever served the roster. */
public record Addressee(Hash panelId, Hash rosterHash, Roster roster) {
    public static Addressee of(RosterChain chain, RosterChain.Link link) {
        return new Addressee(chain.panelId(), link.hash(), link.roster());
    }

    int members() {
        return roster.members().size();
    }

    List<byte[]> keys() {
        return roster.members().stream().map(Roster.Member::xWing).toList();
    }
}
