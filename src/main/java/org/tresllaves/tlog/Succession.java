package org.tresllaves.tlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Roster;
import org.tresllaves.protocol.Roster.Bench;
import org.tresllaves.protocol.Roster.Member;
import org.tresllaves.protocol.Roster.Person;
import org.tresllaves.protocol.VerifierKey;
import org.tresllaves.tlog.RosterChain.Flaw;

/**
 * Who must have signed a roster (spec: roster, "Succession"). Everybody on it; and of the people on the roster before, with the keys they had there,
 * at least its {@code admin} and on every bench its identity threshold plus its exclude. That is one rule for every change, because it is never less
 * than what opens an identity on that bench, even when everybody who may be excluded there signs: changing the panel is never an easier way in.
 */
public final class Succession {
    private Succession() {
    }

    static void checkGenesis(Roster roster, SignedNote note) throws Malformed {
        noBadSignature(note, roster.people().stream());
        everybody(roster, note);
    }

    static void check(Roster previous, Roster next, SignedNote note) throws Malformed {
        require(next.valid().from() >= previous.valid().from(), Flaw.VALID_FROM);
        noBadSignature(note, Stream.concat(next.people().stream(), previous.people().stream()));
        everybody(next, note);
        require(consents(previous.members(), note) >= previous.admin(), Flaw.PREVIOUS_ADMIN);
        for (int bench = 0; bench < previous.benches().size(); bench++) {
            int needed = previous.benches().get(bench).successionQuorum();
            require(consents(previous.bench(bench), note) >= needed, Flaw.PREVIOUS_BENCH);
        }
    }

    /** A line under the name and id of somebody concerned that does not verify spoils the note (C2SP signed-note). */
    private static void noBadSignature(SignedNote note, Stream<Person> people) throws Malformed {
        for (Person person : people.toList()) {
            for (VerifierKey key : keys(person)) {
                require(note.lineOf(key).isEmpty() || note.isSignedBy(key), Flaw.BAD_SIGNATURE);
            }
        }
    }

    private static List<VerifierKey> keys(Person person) {
        return person instanceof Member member ? List.of(member.vkey(), member.mlDsaVkey()) : List.of(person.vkey());
    }

    private static void everybody(Roster roster, SignedNote note) throws Malformed {
        for (Member member : roster.members()) {
            require(note.lineOf(member.vkey()).isPresent(), Flaw.MEMBER_SIGNATURE);
            require(note.lineOf(member.mlDsaVkey()).isPresent(), Flaw.MEMBER_ML_DSA);
        }
        for (Roster.Reader reader : roster.readers()) {
            require(note.lineOf(reader.vkey()).isPresent(), Flaw.READER_SIGNATURE);
        }
    }

    /** How many of these members signed with both keys they had on their own roster. */
    private static long consents(List<Member> members, SignedNote note) {
        return members.stream().filter(member -> note.isSignedBy(member.vkey()) && note.isSignedBy(member.mlDsaVkey()))
                .count();
    }

    /** Who of the roster before has signed so far: what a ceremony shows while signatures come in. */
    public static List<Member> consenting(Roster previous, SignedNote note) {
        return previous.members().stream()
                .filter(member -> note.isSignedBy(member.vkey()) && note.isSignedBy(member.mlDsaVkey())).toList();
    }

    /** Who of a roster has not signed it yet. */
    public static List<Person> missing(Roster roster, SignedNote note) {
        List<Person> missing = new ArrayList<>();
        for (Person person : roster.people()) {
            if (!keys(person).stream().allMatch(note::isSignedBy)) {
                missing.add(person);
            }
        }
        return missing;
    }

    /**
     * Whether a roster only takes people away, so that it may be used at once and not only after seven days in public: nobody joins, moves to another
     * bench or becomes {@code first}; the same benches, none of their numbers and not {@code admin} falls; all else that a server or a source obeys is the
     * same. New sealing and ML-DSA keys of people who stay are theirs to choose and change nothing.
     */
    public static boolean merelyRemoves(Roster previous, Roster next) {
        return next.people().size() < previous.people().size() && next.admin() >= previous.admin()
                && next.panel().equals(previous.panel()) && next.retain().equals(previous.retain())
                && next.forms().equals(previous.forms()) && next.pages().equals(previous.pages())
                && next.policy().equals(previous.policy()) && noBenchFalls(previous, next)
                && next.people().stream().allMatch(person -> stays(previous, next, person));
    }

    private static boolean noBenchFalls(Roster previous, Roster next) {
        boolean holds = previous.benches().size() == next.benches().size();
        for (int i = 0; holds && i < previous.benches().size(); i++) {
            Bench before = previous.benches().get(i);
            Bench after = next.benches().get(i);
            holds = before.name().equals(after.name()) && after.report() >= before.report()
                    && after.identity() >= before.identity() && after.exclude() >= before.exclude();
        }
        return holds;
    }

    private static boolean stays(Roster previous, Roster next, Person person) {
        Optional<Person> before = previous.personOf(person.ed25519());
        return before.filter(p -> p.name().equals(person.name()) && (p.first() || !person.first()))
                .filter(p -> benchOf(previous, p).equals(benchOf(next, person))).isPresent();
    }

    /** The name of a member's bench; readers have none. */
    private static Optional<String> benchOf(Roster roster, Person person) {
        return person instanceof Member member
                ? Optional.of(roster.benches().get(member.bench()).name().token())
                : Optional.empty();
    }

    private static void require(boolean holds, Flaw flaw) throws Malformed {
        if (!holds) {
            throw new Malformed(flaw);
        }
    }
}
