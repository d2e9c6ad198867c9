package org.tresllaves.server.ledger;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;
import org.tresllaves.protocol.Roster;
import org.tresllaves.server.db.Database;
import org.tresllaves.tlog.RosterChain;
import org.tresllaves.tlog.Succession;

/** The panel's rosters, from the one genesis this server ever takes (spec: roster). */
public final class Rosters {
    private static final Duration NOTICE = Duration.ofDays(7);
    private static final Duration GRACE = Duration.ofDays(14);
    private static final long DAY = 86_400;

    private final NoteLog log;
    private final InstantSource clock;
    private final ReentrantLock changing = new ReentrantLock();
    private volatile Optional<RosterChain> chain;
    private volatile Framed framed;

    /** A chain's notes as they are handed out. */
    private record Framed(Optional<RosterChain> chain, byte[] bytes) {
        static Framed of(Optional<RosterChain> chain) {
            return new Framed(chain, NoteLog.framed(chain.map(RosterChain::notes).orElse(List.of())));
        }
    }

    private Rosters(NoteLog log, InstantSource clock, Optional<RosterChain> chain) {
        this.log = log;
        this.clock = clock;
        this.chain = chain;
        this.framed = Framed.of(chain);
    }

    /** Reads and verifies what is kept. */
    public static Rosters load(Database database, InstantSource clock) throws IOException {
        NoteLog log = new NoteLog(database, NoteLog.Kind.ROSTER);
        List<byte[]> notes = log.notes();
        try {
            return new Rosters(log, clock, notes.isEmpty() ? Optional.empty() : Optional.of(verified(notes)));
        } catch (Malformed e) {
            throw new IOException("reading the rosters", e);
        }
    }

    private static RosterChain verified(List<byte[]> notes) throws Malformed {
        return RosterChain.verify(RosterChain.trustingGenesis(notes.getFirst()).panelId(), notes);
    }

    /** Empty until a panel was adopted. */
    public Optional<RosterChain> chain() {
        return chain;
    }

    /** The adopted panel's id. */
    public Optional<Hash> panelId() {
        return chain.map(RosterChain::panelId);
    }

    /** The roster whose people may call the docket: the last one whose day has come. */
    public Optional<RosterChain.Link> current() {
        return chain.flatMap(verified -> verified.current(clock.instant()));
    }

    /** The current roster and those to come, all of one chain; every roster before the first one's day. */
    public List<RosterChain.Link> fromCurrentOn() {
        Optional<RosterChain> read = chain;
        List<RosterChain.Link> links = read.map(RosterChain::links).orElse(List.of());
        int from = read.flatMap(verified -> verified.current(clock.instant())).map(links::indexOf).orElse(0);
        return links.subList(from, links.size());
    }

    /** Takes the genesis this server serves from now on. The same one again is fine, another one is refused. */
    public RosterChain adopt(byte[] genesis) throws IOException, Malformed, Refused {
        changing.lock();
        try {
            RosterChain fresh = RosterChain.trustingGenesis(genesis);
            if (chain.isPresent()) {
                if (!chain.get().panelId().equals(fresh.panelId())) {
                    throw new Refused(Refusal.USED);
                }
                return chain.get();
            }
            log.append(fresh.last().note().encode());
            chain = Optional.of(fresh);
            return fresh;
        } finally {
            changing.unlock();
        }
    }

    /** Takes a succeeding roster: valid by the chain's rules, and a week ahead unless it merely removes people. */
    public void add(byte[] note) throws IOException, Malformed, Refused {
        changing.lock();
        try {
            RosterChain before = chain.orElseThrow(() -> new Refused(Refusal.LATER));
            RosterChain after = before.then(note);
            Roster next = after.last().roster();
            long today = clock.instant().getEpochSecond() / DAY * DAY;
            if (next.valid().from() < today + NOTICE.toSeconds()
                    && !Succession.merelyRemoves(before.last().roster(), next)) {
                throw new Refused(Refusal.REFUSED);
            }
            log.append(after.last().note().encode());
            chain = Optional.of(after);
        } finally {
            changing.unlock();
        }
    }

    /** Whether reports sealed to this roster are taken now: the current one while it is valid, the one before for 14 days unless somebody left. */
    public boolean accepts(Hash rosterHash) {
        Instant now = clock.instant();
        Optional<RosterChain.Link> current = current().filter(link -> link.roster().valid().at(now));
        if (current.isEmpty()) {
            return false;
        }
        Roster roster = current.get().roster();
        if (current.get().hash().equals(rosterHash)) {
            return true;
        }
        boolean fresh = now.getEpochSecond() < roster.valid().from() + GRACE.toSeconds();
        return fresh && roster.prev().filter(rosterHash::equals).isPresent()
                && chain.flatMap(verified -> verified.of(rosterHash)).filter(old -> nobodyLeft(old.roster(), roster))
                        .isPresent();
    }

    private static boolean nobodyLeft(Roster before, Roster after) {
        return before.people().stream().allMatch(person -> after.personOf(person.ed25519()).isPresent());
    }

    /** The chain's notes, as they are handed out: the same array for every caller, however slowly it reads, until there is another roster. */
    public byte[] framed() {
        Optional<RosterChain> now = chain;
        Framed made = framed;
        if (!made.chain().equals(now)) {
            made = Framed.of(now);
            framed = made;
        }
        return made.bytes();
    }
}
