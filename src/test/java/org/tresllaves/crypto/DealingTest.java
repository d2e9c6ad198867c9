package org.tresllaves.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tresllaves.protocol.Dealt;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Rule;

/** Attack rows 3 and 9: every quorum opens, nothing below one does, and an exclusion does not show. */
class DealingTest {
    static List<Rule> rules() {
        return List.of(DealtCase.rule(new int[]{1}, 0, 0), DealtCase.rule(new int[]{2}, 0, 0, 0),
                DealtCase.rule(new int[]{3}, 0, 0, 0, 0, 0), DealtCase.rule(new int[]{2, 1}, 0, 0, 0, 1, 1),
                DealtCase.rule(new int[]{1, 1}, 1, 0), DealtCase.rule(new int[]{3, 1}, 0, 1, 0, 1, 0, 0, 0),
                DealtCase.rule(new int[]{2, 2, 1}, 0, 1, 2, 0, 1, 2, 0, 1),
                DealtCase.rule(new int[]{1, 2, 1, 2}, 3, 3, 2, 1, 1, 0, 1, 3, 2),
                DealtCase.rule(new int[]{5, 2}, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyQuorumOpensAndNothingBelowOneDoes(Rule rule) {
        DealtCase dealing = DealtCase.of("all subsets", rule, 0);
        Map<Integer, Secret> shares = dealing.shares();
        assertThat(shares).hasSize(rule.members());
        for (int subset = 0; subset < 1 << rule.members(); subset++) {
            Optional<Recovered> recovered = recover(dealing, only(shares, subset));
            assertThat(recovered.isPresent()).as("subset %s", Integer.toBinaryString(subset))
                    .isEqualTo(isQuorum(rule, subset));
            recovered.ifPresent(r -> assertThat(r.message()).isEqualTo(dealing.message()));
        }
    }

    /** Row 9: who is excluded holds 32 bytes like everybody's, and they help nobody. */
    @Test
    void excludedMembersCountForNothing() {
        Rule rule = DealtCase.rule(new int[]{2, 1}, 0, 0, 0, 0, 1, 1);
        DealtCase dealing = DealtCase.of("excluded", rule, 0b010010);
        Map<Integer, Secret> shares = dealing.shares();
        assertThat(shares).hasSize(6);
        for (int subset = 0; subset < 64; subset++) {
            Optional<Recovered> recovered = recover(dealing, only(shares, subset));
            assertThat(recovered.isPresent()).isEqualTo(isQuorum(rule, subset & ~0b010010));
            recovered.ifPresent(r -> {
                assertThat(r.excluded()).isEqualTo(0b010010);
                assertThat(r.isExcluded(2) && r.isExcluded(5) && !r.isExcluded(1)).isTrue();
            });
        }
    }

    @Test
    void anExclusionDoesNotShowInWhatAMemberCanDo() {
        Rule rule = DealtCase.rule(new int[]{2}, 0, 0, 0, 0);
        DealtCase out = DealtCase.of("shape", rule, 0b0010);
        DealtCase in = DealtCase.of("shape", rule, 0);
        assertThat(out.dealt().encode()).hasSameSizeAs(in.dealt().encode());
        for (DealtCase each : List.of(out, in)) {
            Secret share = Capsule.open(each.seed(2), each.tag(), rule, each.dealt(), 2).orElseThrow();
            assertThat(share.length()).isEqualTo(32);
            assertThat(Capsule.matches(each.tag(), each.dealt(), 2, share)).isTrue();
            assertThat(Capsule.open(each.seed(3), each.tag(), rule, each.dealt(), 2)).isEmpty();
        }
    }

    @Test
    void theSameInputsDealTheSameBytes() {
        Rule rule = DealtCase.rule(new int[]{2}, 0, 0, 0);
        assertThat(DealtCase.of("same", rule, 1).dealt()).isEqualTo(DealtCase.of("same", rule, 1).dealt());
    }

    @Test
    void longMessagesForResharing() {
        for (int length = 32; length <= 480; length += 32) {
            DealtCase dealing = DealtCase.of("long", DealtCase.rule(new int[]{2}, 0, 0), 0, length);
            assertThat(recover(dealing, dealing.shares()).orElseThrow().message()).isEqualTo(dealing.message());
        }
    }

    @Test
    void theTopCoefficientMayBeZero() {
        // f(x) = K + 0 x has the same value everywhere: two equal shares still open, and are not taken for duplicates.
        byte[] key = new SeededRandom("zero top").bytes(32);
        byte[] sum = new byte[32];
        int[] weights = Gf256.weightsAtZero(new int[]{4, 9});
        Gf256.addScaled(sum, key, weights[0]);
        Gf256.addScaled(sum, key, weights[1]);
        assertThat(sum).isEqualTo(key);
    }

    @Test
    void refusesWhatNobodyCouldOpen() {
        Rule rule = DealtCase.rule(new int[]{2, 1}, 0, 0, 0, 1, 1);
        assertThatThrownBy(() -> DealtCase.of("too many", rule, 0b00011)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DealtCase.of("all of one", rule, 0b11000))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DealtCase.of("nobody", rule, 0b100000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DealtCase.of("length", rule, 0, 33)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DealtCase.rule(new int[]{3}, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void parsesWhatItEncodesAndNothingElse() throws Malformed {
        Dealt dealt = DealtCase.of("wire", DealtCase.rule(new int[]{2}, 0, 0, 0), 0).dealt();
        byte[] wire = dealt.encode();
        assertThat(wire).hasSize(Dealt.length(3, 32));
        assertThat(Dealt.parse(wire, 3).encode()).isEqualTo(wire);
        for (int cut = 0; cut < wire.length; cut += 7) {
            refuses(Arrays.copyOf(wire, cut), Dealt.Flaw.TRUNCATED);
        }
        refuses(Arrays.copyOf(wire, wire.length + 1), Dealt.Flaw.TRAILING);
        for (int m : new int[]{0, 1, 31, 33, 481, 512, 0xffff}) {
            byte[] bad = wire.clone();
            bad[0] = (byte) (m >>> 8);
            bad[1] = (byte) m;
            refuses(bad, Dealt.Flaw.MESSAGE_LENGTH);
        }
    }

    private static void refuses(byte[] wire, Dealt.Flaw flaw) {
        assertThatThrownBy(() -> Dealt.parse(wire, 3)).isInstanceOfSatisfying(Malformed.class,
                e -> assertThat(e.flaw()).isEqualTo(flaw));
    }

    private static Optional<Recovered> recover(DealtCase dealing, Map<Integer, Secret> shares) {
        return Recovery.recover(dealing.tag(), dealing.rule(), dealing.dealt(), shares);
    }

    private static Map<Integer, Secret> only(Map<Integer, Secret> shares, int subset) {
        Map<Integer, Secret> some = new HashMap<>(shares);
        some.keySet().removeIf(member -> (subset >>> (member - 1) & 1) == 0);
        return some;
    }

    private static boolean isQuorum(Rule rule, int subset) {
        boolean quorum = true;
        for (int bench = 0; bench < rule.benches(); bench++) {
            quorum &= rule.excludedOn(bench, subset) >= rule.threshold(bench);
        }
        return quorum;
    }
}
