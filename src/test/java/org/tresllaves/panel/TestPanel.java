package org.tresllaves.panel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.panel.Ceremony.Seat;
import org.tresllaves.panel.Ceremony.Terms;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Name;
import org.tresllaves.protocol.Roster;
import org.tresllaves.protocol.Roster.Bench;
import org.tresllaves.protocol.VerifierKey;
import org.tresllaves.tlog.RosterChain;
import org.tresllaves.tlog.SignedNote;

/** A panel of seeded people, and rosters of it signed by whomever a test wants. */
public final class TestPanel {
    /** 2026-11-23, a midnight. */
    public static final long FROM = 1_795_392_000L;
    public static final long DAY = 86_400L;

    private TestPanel() {
    }

    /** The one person of this name, the same in every test. */
    public static PersonKeys person(String name) {
        return PersonKeys.fresh(Name.ofText(name), new SeededRandom("person " + name));
    }

    public static Seat seat(String name, String bench) {
        return new Seat(person(name).card(0), Optional.of(Name.ofText(bench)), true);
    }

    public static Seat reader(String name) {
        return new Seat(person(name).card(0), Optional.empty(), true);
    }

    public static Bench bench(String name, int report, int identity, int exclude) {
        return new Bench(Name.ofText(name), report, identity, exclude);
    }

    public static Terms terms(int admin, Bench... benches) {
        return new Terms(Name.ofText("Defensoría de Ejemplo"), new Roster.Valid(FROM, FROM + 90 * DAY), admin,
                new Roster.Retain(365, 90, 30), List.of(benches), policy());
    }

    public static Terms from(Terms terms, long from) {
        return new Terms(terms.panel(), new Roster.Valid(from, from + 90 * DAY), terms.admin(), terms.retain(),
                terms.benches(), terms.policy());
    }

    public static VerifierKey logKey(String log) {
        return new VerifierKey("ejemplo.example/" + log, VerifierKey.Type.ED25519,
                Ed25519.keyPair(new SeededRandom("log " + log).secret(32)).publicKey());
    }

    public static List<String> policy() {
        return List.of("log " + logKey("roster").encode(), "log " + logKey("intake").encode(),
                "log " + logKey("docket").encode(), "quorum none");
    }

    /** A roster signed by these people with every line they owe. */
    public static SignedNote signed(Roster roster, Optional<Roster> previous, String... names) {
        SignedNote note = SignedNote.unsigned(roster.encode());
        for (String name : names) {
            note = Ceremony.sign(note, roster, previous, person(name));
        }
        return note;
    }

    public static Roster genesis(Terms terms, Seat... seats) throws Malformed {
        return Ceremony.genesis(terms, List.of(seats), List.of(), List.of());
    }

    /** A chain of one genesis that all its people signed. */
    public static RosterChain chain(Terms terms, Seat... seats) throws Malformed {
        Roster roster = genesis(terms, seats);
        return RosterChain.trustingGenesis(signed(roster, Optional.empty(), names(seats)).encode());
    }

    /** The note of a next roster, signed by all its people and the others named. */
    public static byte[] next(RosterChain chain, Terms terms, List<Seat> seats, String... alsoSigned)
            throws Malformed {
        Roster last = chain.last().roster();
        Roster roster = Ceremony.next(chain, terms, seats, last.forms(), last.pages());
        List<String> names = new ArrayList<>(Arrays.asList(names(seats.toArray(Seat[]::new))));
        names.addAll(List.of(alsoSigned));
        return signed(roster, Optional.of(last), names.toArray(String[]::new)).encode();
    }

    private static String[] names(Seat... seats) {
        return Arrays.stream(seats).map(seat -> seat.card().name().text()).toArray(String[]::new);
    }
}
