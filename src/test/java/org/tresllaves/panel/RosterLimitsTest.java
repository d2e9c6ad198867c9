package org.tresllaves.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Roster;
import org.tresllaves.protocol.Roster.Flaw;

/** The edges of what a roster may be: the last value that is taken, the first that is not, and each word of a line. */
class RosterLimitsTest {
    private static final String HASH = "ab".repeat(32);
    private static final long TO = TestPanel.FROM + 90 * TestPanel.DAY;

    private final String base;

    RosterLimitsTest() throws Malformed {
        base = RosterVectors.base();
    }

    private String with(String from, String to) {
        assertThat(base).contains(from);
        return base.replace(from, to);
    }

    private static void taken(String text) throws Malformed {
        assertThat(Roster.parse(text).encode()).isEqualTo(text);
    }

    private static void refused(Flaw flaw, String text) {
        Malformed refusal = catchThrowableOfType(Malformed.class, () -> Roster.parse(text));
        assertThat(refusal).as(flaw + " should be").isNotNull();
        assertThat(refusal.flaw()).isEqualTo(flaw);
    }

    @Test
    void aRosterIsValidForADayToFourHundred() throws Malformed {
        taken(with(" " + TO, " " + (TestPanel.FROM + TestPanel.DAY)));
        taken(with(" " + TO, " " + (TestPanel.FROM + 400 * TestPanel.DAY)));
        refused(Flaw.VALID, with(" " + TO, " " + TestPanel.FROM));
        refused(Flaw.VALID, with(" " + TO, " " + (TestPanel.FROM - TestPanel.DAY)));
        refused(Flaw.VALID, with(" " + TO, " " + (TO + 1)));
    }

    @Test
    void keptForADayToTenYears() throws Malformed {
        taken(with("board 30", "board 1"));
        taken(with("board 30", "board 3650"));
        refused(Flaw.LINE, with("board 30", "board 3651"));
        for (String word : List.of("unopened", "closed", "board")) {
            refused(Flaw.LINE, with(word + " ", word + "s "));
        }
    }

    @Test
    void everyWordOfALineCounts() {
        for (String word : List.of(" report ", " identity ", " exclude ")) {
            refused(Flaw.LINE, with(word, word.replace('e', 'a')));
        }
        refused(Flaw.LINE, with("member 1 office first", "member 1 office last"));
        refused(Flaw.LINE, with("reader 4 first", "reader 4 yes"));
    }

    @Test
    void twoMembersAndTwoFirstAreEnough() throws Malformed {
        taken(TestPanel.genesis(TestPanel.terms(2, TestPanel.bench("office", 2, 2, 0)), TestPanel.seat("Ana", "office"),
                TestPanel.seat("Blas", "office")).encode());
    }

    @Test
    void fourBenchesFifteenMembersThirtyTwoPeople() throws Malformed {
        taken(panel(4, 4, 0));
        taken(panel(1, 15, 17));
        refused(Flaw.PEOPLE, panel(1, 16, 0));
        refused(Flaw.PEOPLE, panel(1, 15, 18));
        refused(Flaw.PEOPLE, panel(1, 2, 33));
    }

    /** Made of lines, since the ceremony refuses more than there may be. */
    private static String panel(int benches, int members, int readers) throws Malformed {
        List<Ceremony.Seat> seats = new ArrayList<>(List.of(TestPanel.seat("Ana", "b0"), TestPanel.seat("Blas", "b0")));
        String text = TestPanel.genesis(TestPanel.terms(2, TestPanel.bench("b0", 2, 2, 0)), seats
                .toArray(Ceremony.Seat[]::new)).encode();
        String head = text.substring(0, text.indexOf("admin "));
        String retain = text.lines().filter(line -> line.startsWith("retain ")).findFirst().orElseThrow();
        int each = members / benches;
        StringBuilder out = new StringBuilder(head).append("admin ").append(members / 2 + 1).append('\n').append(retain)
                .append('\n');
        for (int b = 0; b < benches; b++) {
            out.append("bench b").append(b).append(" report ").append(each).append(" identity ").append(each)
                    .append(" exclude 0\n");
        }
        for (int i = 1; i <= members; i++) {
            PersonKeys keys = TestPanel.person("m" + i);
            String[] card = keys.card(0).encode().split(" ", -1);
            out.append("member ").append(i).append(" b").append((i - 1) / each).append(" first m").append(i).append(' ')
                    .append(card[1]).append(' ').append(org.tresllaves.protocol.Base64s.encode(keys.card(0).mlDsa()))
                    .append(' ').append(org.tresllaves.protocol.Base64s.encode(keys.card(0).xWing())).append('\n');
        }
        for (int i = members + 1; i <= members + readers; i++) {
            String[] card = TestPanel.person("m" + i).card(0).encode().split(" ", -1);
            out.append("reader ").append(i).append(" - m").append(i).append(' ').append(card[1]).append('\n');
        }
        return out.append(text.substring(text.indexOf("policy\n"))).toString();
    }

    @Test
    void listedPagesAndQuestionnairesHaveNamesOfTheirOwn() throws Malformed {
        taken(with("policy\n", listed("form", 32) + listed("page", 32) + "policy\n"));
        refused(Flaw.LISTED, with("policy\n", listed("form", 33) + "policy\n"));
        refused(Flaw.LISTED, with("policy\n", listed("page", 33) + "policy\n"));
        refused(Flaw.LISTED, with("policy\n", listed("page", 1) + listed("page", 1) + "policy\n"));
        for (String id : List.of("Report", "-report", "re_port", "a".repeat(33), "é")) {
            refused(Flaw.LINE, with("policy\n", "form " + id + " " + HASH + "\npolicy\n"));
        }
        taken(with("policy\n", "form " + "a".repeat(32) + " " + HASH + "\npolicy\n"));
    }

    private static String listed(String kind, int count) {
        return IntStream.range(0, count).mapToObj(i -> kind + " a" + i + " " + HASH + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void policyLinesAreText() throws Malformed {
        String policy = base.substring(base.indexOf("policy\n") + 7);
        int lines = (int) policy.lines().count();
        taken(base + "#\n".repeat(128 - lines));
        refused(Flaw.LINE, base + "#\n".repeat(129 - lines));
        refused(Flaw.LINE, base + "\n");
        refused(Flaw.LINE, base + "a\tb\n");
        refused(Flaw.LINE, base + "a\u007fb\n");
    }

    @Test
    void twoPeopleShareNoKey() throws Malformed {
        PersonKeys ana = TestPanel.person("Ana Ruiz");
        PersonKeys blas = TestPanel.person("Blas Ortega");
        refused(Flaw.SAME_KEY, with(org.tresllaves.protocol.Base64s.encode(blas.card(0).mlDsa()),
                org.tresllaves.protocol.Base64s.encode(ana.card(0).mlDsa())));
        String theirs = new org.tresllaves.protocol.VerifierKey("Blas_Ortega",
                org.tresllaves.protocol.VerifierKey.Type.ED25519, ana.person()).encode();
        refused(Flaw.SAME_KEY, with(blas.card(0).encode().split(" ", -1)[1], theirs));
    }
}
