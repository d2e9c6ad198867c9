package org.tresllaves.panel;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Hpke;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.IntakeBatch;
import org.tresllaves.protocol.IntakeEntry;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Wire;
import org.tresllaves.tlog.RosterChain;

/**
 * The key of a batch, which its server sealed to every member and forgot (spec: intake, "Day key"): with it a member tells the reports among the entries
 * from the dummies, so that no report passes as a dummy and no dummy as a report.
 */
public final class DayKey {
    private final byte[] key;

    private DayKey(byte[] key) {
        this.key = key;
    }

    /**
     * Opens what the server gave this member; empty where no seed of the member's opens it.
     *
     * @throws Refused {@code DAY_KEY} for another key than the one the batch's leaf commits to, and so than other members have
     */
    public static Optional<DayKey> open(IntakeBatch leaf, byte[] sealed, RosterChain chain, PersonKeys keys)
            throws Refused {
        byte[] info = Label.DAY_KEY.with(leaf.panelId().bytes(), new Wire.Writer().u32(leaf.number()).toBytes());
        Optional<byte[]> opened = chain.links().stream()
                .flatMap(link -> keys.epochSeed(link.roster().epoch()).stream())
                .flatMap(seed -> Hpke.open(seed, info, sealed).stream()).findFirst();
        Refused.unless(opened.filter(key -> !Derive.h(Label.DAY_KEY, key).equals(leaf.dayKey())).isEmpty(),
                Refused.Reason.DAY_KEY);
        return opened.map(DayKey::new);
    }

    /** The ids of the entries that are reports, by the key: what is left without the dummies, which are numbered from 0 without gaps. */
    public Set<Eid> reports(List<IntakeEntry> entries) {
        Set<IntakeEntry> left = new HashSet<>(entries);
        int j = 0;
        while (left.remove(dummy(j))) {
            j++;
        }
        return left.stream().map(IntakeEntry::eid).collect(Collectors.toSet());
    }

    private IntakeEntry dummy(int j) {
        return IntakeEntry.ofBody(Derive.x(Label.DUMMY, key, new Wire.Writer().u32(j).toBytes(), IntakeEntry.BODY));
    }
}
