package org.tresllaves.panel;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.protocol.Base64s;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Roster;
import org.tresllaves.protocol.Roster.Flaw;
import org.tresllaves.protocol.VerifierKey;
import org.tresllaves.vectors.Vector;

/** Writes the vectors of a roster's text: two that parse, and one for every refusal, each one change away from the first. */
public final class RosterVectors {
    private static final String FORMAT = "roster";

    private RosterVectors() {
    }

    public static void main(String[] args) throws IOException, Malformed {
        Vector.write(FORMAT, all());
    }

    static String base() throws Malformed {
        return TestPanel.genesis(TestPanel.terms(2, TestPanel.bench("office", 2, 2, 1)),
                TestPanel.seat("Ana Ruiz", "office"), TestPanel.seat("Blas Ortega", "office"),
                TestPanel.seat("Inés Núñez", "office"), TestPanel.reader("Rita Sol")).encode();
    }

    static Map<String, Vector> all() throws Malformed {
        Map<String, Vector> all = new TreeMap<>();
        String base = base();
        String two = TestPanel.genesis(
                TestPanel.terms(3, TestPanel.bench("office", 2, 3, 0), TestPanel.bench("civil", 1, 2, 0)),
                TestPanel.seat("Ana Ruiz", "office"), TestPanel.seat("Blas Ortega", "office"),
                TestPanel.seat("Inés Núñez", "office"), TestPanel.seat("Fito", "civil"),
                TestPanel.seat("Gema", "civil"), TestPanel.reader("Rita Sol"), TestPanel.reader("Saúl Paz")).encode();
        all.put("genesis", ok("a genesis of one bench", base));
        all.put("two-benches", ok("two benches and two readers", two));
        lines(all, base);
        numbers(all, base);
        people(all, base);
        keys(all, base);
        return all;
    }

    private static Vector ok(String comment, String text) {
        return Vector.ok(FORMAT, comment).in("text", text);
    }

    private static void bad(Map<String, Vector> all, String name, String comment, Flaw flaw, String text) {
        all.put(name, Vector.refused(FORMAT, comment, flaw).in("text", text));
    }

    private static String swap(String text, String from, String to) {
        if (!text.contains(from)) {
            throw new IllegalStateException("nothing to change: " + from);
        }
        return text.replace(from, to);
    }

    private static void lines(Map<String, Vector> all, String base) {
        bad(all, "too-long", "131,073 bytes", Flaw.TOO_LONG, "x".repeat(Roster.MAX_TEXT) + "\n");
        bad(all, "two-spaces", "two spaces between tokens", Flaw.LINE, swap(base, "admin 2", "admin  2"));
        bad(all, "leading-zero", "a number with a leading zero", Flaw.LINE, swap(base, "epoch 0", "epoch 00"));
        bad(all, "no-final-newline", "the last line does not end", Flaw.LINE, base.substring(0, base.length() - 1));
        bad(all, "no-policy", "no policy lines", Flaw.LINE, base.substring(0, base.indexOf("policy\n") + 7));
        bad(all, "unknown-line", "a line of another kind", Flaw.LINE, swap(base, "policy\n", "colour blue\npolicy\n"));
        bad(all, "suite", "suite 2", Flaw.SUITE, swap(base, "suite 1", "suite 2"));
        bad(all, "name-bidi", "a name with a right-to-left override", Flaw.NAME,
                swap(base, "panel D", "panel \u202eD"));
        bad(all, "name-not-nfc", "a name that is not in NFC", Flaw.NAME, swap(base, "panel D", "panel e\u0301D"));
        bad(all, "epoch", "epoch 1 without prev", Flaw.EPOCH, swap(base, "epoch 0", "epoch 1"));
        bad(all, "genesis-with-id", "a genesis that names an id", Flaw.GENESIS, swap(base, "id -", "id " + "ab"
                .repeat(32)));
        all.put("genesis-listing", ok("a genesis with a questionnaire and a page", swap(base, "policy\n",
                "form report " + "ab".repeat(32) + "\npage 0.1.0 " + "cd".repeat(32) + "\npolicy\n")));
        String next = swap(swap(swap(base, "id -", "id " + "ab".repeat(32)), "prev -", "prev " + "cd".repeat(32)),
                "epoch 0", "epoch 1");
        String form = "form report " + "ab".repeat(32) + "\n";
        all.put("next", ok("a second roster with a questionnaire", swap(next, "policy\n", form + "policy\n")));
        bad(all, "form-twice", "one id twice", Flaw.LISTED, swap(next, "policy\n", form + form + "policy\n"));
    }

    private static void numbers(Map<String, Vector> all, String base) {
        String valid = "valid " + TestPanel.FROM;
        bad(all, "not-midnight", "valid from one second past midnight", Flaw.VALID,
                swap(base, valid, "valid " + (TestPanel.FROM + 1)));
        bad(all, "too-many-days", "valid for 401 days", Flaw.VALID,
                swap(base, " " + (TestPanel.FROM + 90 * TestPanel.DAY), " " + (TestPanel.FROM + 401 * TestPanel.DAY)));
        bad(all, "retain-nothing", "board records kept for 0 days", Flaw.RETAIN, swap(base, "board 30", "board 0"));
        String bench = "bench office report 2 identity 2 exclude 1";
        bad(all, "no-report-threshold", "report 0", Flaw.THRESHOLD,
                swap(base, "report 2 identity", "report 0 identity"));
        bad(all, "identity-below-report", "identity 1, report 2", Flaw.IDENTITY_BELOW_REPORT,
                swap(base, bench, "bench office report 2 identity 1 exclude 1"));
        bad(all, "too-many-excluded", "identity 2 + exclude 2 of 3", Flaw.TOO_MANY_EXCLUDED,
                swap(base, bench, "bench office report 2 identity 2 exclude 2"));
        bad(all, "exclude-at-one", "one member opens alone, and one may be excluded", Flaw.EXCLUDE_AT_ONE,
                swap(base, bench, "bench office report 1 identity 2 exclude 1"));
        bad(all, "one-person-opens", "one member would open reports alone", Flaw.ONE_PERSON_OPENS,
                swap(base, bench, "bench office report 1 identity 2 exclude 0"));
        bad(all, "admin-low", "admin 1 of 3", Flaw.ADMIN, swap(base, "admin 2", "admin 1"));
        bad(all, "admin-high", "admin 4 of 3", Flaw.ADMIN, swap(base, "admin 2", "admin 4"));
    }

    private static void people(Map<String, Vector> all, String base) throws Malformed {
        String bench = "bench office report 2 identity 2 exclude 1\n";
        String more = IntStream.range(0, 4).mapToObj(i -> "bench b" + i + " report 1 identity 1 exclude 0\n")
                .collect(Collectors.joining());
        bad(all, "five-benches", "five benches", Flaw.BENCHES, swap(base, bench, bench + more));
        bad(all, "no-bench", "no bench and no member", Flaw.BENCHES,
                without(without(base, "bench "), "member "));
        bad(all, "one-member", "one member", Flaw.PEOPLE, without(without(base, "member 2 "), "member 3 "));
        bad(all, "index-gap", "the second member is number 4", Flaw.INDEX, swap(base, "member 2 ", "member 4 "));
        bad(all, "unknown-bench", "a bench nobody named", Flaw.UNKNOWN_BENCH,
                swap(base, "member 2 office", "member 2 civil"));
        bad(all, "first", "one person flagged first", Flaw.FIRST,
                swap(swap(swap(base, "2 office first", "2 office -"), "3 office first", "3 office -"), "4 first",
                        "4 -"));
        String ana = TestPanel.person("Ana Ruiz").card(0).encode().split(" ", -1)[1];
        String blas = TestPanel.person("Blas Ortega").card(0).encode().split(" ", -1)[1];
        VerifierKey key = VerifierKey.parse(blas);
        String sameName = new VerifierKey("Ana_Ruiz", key.type(), key.key()).encode();
        bad(all, "same-name", "two people of one name", Flaw.SAME_NAME,
                swap(base, "Blas_Ortega " + blas, "Ana_Ruiz " + sameName));
        bad(all, "vkey-of-another-name", "the key's name is not the person's", Flaw.VKEY,
                swap(base, "Blas_Ortega " + blas, "Blas_Ortega " + ana));
        String four = TestPanel.genesis(TestPanel.terms(4, TestPanel.bench("office", 3, 3, 0),
                TestPanel.bench("civil", 1, 1, 0)), TestPanel.seat("A", "office"), TestPanel.seat("B", "office"),
                TestPanel.seat("C", "office"), TestPanel.seat("D", "office"), TestPanel.seat("E", "civil"),
                TestPanel.seat("F", "civil")).encode();
        bad(all, "no-majority", "2 of 4 and 1 of 2: two halves could open apart", Flaw.NO_MAJORITY,
                swap(four, "report 3 identity 3", "report 2 identity 3"));
    }

    private static void keys(Map<String, Vector> all, String base) throws Malformed {
        byte[] identity = new byte[32];
        identity[0] = 1;
        String blas = TestPanel.person("Blas Ortega").card(0).encode().split(" ", -1)[1];
        bad(all, "small-order", "an Ed25519 key that is the neutral point", Flaw.WEAK_KEY,
                swap(base, blas, new VerifierKey("Blas_Ortega", VerifierKey.Type.ED25519, identity).encode()));
        byte[] unreduced = TestPanel.person("Blas Ortega").card(0).xWing();
        String right = Base64s.encode(unreduced);
        unreduced[0] = (byte) 0xff;
        unreduced[1] |= 0x0f;
        bad(all, "unreduced-ml-kem", "an ML-KEM coefficient of 4095", Flaw.WEAK_KEY,
                swap(base, right, Base64s.encode(unreduced)));
        byte[] zero = TestPanel.person("Blas Ortega").card(0).xWing();
        Arrays.fill(zero, 1184, 1216, (byte) 0);
        bad(all, "zero-x25519", "an X25519 part of zeros", Flaw.WEAK_KEY, swap(base, right, Base64s.encode(zero)));
        String ana = Base64s.encode(TestPanel.person("Ana Ruiz").card(0).xWing());
        bad(all, "same-key", "two people with one sealing key", Flaw.SAME_KEY, swap(base, right, ana));
    }

    private static String without(String text, String prefix) {
        return text.lines().filter(line -> !line.startsWith(prefix)).map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /** Randomness of these vectors' own, for values that only have to differ. */
    static SeededRandom random(String name) {
        return new SeededRandom("vectors " + name);
    }
}
