package org.tresllaves.client;

import org.tresllaves.protocol.Refused;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.tlog.RosterChain;

/** Fetches a panel's rosters and returns them only if every link holds, from the panel the caller trusts. */
public final class Rosters {
    private Rosters() {
    }

    /** {@code trusted} says whether a panel_id is the one the caller was given; a genesis it does not accept ends everything. */
    public static RosterChain fetch(Server server, Predicate<Hash> trusted) throws IOException, Refused, Untrue {
        return verify(server.unverifiedRosters(), trusted);
    }

    static RosterChain verify(List<byte[]> notes, Predicate<Hash> trusted) throws Untrue {
        if (notes.isEmpty()) {
            throw new Untrue(Untrue.What.SHAPE);
        }
        try {
            Hash panelId = RosterChain.trustingGenesis(notes.getFirst()).panelId();
            if (!trusted.test(panelId)) {
                throw new Untrue(Untrue.What.PANEL);
            }
            return RosterChain.verify(panelId, notes);
        } catch (Malformed e) {
            throw new Untrue(Untrue.What.ROSTER);
        }
    }
}
