package org.tresllaves.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.panel.TestPanel;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.VerifierKey;

/** The edges of a trust policy: a witness that could be counted twice, or a group met by fewer than it says, would be a witness nobody asked. */
class PolicyTest {
    private static final List<String> LOGS = TestPanel.policy().subList(0, 3);

    private static List<String> lines(String... more) {
        List<String> lines = new ArrayList<>(LOGS);
        lines.addAll(List.of(more));
        return lines;
    }

    private static String witness(String name) {
        byte[] key = Ed25519.keyPair(new SeededRandom("witness " + name).secret(32)).publicKey();
        return "witness " + name + " "
                + new VerifierKey(name + ".example", VerifierKey.Type.COSIGNATURE_ED25519, key).encode();
    }

    private static String[] witnesses(int count, String... more) {
        List<String> lines = new ArrayList<>(IntStream.range(0, count).mapToObj(i -> witness("w" + i)).toList());
        lines.addAll(List.of(more));
        return lines.toArray(String[]::new);
    }

    private static void refused(Policy.Flaw flaw, List<String> lines) {
        Malformed refusal = catchThrowableOfType(Malformed.class, () -> Policy.parse(lines));
        assertThat(refusal).as(flaw + " should be").isNotNull();
        assertThat(refusal.flaw()).isEqualTo(flaw);
    }

    private static Policy taken(List<String> lines) throws Malformed {
        Policy policy = Policy.parse(lines);
        assertThat(policy.encode()).isEqualTo(lines);
        return policy;
    }

    @Test
    void linesHaveTheirTokensAndNoMore() throws Malformed {
        String log = LOGS.getFirst();
        List<String> rest = lines("quorum none");
        rest.set(0, log + " https://a.example");
        taken(rest);
        rest.set(0, log + " https://a.example more");
        refused(Policy.Flaw.LINE, rest);
        rest.set(0, "log");
        refused(Policy.Flaw.LINE, rest);
        taken(lines(witness("a") + " https://a.example", "quorum a"));
        refused(Policy.Flaw.LINE, lines(witness("a") + " https://a.example more", "quorum a"));
        refused(Policy.Flaw.LINE, lines("witness a", "quorum a"));
        refused(Policy.Flaw.LINE, lines(witness("a"), "group g all", "quorum g"));
        refused(Policy.Flaw.LINE, lines(witness("a"), "quorum a a"));
    }

    @Test
    void aGroupCountsWhatItNamesOnce() throws Malformed {
        Policy two = taken(lines(witnesses(3, "group g 2 w0 w1 w2", "quorum g")));
        assertThat(two.isMetBy(Set.of("w0"))).isFalse();
        assertThat(two.isMetBy(Set.of("w0", "w2"))).isTrue();
        assertThat(two.isMetBy(Set.of("w0", "stranger"))).isFalse();
        taken(lines(witnesses(3, "group g 3 w0 w1 w2", "quorum g")));
        refused(Policy.Flaw.THRESHOLD, lines(witnesses(3, "group g 4 w0 w1 w2", "quorum g")));
        refused(Policy.Flaw.THRESHOLD, lines(witnesses(3, "group g 0 w0 w1 w2", "quorum g")));
        refused(Policy.Flaw.THRESHOLD, lines(witnesses(3, "group g most w0 w1 w2", "quorum g")));
        refused(Policy.Flaw.USED_TWICE, lines(witnesses(2, "group g 2 w0 w0", "quorum g")));
        refused(Policy.Flaw.USED_TWICE, lines(witnesses(2, "group g any w0", "group h any w0", "quorum h")));
        refused(Policy.Flaw.UNKNOWN_NAME, lines(witnesses(2, "group g any w7", "quorum g")));
        assertThat(taken(lines(witnesses(2, "group g any w0 w1", "quorum g"))).isMetBy(Set.of("w1"))).isTrue();
        assertThat(taken(lines(witnesses(2, "group g all w0 w1", "quorum g"))).isMetBy(Set.of("w1"))).isFalse();
    }

    @Test
    void thereAreThreeLogsOfOneServerAndAQuorum() {
        refused(Policy.Flaw.QUORUM, LOGS);
        refused(Policy.Flaw.LOGS, List.of(LOGS.get(0), LOGS.get(1), "quorum none"));
        refused(Policy.Flaw.LOGS, List.of(LOGS.get(1), LOGS.get(0), LOGS.get(2), "quorum none"));
        refused(Policy.Flaw.SAME_KEY, List.of(LOGS.get(0), LOGS.get(0), LOGS.get(2), "quorum none"));
    }
}
