package org.tresllaves.tlog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Roster;

/**
 * A panel's rosters from its genesis on, every link verified (spec: roster, "Chain"). The only way to one is through signatures: the genesis by its
 * hash, which is the panel_id somebody was given, each next roster by {@link Succession}. Nothing here says that no later roster exists; that is what
 * a log and its witnesses are for.
 */
public final class RosterChain {
    public static final int MAX_LINKS = 4096;

    /** What can be wrong with a chain whose rosters each parse, in the order in which it is looked at. */
    public enum Flaw implements org.tresllaves.protocol.Flaw {
        EMPTY, TOO_MANY, NOT_GENESIS, PANEL_ID, ID, EPOCH, PREV, VALID_FROM, BAD_SIGNATURE, MEMBER_SIGNATURE, MEMBER_ML_DSA, READER_SIGNATURE, PREVIOUS_ADMIN, PREVIOUS_BENCH
    }

    /** One verified roster. Its hash is the panel's id if it is the genesis. */
    public record Link(Roster roster, Policy policy, Hash hash, SignedNote note) {
    }

    private final List<Link> links;

    private RosterChain(List<Link> links) {
        this.links = List.copyOf(links);
    }

    /** Verifies a chain from the panel_id somebody holds. */
    public static RosterChain verify(Hash panelId, List<byte[]> notes) throws Malformed {
        require(!notes.isEmpty(), Flaw.EMPTY);
        require(notes.size() <= MAX_LINKS, Flaw.TOO_MANY);
        Link genesis = link(notes.getFirst());
        require(genesis.roster().isGenesis(), Flaw.NOT_GENESIS);
        require(genesis.hash().equals(panelId), Flaw.PANEL_ID);
        RosterChain chain = genesis(genesis);
        for (byte[] note : notes.subList(1, notes.size())) {
            chain = chain.then(note);
        }
        return chain;
    }

    /** Starts a chain with a genesis taken on trust: for the one who sets a server up, or compares the fingerprint afterwards. */
    public static RosterChain trustingGenesis(byte[] note) throws Malformed {
        Link genesis = link(note);
        require(genesis.roster().isGenesis(), Flaw.NOT_GENESIS);
        return genesis(genesis);
    }

    private static RosterChain genesis(Link genesis) throws Malformed {
        Succession.checkGenesis(genesis.roster(), genesis.note());
        return new RosterChain(List.of(genesis));
    }

    /** This chain with one more roster, if it follows. */
    public RosterChain then(byte[] note) throws Malformed {
        require(links.size() < MAX_LINKS, Flaw.TOO_MANY);
        Link next = link(note);
        require(next.roster().panelId().filter(panelId()::equals).isPresent(), Flaw.ID);
        require(next.roster().epoch() == last().roster().epoch() + 1, Flaw.EPOCH);
        require(next.roster().prev().filter(last().hash()::equals).isPresent(), Flaw.PREV);
        Succession.check(last().roster(), next.roster(), next.note());
        List<Link> longer = new ArrayList<>(links);
        longer.add(next);
        return new RosterChain(longer);
    }

    private static Link link(byte[] bytes) throws Malformed {
        SignedNote note = SignedNote.parse(bytes);
        Roster roster = Roster.parse(note.text());
        for (Roster.Person person : roster.people()) {
            // The parser refuses points of small order by their bytes; this refuses those of mixed order and those off the curve.
            if (!Ed25519.isUsable(person.ed25519())) {
                throw new Malformed(Roster.Flaw.WEAK_KEY);
            }
        }
        return new Link(roster, Policy.parse(roster.policy()), note.hash(Label.ROSTER), note);
    }

    public Hash panelId() {
        return links.getFirst().hash();
    }

    public Link last() {
        return links.getLast();
    }

    /** All rosters, the genesis first. */
    public List<Link> links() {
        return links;
    }

    /** The roster of this hash, past, current or to come. */
    public Optional<Link> of(Hash rosterHash) {
        return links.stream().filter(link -> link.hash().equals(rosterHash)).findFirst();
    }

    /** The last roster whose first day has come. It may have ended: then nothing is sealed to it, and everything else goes on. */
    public Optional<Link> current(Instant now) {
        return links.stream().filter(link -> now.getEpochSecond() >= link.roster().valid().from())
                .reduce((earlier, later) -> later);
    }

    /** The roster a source seals to now: the current one, if it has not ended. */
    public Optional<Link> usable(Instant now) {
        return current(now).filter(link -> link.roster().valid().at(now));
    }

    /** The notes, as they are handed out. */
    public List<byte[]> notes() {
        return links.stream().map(link -> link.note().encode()).toList();
    }

    private static void require(boolean holds, Flaw flaw) throws Malformed {
        if (!holds) {
            throw new Malformed(flaw);
        }
    }
}
