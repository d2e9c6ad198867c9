package org.tresllaves.protocol;

import java.util.Arrays;

/**
 * Who must come together to open a dealing: members 1..n, each on one bench, and a threshold for EVERY bench (spec: dealing). Its encoding is the A
 * of the dealing; two rules are equal when their encodings are.
 */
public final class Rule {
    public static final int MIN_MEMBERS = 2;
    public static final int MAX_MEMBERS = 15;
    public static final int MAX_BENCHES = 4;

    private final int[] thresholds;
    private final int[] benchOf;

    /**
     * A rule for {@code n} members. Every bench has at least one member, and a threshold between 1 and the number of its members; anything else is a
     * bug of the caller, since rosters are checked when they are parsed.
     *
     * @param thresholdPerBench one threshold per bench, benches numbered from 0
     * @param benchOfMember the bench of member 1, of member 2, ...
     */
    public Rule(int n, int[] thresholdPerBench, int[] benchOfMember) {
        thresholds = thresholdPerBench.clone();
        benchOf = benchOfMember.clone();
        require(n >= MIN_MEMBERS && n <= MAX_MEMBERS && benchOf.length == n, "2 to 15 members, each with a bench");
        require(thresholds.length >= 1 && thresholds.length <= MAX_BENCHES, "1 to 4 benches");
        for (int bench : benchOf) {
            require(bench >= 0 && bench < thresholds.length, "a member's bench exists");
        }
        for (int bench = 0; bench < thresholds.length; bench++) {
            require(thresholds[bench] >= 1 && thresholds[bench] <= size(bench), "a bench can reach its threshold");
        }
    }

    /** How many members there are; shares are numbered 1..n. */
    public int members() {
        return benchOf.length;
    }

    public int benches() {
        return thresholds.length;
    }

    public int threshold(int bench) {
        return thresholds[bench];
    }

    /** The bench of member {@code i}, 1..n. */
    public int benchOf(int member) {
        return benchOf[member - 1];
    }

    /** How many members sit on a bench. */
    public int size(int bench) {
        return (int) Arrays.stream(benchOf).filter(b -> b == bench).count();
    }

    /** All thresholds added up: the smallest number of people who open anything. */
    public int quorum() {
        return Arrays.stream(thresholds).sum();
    }

    /** How many members of a bench a bit set of excluded people names; person i is bit i-1. */
    public int excludedOn(int bench, int excluded) {
        int count = 0;
        for (int member = 1; member <= members(); member++) {
            count += benchOf(member) == bench ? excluded >>> (member - 1) & 1 : 0;
        }
        return count;
    }

    /** A = u8 n | u8 benches | u8 threshold per bench | u8 bench per member. */
    public byte[] encode() {
        Wire.Writer out = new Wire.Writer().u8(members()).u8(benches());
        Arrays.stream(thresholds).forEach(out::u8);
        Arrays.stream(benchOf).forEach(out::u8);
        return out.toBytes();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rule rule && Arrays.equals(encode(), rule.encode());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encode());
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
