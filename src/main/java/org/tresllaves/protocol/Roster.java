package org.tresllaves.protocol;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who is on the panel in one epoch, and under which rules (spec: roster). Every instance satisfies every rule of one roster taken alone; whether it is
 * signed by the right people and follows its predecessor is for {@code tlog.RosterChain} to say. Its text is canonical: {@link #parse} of
 * {@link #encode} is the same roster, and the other way round.
 *
 * @param panelId empty in the genesis, whose own hash it is
 * @param prev hash of the roster before; empty in the genesis only
 * @param policy tlog-policy lines, checked by {@code tlog.Policy}
 */
public record Roster(Name panel, Optional<Hash> panelId, long epoch, Optional<Hash> prev, Valid valid, int admin,
        Retain retain, List<Bench> benches, List<Member> members, List<Reader> readers, List<Listed> forms,
        List<Listed> pages, List<String> policy) {
    public static final String TYPE = "tresllaves/v1/roster";
    public static final int MAX_TEXT = 128 * 1024;
    public static final int MAX_DAYS = 400;
    public static final int MAX_LISTED = 32;
    public static final int MAX_POLICY_LINES = 128;

    /** What can be wrong with one roster, in the order in which it is looked at. */
    public enum Flaw implements org.tresllaves.protocol.Flaw {
        TOO_LONG, LINE, SUITE, NAME, EPOCH, GENESIS, VALID, RETAIN, BENCHES, PEOPLE, INDEX, UNKNOWN_BENCH, SAME_NAME, VKEY, WEAK_KEY, SAME_KEY, THRESHOLD, IDENTITY_BELOW_REPORT, TOO_MANY_EXCLUDED, EXCLUDE_AT_ONE, ONE_PERSON_OPENS, NO_MAJORITY, FIRST, ADMIN, LISTED
    }

    /** From and until when, in seconds since 1970, both at midnight UTC, {@code to} exclusive. */
    public record Valid(long from, long to) {
        /** Whether the time lies between them. */
        public boolean at(Instant time) {
            return time.getEpochSecond() >= from && time.getEpochSecond() < to;
        }

        public LocalDate firstDay() {
            return LocalDate.ofInstant(Instant.ofEpochSecond(from), ZoneOffset.UTC);
        }

        /** The first day on which it is valid no longer. */
        public LocalDate endDay() {
            return LocalDate.ofInstant(Instant.ofEpochSecond(to), ZoneOffset.UTC);
        }
    }

    /** Days for which reports not opened, closed reports and board records are kept. */
    public record Retain(int unopened, int closed, int board) {
    }

    /** One of the benches: thresholds for a report and an identity, and how many of its members a source may exclude. */
    public record Bench(Name name, int report, int identity, int exclude) {
        public int threshold(Compartment compartment) {
            return switch (compartment) {
                case REPORT -> report;
                case IDENTITY -> identity;
            };
        }

        /** How many of its members must sign the next roster: enough to open an identity even if excluded people sign too. */
        public int successionQuorum() {
            return identity + exclude;
        }
    }

    /** Somebody of the panel: a person is its Ed25519 key, whatever its name or index. */
    public sealed interface Person {
        /** 1..n for members, n+1.. for readers. */
        int index();

        /** Whether it can be drawn for the first opening of a report. */
        boolean first();

        Name name();

        /** The 32-byte Ed25519 key. */
        byte[] ed25519();

        /** The key of its signature lines. */
        default VerifierKey vkey() {
            return new VerifierKey(name().token(), VerifierKey.Type.ED25519, ed25519());
        }

        /** Whether both are the same person. */
        default boolean is(Person other) {
            return Arrays.equals(ed25519(), other.ed25519());
        }
    }

    /** A person who holds shares. */
    public record Member(int index, int bench, boolean first, Name name, byte[] ed25519, byte[] mlDsa,
            byte[] xWing) implements Person {
        /** The key of its second signature line. */
        public VerifierKey mlDsaVkey() {
            return new VerifierKey(name.token(), VerifierKey.Type.ML_DSA_44, mlDsa);
        }
    }

    /** A person who reads what the members open for it, and holds no share. */
    public record Reader(int index, boolean first, Name name, byte[] ed25519) implements Person {
    }

    /** A questionnaire or a page bundle: its id and its hash. */
    public record Listed(String id, Hash hash) {
    }

    public Roster {
        benches = List.copyOf(benches);
        members = List.copyOf(members);
        readers = List.copyOf(readers);
        forms = List.copyOf(forms);
        pages = List.copyOf(pages);
        policy = List.copyOf(policy);
    }

    /** Parses a note's text. */
    public static Roster parse(String text) throws Malformed {
        Roster roster = RosterText.parse(text);
        roster.check();
        return roster;
    }

    /** Checks every rule of one roster: what somebody who drafts one calls before anybody signs. */
    public void check() throws Malformed {
        RosterRules.check(this);
    }

    /** The text that is signed. */
    public String encode() {
        return RosterText.encode(this);
    }

    public boolean isGenesis() {
        return prev.isEmpty();
    }

    /** Members and readers in the order of their indices. */
    public List<Person> people() {
        return Stream.<Person>concat(members.stream(), readers.stream()).toList();
    }

    /** The person of this index, if there is one. */
    public Optional<Person> person(int index) {
        List<Person> people = people();
        return index >= 1 && index <= people.size() ? Optional.of(people.get(index - 1)) : Optional.empty();
    }

    /** The person with this Ed25519 key, if it is on the roster. */
    public Optional<Person> personOf(byte[] ed25519) {
        return people().stream().filter(person -> Arrays.equals(person.ed25519(), ed25519)).findFirst();
    }

    /** The member of this index, if the index is a member's. */
    public Optional<Member> member(int index) {
        return index >= 1 && index <= members.size() ? Optional.of(members.get(index - 1)) : Optional.empty();
    }

    /** The members who sit on bench {@code bench}, numbered from 0. */
    public List<Member> bench(int bench) {
        return members.stream().filter(member -> member.bench() == bench).toList();
    }

    /** Indices of the people who can be drawn for a first opening. */
    public List<Integer> first() {
        return people().stream().filter(Person::first).map(Person::index).toList();
    }

    /** A of the dealings of this roster: who must come together to open this compartment. */
    public Rule rule(Compartment compartment) {
        return new Rule(members.size(), benches.stream().mapToInt(bench -> bench.threshold(compartment)).toArray(),
                members.stream().mapToInt(Member::bench).toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Roster roster && encode().equals(roster.encode());
    }

    @Override
    public int hashCode() {
        return encode().hashCode();
    }
}
