package org.tresllaves.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.protocol.Roster;

/** Reports are assigned by lot: every pair alike, the excluded never. */
class LotTest {
    private static final Roster ROSTER = TestPanel.of("lot").addressee().roster();

    @Test
    void everyOrderedPairIsDrawnAlike() throws Exception {
        SecureRandom random = new SeededRandom("lot");
        int[][] seen = new int[9][9];
        int draws = 20_000;
        for (int i = 0; i < draws; i++) {
            Lot lot = Lot.draw(ROSTER, Set.of(), random);
            seen[lot.r1()][lot.r2()]++;
        }
        double expected = draws / 20.0;
        double chi = 0;
        for (int r1 : ROSTER.first()) {
            for (int r2 : ROSTER.first()) {
                if (r1 != r2) {
                    chi += (seen[r1][r2] - expected) * (seen[r1][r2] - expected) / expected;
                } else {
                    assertThat(seen[r1][r2]).isZero();
                }
            }
        }
        assertThat(chi).isBetween(5.0, 43.8); // 19 degrees of freedom: 99.9 % below 43.8, 0.05 % below 5
    }

    @Test
    void rejectionTakesEveryByteOnceAndNoOther() {
        int[] seen = new int[5];
        for (int value = 0; value < 255; value++) {
            seen[Lot.below(5, new Bytes(value))]++;
        }
        assertThat(seen).containsOnly(51);
        assertThat(Lot.below(5, new Bytes(255, 3))).isEqualTo(3);
    }

    @Test
    void theExcludedAreNeverDrawnAndReadersHaveNoBit() throws Exception {
        SecureRandom random = new SeededRandom("excluded");
        for (int i = 0; i < 500; i++) {
            Lot lot = Lot.draw(ROSTER, Set.of(2, 8), random);
            assertThat(Set.of(lot.r1(), lot.r2())).isSubsetOf(1, 3, 7);
            assertThat(lot.excluded()).isEqualTo(2);
        }
    }

    @Test
    void exclusionIsOfferedFromFourPeopleOn() throws Exception {
        Roster three = TestPanel.of("three", 3).addressee().roster();
        assertThat(Lot.offersExclusion(three)).isFalse();
        assertThat(Lot.offersExclusion(TestPanel.of("four", 4).addressee().roster())).isTrue();
        assertThatThrownBy(() -> Lot.draw(three, Set.of(1), new SeededRandom("x"))).isInstanceOfSatisfying(
                CannotSeal.class,
                refused -> assertThat(refused.reason()).isEqualTo(CannotSeal.Reason.EXCLUSION_NOT_OFFERED));
        Lot.draw(three, Set.of(), new SeededRandom("x"));
    }

    /** A generator that says these bytes, then fails. */
    private static final class Bytes extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final int[] values;
        private int at;

        Bytes(int... values) {
            this.values = values;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            bytes[0] = (byte) values[at++];
        }
    }
}
