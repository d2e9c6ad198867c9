package org.tresllaves.panel;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.EnvelopeKeys;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Roster;
import org.tresllaves.protocol.Rule;
import org.tresllaves.protocol.TombstoneNote;
import org.tresllaves.tlog.RosterChain;
import org.tresllaves.tlog.Tombstone;

/**
 * One place of every bundle of a request: an entry of the intake log, and what the client fetched for it. Dummies and reports the server no longer has
 * have nothing fetched. Nothing here is trusted before {@link #examine}.
 *
 * @param repeated whether the eid stands more than once in the whole intake window, whatever the request covers; then nobody releases anything for it
 */
public record Slot(long batch, LocalDate day, Eid eid, Hash envelopeHash, Hash rtag, Optional<Fetched> fetched,
        boolean repeated) {

    /**
     * What the server sent of an envelope: the start of its first segment, that segment's SHA-256 computed here, and the SHA-256 of each segment as the
     * server claims it. Made by {@link #of}, so that a week's reports fit in memory.
     */
    public record Fetched(byte[] start, Hash first, List<Hash> digests) {
        public Fetched {
            digests = List.copyOf(digests);
        }

        /** Digests a whole first segment and keeps what can hold a header. */
        public static Fetched of(byte[] segment0, List<Hash> digests) {
            int kept = Math.min(segment0.length, Header.length(Rule.MAX_MEMBERS));
            return new Fetched(Arrays.copyOf(segment0, kept), Hash.of(Derive.sha256().digest(segment0)), digests);
        }
    }

    /** Why a slot holds nothing to open. Only its own client sees this: in the bundle all are the same filler. */
    public enum Absence {
        NOTHING_THERE, WITHDRAWN, HASH_DIFFERS, HEADER_MALFORMED, ANOTHER_ENVELOPE, ANOTHER_ROSTER, NOT_FIRST
    }

    /** What examining a slot shows. */
    public sealed interface Examined {
    }

    /** A report whose header is the one its entry in the log commits to, under the roster it was sealed to. */
    public record Report(Header header, Roster roster) implements Examined {
        /** T of one of its dealings. */
        public Hash tag(Compartment compartment) {
            return EnvelopeKeys.tag(compartment, header.prefix());
        }

        /** The index this person has on the report's own roster; 0 for somebody who is not on it. */
        public int indexOf(Roster.Person person) {
            return roster.personOf(person.ed25519()).map(Roster.Person::index).orElse(0);
        }

        /** Whether this person was drawn for the first opening. */
        public boolean isDrawn(Roster.Person person) {
            int index = indexOf(person);
            return index != 0 && (index == header.prefix().r1() || index == header.prefix().r2());
        }
    }

    /** Nothing to open here. */
    public record Nothing(Absence absence) implements Examined {
    }

    /** Checks everything that can be checked without a key. */
    public Examined examine(RosterChain chain, List<TombstoneNote> tombstones) {
        if (tombstones.stream().anyMatch(this::isWithdrawnBy)) {
            return new Nothing(Absence.WITHDRAWN);
        }
        if (fetched.isEmpty()) {
            return new Nothing(Absence.NOTHING_THERE);
        }
        Fetched got = fetched.get();
        if (got.digests().isEmpty() || !got.digests().getFirst().equals(got.first())
                || !EnvelopeKeys.envelopeHash(got.digests()).equals(envelopeHash)) {
            return new Nothing(Absence.HASH_DIFFERS);
        }
        try {
            return underRoster(Header.parseStart(got.start()), chain);
        } catch (Malformed e) {
            return new Nothing(Absence.HEADER_MALFORMED);
        }
    }

    /** A tombstone counts only with the pre-image of the entry's rtag. */
    public boolean isWithdrawnBy(TombstoneNote tombstone) {
        return tombstone.eid().equals(eid) && Tombstone.takesBack(tombstone, rtag);
    }

    private Examined underRoster(Header header, RosterChain chain) {
        Header.Prefix prefix = header.prefix();
        if (!prefix.eid().equals(eid) || !prefix.panelId().equals(chain.panelId())) {
            return new Nothing(Absence.ANOTHER_ENVELOPE);
        }
        Optional<Roster> roster = chain.of(prefix.rosterHash()).map(RosterChain.Link::roster);
        if (roster.isEmpty() || roster.get().members().size() != prefix.n()) {
            return new Nothing(Absence.ANOTHER_ROSTER);
        }
        List<Integer> first = roster.get().first();
        return first.contains(prefix.r1()) && first.contains(prefix.r2())
                ? new Report(header, roster.get())
                : new Nothing(Absence.NOT_FIRST);
    }
}
