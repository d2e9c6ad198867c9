package org.tresllaves.source;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tresllaves.protocol.Roster;

/**
 * Who opens a report first: two different people drawn uniformly from those flagged {@code first}, less those the source excludes (spec: envelope,
 * "Assignment by lot"). Nobody else chooses, so nobody can fish for reports.
 *
 * @param excluded E: the excluded members. Excluded readers hold no share to be a decoy; they are not drawn.
 */
public record Lot(int r1, int r2, int excluded) {
    /** Exclusion is offered where so many people can be drawn. */
    public static final int OFFERED_FROM = 4;

    /** Whether this roster's panel offers to exclude anybody. */
    public static boolean offersExclusion(Roster roster) {
        return roster.first().size() >= OFFERED_FROM;
    }

    /** Checks who is excluded and draws. */
    static Lot draw(Roster roster, Set<Integer> excluded, SecureRandom random) throws CannotSeal {
        check(roster, excluded);
        List<Integer> left = new ArrayList<>(roster.first());
        left.removeAll(excluded);
        if (left.size() < 2) {
            throw new CannotSeal(CannotSeal.Reason.TOO_MANY_EXCLUDED);
        }
        int r1 = left.remove(below(left.size(), random));
        int r2 = left.remove(below(left.size(), random));
        int bits = 0;
        for (int person : excluded) {
            bits |= roster.member(person).isPresent() ? 1 << person - 1 : 0;
        }
        return new Lot(r1, r2, bits);
    }

    private static void check(Roster roster, Set<Integer> excluded) throws CannotSeal {
        for (int person : excluded) {
            if (roster.person(person).isEmpty()) {
                throw new CannotSeal(CannotSeal.Reason.NOBODY, Integer.toString(person));
            }
        }
        if (!excluded.isEmpty() && !offersExclusion(roster)) {
            throw new CannotSeal(CannotSeal.Reason.EXCLUSION_NOT_OFFERED);
        }
        for (int bench = 0; bench < roster.benches().size(); bench++) {
            long out = roster.bench(bench).stream().filter(member -> excluded.contains(member.index())).count();
            if (out > roster.benches().get(bench).exclude()) {
                throw new CannotSeal(CannotSeal.Reason.TOO_MANY_EXCLUDED, roster.benches().get(bench).name().text());
            }
        }
    }

    /** Uniform below n, by rejection: a remainder would favour the first. */
    static int below(int n, SecureRandom random) {
        int limit = 256 - 256 % n;
        byte[] one = new byte[1];
        do {
            random.nextBytes(one);
        } while ((one[0] & 0xff) >= limit);
        return (one[0] & 0xff) % n;
    }
}
