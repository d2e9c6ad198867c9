package org.tresllaves.panel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tresllaves.protocol.Card;
import org.tresllaves.protocol.Hash;
import org.tresllaves.crypto.Hpke;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Name;
import org.tresllaves.protocol.Roster;
import org.tresllaves.protocol.Roster.Bench;
import org.tresllaves.protocol.Roster.Member;
import org.tresllaves.tlog.RosterChain;
import org.tresllaves.tlog.SignedNote;

/** Drafting a roster and signing it (spec: roster, "Ceremony"): who sits where, then everybody's lines under one text. */
public final class Ceremony {
    private Ceremony() {
    }

    /** Somebody to put on a roster: on a bench by name, or a reader with none; and whether it can be drawn for first openings. */
    public record Seat(Card card, Optional<Name> bench, boolean first) {
    }

    /** The numbers and names of a roster, without its people. */
    public record Terms(Name panel, Roster.Valid valid, int admin, Roster.Retain retain, List<Bench> benches,
            List<String> policy) {
    }

    /** The first roster of a new panel. Members are numbered in the order given, readers after them. */
    public static Roster genesis(Terms terms, List<Seat> seats, List<Roster.Listed> forms, List<Roster.Listed> pages)
            throws Malformed {
        return checked(build(Optional.empty(), 0, Optional.empty(), terms, seats, forms, pages));
    }

    /** The roster that follows the last of a chain. */
    public static Roster next(RosterChain chain, Terms terms, List<Seat> seats, List<Roster.Listed> forms,
            List<Roster.Listed> pages) throws Malformed {
        RosterChain.Link last = chain.last();
        return checked(build(Optional.of(chain.panelId()), last.roster().epoch() + 1, Optional.of(last.hash()), terms,
                seats, forms, pages));
    }

    private static Roster checked(Roster roster) throws Malformed {
        roster.check();
        return Roster.parse(roster.encode());
    }

    private static Roster build(Optional<Hash> panelId, long epoch, Optional<Hash> prev, Terms terms, List<Seat> seats,
            List<Roster.Listed> forms, List<Roster.Listed> pages) throws Malformed {
        List<Member> members = new ArrayList<>();
        List<Roster.Reader> readers = new ArrayList<>();
        for (Seat seat : seats) {
            if (seat.bench().isPresent()) {
                Card card = seat.card();
                members.add(new Member(members.size() + 1, bench(terms.benches(), seat.bench().get()), seat.first(),
                        card.name(), card.ed25519(), card.mlDsa(), card.xWing()));
            }
        }
        for (Seat seat : seats) {
            if (seat.bench().isEmpty()) {
                int index = members.size() + readers.size() + 1;
                readers.add(new Roster.Reader(index, seat.first(), seat.card().name(), seat.card().ed25519()));
            }
        }
        return new Roster(terms.panel(), panelId, epoch, prev, terms.valid(), terms.admin(), terms.retain(),
                terms.benches(), members, readers, forms, pages, terms.policy());
    }

    private static int bench(List<Bench> benches, Name name) throws Malformed {
        for (int i = 0; i < benches.size(); i++) {
            if (benches.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new Malformed(Roster.Flaw.UNKNOWN_BENCH);
    }

    /**
     * Adds every line this person owes: Ed25519, and ML-DSA-44 where it is a member, with the name and key it has on the new roster and those it had
     * on the one before. A person on neither adds nothing.
     */
    public static SignedNote sign(SignedNote note, Roster roster, Optional<Roster> previous, PersonKeys keys) {
        SignedNote signed = lines(note, roster, keys);
        return previous.isPresent() ? lines(signed, previous.get(), keys) : signed;
    }

    private static SignedNote lines(SignedNote note, Roster roster, PersonKeys keys) {
        Optional<Roster.Person> self = keys.on(roster);
        if (self.isEmpty()) {
            return note;
        }
        SignedNote signed = note.signedBy(self.get().vkey(), keys.ed25519());
        return self.get() instanceof Member member && holds(keys, member)
                ? signed.signedBy(member.mlDsaVkey(), keys.mlDsa())
                : signed;
    }

    private static boolean holds(PersonKeys keys, Member member) {
        return java.util.Arrays.equals(org.tresllaves.crypto.MlDsa44.keyPair(keys.mlDsa()).publicKey(), member.mlDsa());
    }

    /** Whether somebody who would be a member of this roster holds the seed of the sealing key it has there; others need none. */
    public static boolean holdsSealingKey(Roster roster, PersonKeys keys) {
        return keys.on(roster).filter(Member.class::isInstance).map(Member.class::cast)
                .map(member -> keys.epochSeed(roster.epoch())
                        .map(seed -> java.util.Arrays.equals(Hpke.keyPair(seed).publicKey(), member.xWing()))
                        .orElse(false))
                .orElse(true);
    }

    /**
     * Benches where losing one key is for good: where identity + exclude is all of its members, one lost or bad capsule can close an identity, and
     * nobody can be replaced any more. A draft says so before anybody signs.
     */
    public static List<Name> withoutSlack(Roster roster) {
        List<Name> tight = new ArrayList<>();
        for (int i = 0; i < roster.benches().size(); i++) {
            if (roster.benches().get(i).successionQuorum() == roster.bench(i).size()) {
                tight.add(roster.benches().get(i).name());
            }
        }
        return tight;
    }
}
