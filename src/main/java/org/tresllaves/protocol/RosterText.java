package org.tresllaves.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tresllaves.protocol.Roster.Bench;
import org.tresllaves.protocol.Roster.Flaw;
import org.tresllaves.protocol.Roster.Listed;
import org.tresllaves.protocol.Roster.Member;
import org.tresllaves.protocol.Roster.Person;
import org.tresllaves.protocol.Roster.Reader;
import org.tresllaves.protocol.Roster.Retain;
import org.tresllaves.protocol.Roster.Valid;

/** A roster's text: the lines and nothing but the lines. What they mean together is for {@link RosterRules}. */
final class RosterText {
    private static final long U32 = 0xffffffffL;
    private static final long MAX_TIME = 999_999_999_999L;
    private static final int MAX_DAYS_KEPT = 3650;
    private static final int XWING = 1216;
    private static final int MLDSA = 1312;

    private RosterText() {
    }

    static Roster parse(String text) throws Malformed {
        Lines in = new Lines(text, Roster.MAX_TEXT, Flaw.TOO_LONG, Flaw.LINE);
        require(in.line().equals(Roster.TYPE), Flaw.LINE);
        Name panel = name(in.token("panel"));
        Optional<Hash> panelId = in.optionalHash(in.token("id"));
        long epoch = in.number(in.token("epoch"), U32);
        Optional<Hash> prev = in.optionalHash(in.token("prev"));
        require(in.number(in.token("suite"), 0xffff) == Envelope.SUITE, Flaw.SUITE);
        List<String> window = in.tokens("valid", 2);
        Valid valid = new Valid(in.number(window.get(0), MAX_TIME), in.number(window.get(1), MAX_TIME));
        int admin = (int) in.number(in.token("admin"), 0xff);
        Retain retain = retain(in, in.tokens("retain", 6));
        List<Bench> benches = benches(in);
        List<Member> members = members(in, benches);
        List<Reader> readers = readers(in);
        List<Listed> forms = listed(in, "form");
        List<Listed> pages = listed(in, "page");
        require(in.line().equals("policy"), Flaw.LINE);
        return new Roster(panel, panelId, epoch, prev, valid, admin, retain, benches, members, readers, forms, pages,
                policy(in.rest()));
    }

    private static Retain retain(Lines in, List<String> tokens) throws Malformed {
        require(tokens.get(0).equals("unopened") && tokens.get(2).equals("closed") && tokens.get(4).equals("board"),
                Flaw.LINE);
        int[] days = new int[3];
        for (int i = 0; i < 3; i++) {
            days[i] = (int) in.number(tokens.get(2 * i + 1), MAX_DAYS_KEPT);
            require(days[i] >= 1, Flaw.RETAIN);
        }
        return new Retain(days[0], days[1], days[2]);
    }

    private static List<Bench> benches(Lines in) throws Malformed {
        List<Bench> benches = new ArrayList<>();
        while (in.next("bench")) {
            List<String> tokens = in.tokens("bench", 7);
            require(tokens.get(1).equals("report") && tokens.get(3).equals("identity")
                    && tokens.get(5).equals("exclude"), Flaw.LINE);
            benches.add(new Bench(name(tokens.get(0)), small(in, tokens.get(2)), small(in, tokens.get(4)),
                    small(in, tokens.get(6))));
            require(benches.size() <= Rule.MAX_BENCHES, Flaw.BENCHES);
        }
        return benches;
    }

    private static List<Member> members(Lines in, List<Bench> benches) throws Malformed {
        List<Member> members = new ArrayList<>();
        while (in.next("member")) {
            List<String> t = in.tokens("member", 7);
            Name name = name(t.get(3));
            members.add(new Member(small(in, t.get(0)), benchOf(t.get(1), benches), first(t.get(2)), name,
                    vkey(t.get(4), name), in.base64(t.get(5), MLDSA), in.base64(t.get(6), XWING)));
            require(members.size() <= Rule.MAX_MEMBERS, Flaw.PEOPLE);
        }
        return members;
    }

    private static List<Reader> readers(Lines in) throws Malformed {
        List<Reader> readers = new ArrayList<>();
        while (in.next("reader")) {
            List<String> t = in.tokens("reader", 4);
            Name name = name(t.get(2));
            readers.add(new Reader(small(in, t.get(0)), first(t.get(1)), name, vkey(t.get(3), name)));
            require(readers.size() <= Envelope.MAX_PEOPLE, Flaw.PEOPLE);
        }
        return readers;
    }

    private static List<Listed> listed(Lines in, String word) throws Malformed {
        List<Listed> listed = new ArrayList<>();
        while (in.next(word)) {
            List<String> tokens = in.tokens(word, 2);
            require(tokens.get(0).matches("[a-z0-9][a-z0-9.-]{0,31}"), Flaw.LINE);
            listed.add(new Listed(tokens.get(0), in.hash(tokens.get(1))));
            require(listed.size() <= Roster.MAX_LISTED, Flaw.LISTED);
        }
        return listed;
    }

    private static List<String> policy(List<String> lines) throws Malformed {
        require(!lines.isEmpty() && lines.size() <= Roster.MAX_POLICY_LINES, Flaw.LINE);
        for (String line : lines) {
            require(!line.isEmpty() && line.chars().noneMatch(c -> c < ' ' || c == 0x7f), Flaw.LINE);
        }
        return lines;
    }

    private static int benchOf(String token, List<Bench> benches) throws Malformed {
        for (int i = 0; i < benches.size(); i++) {
            if (benches.get(i).name().token().equals(token)) {
                return i;
            }
        }
        throw new Malformed(Flaw.UNKNOWN_BENCH);
    }

    private static boolean first(String token) throws Malformed {
        require(token.equals("first") || token.equals("-"), Flaw.LINE);
        return token.equals("first");
    }

    private static Name name(String token) throws Malformed {
        require(Name.isToken(token), Flaw.NAME);
        return new Name(token);
    }

    private static byte[] vkey(String token, Name name) throws Malformed {
        try {
            VerifierKey key = VerifierKey.parse(token);
            require(key.type() == VerifierKey.Type.ED25519 && key.name().equals(name.token()), Flaw.VKEY);
            return key.key();
        } catch (Malformed e) {
            throw new Malformed(Flaw.VKEY);
        }
    }

    private static int small(Lines in, String token) throws Malformed {
        return (int) in.number(token, 0xff);
    }

    static String encode(Roster r) {
        StringBuilder out = new StringBuilder(4096);
        out.append(Roster.TYPE).append("\npanel ").append(r.panel()).append("\nid ").append(hex(r.panelId()))
                .append("\nepoch ").append(r.epoch()).append("\nprev ").append(hex(r.prev())).append("\nsuite ")
                .append(Envelope.SUITE).append("\nvalid ").append(r.valid().from()).append(' ').append(r.valid().to())
                .append("\nadmin ").append(r.admin()).append("\nretain unopened ").append(r.retain().unopened())
                .append(" closed ").append(r.retain().closed()).append(" board ").append(r.retain().board())
                .append('\n');
        r.benches().forEach(b -> out.append("bench ").append(b.name()).append(" report ").append(b.report())
                .append(" identity ").append(b.identity()).append(" exclude ").append(b.exclude()).append('\n'));
        r.members()
                .forEach(m -> out.append("member ").append(m.index()).append(' ')
                        .append(r.benches().get(m.bench()).name()).append(person(m)).append(' ')
                        .append(Base64s.encode(m.mlDsa())).append(' ').append(Base64s.encode(m.xWing())).append('\n'));
        r.readers().forEach(p -> out.append("reader ").append(p.index()).append(person(p)).append('\n'));
        r.forms().forEach(f -> out.append("form ").append(f.id()).append(' ').append(f.hash()).append('\n'));
        r.pages().forEach(p -> out.append("page ").append(p.id()).append(' ').append(p.hash()).append('\n'));
        return out.append("policy\n").append(r.policy().stream().map(l -> l + "\n").collect(Collectors.joining()))
                .toString();
    }

    private static String person(Person person) {
        return " " + (person.first() ? "first" : "-") + " " + person.name() + " " + person.vkey().encode();
    }

    private static String hex(Optional<Hash> hash) {
        return hash.map(Hash::hex).orElse("-");
    }

    private static void require(boolean holds, Flaw flaw) throws Malformed {
        if (!holds) {
            throw new Malformed(flaw);
        }
    }
}
