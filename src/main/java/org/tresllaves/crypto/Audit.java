package org.tresllaves.crypto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tresllaves.protocol.Dealt;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Rule;

/**
 * What deriving a recovered dealing again shows (spec: dealing): the members whose h or capsule is not what the dealer should have made, and whether
 * more people were excluded than the roster allows. The dealer is to blame for all of it, no member is; the report opens either way.
 */
public record Audit(List<Integer> malformed, boolean exclusionsAllowed) {
    /** The verdict a RESULT carries, with its code on the wire. */
    public enum Verdict {
        WELL_FORMED(1), MALFORMED_CAPSULES(2), NOT_RECOVERABLE(3);

        private final int code;

        Verdict(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    public Audit {
        malformed = List.copyOf(malformed);
    }

    /**
     * Derives every share, hash and capsule again, with the wire's P.
     *
     * @param exclude how many members of each bench the roster lets a source exclude
     * @param publicKeys the members' X-Wing keys in order
     */
    public static Audit of(Hash tag, Rule rule, int[] exclude, Recovered recovered, Dealt dealt,
            List<byte[]> publicKeys) {
        byte[] secret = recovered.reveal();
        try (Sharing sharing = new Sharing(tag, rule, secret)) {
            Hash p = Sharing.publicHash(rule, dealt);
            List<Integer> malformed = new ArrayList<>();
            for (int member = 1; member <= rule.members(); member++) {
                if (!sharing.h(member).equals(dealt.h(member)) || !Arrays.equals(
                        sharing.capsule(member, publicKeys.get(member - 1), p), dealt.capsule(member))) {
                    malformed.add(member);
                }
            }
            return new Audit(malformed, allowed(rule, exclude, recovered.excluded()));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** The same, but exclusions count as not allowed where a person drawn for the first opening is among those excluded. */
    public Audit withDrawn(Recovered recovered, int r1, int r2) {
        return new Audit(malformed, exclusionsAllowed && !recovered.isExcluded(r1) && !recovered.isExcluded(r2));
    }

    /** The same, but exclusions count as not allowed where the envelope's other dealing, opened before, excluded somebody else. */
    public Audit withOther(Recovered recovered, int excludedInOther) {
        return new Audit(malformed, exclusionsAllowed && recovered.excluded() == excludedInOther);
    }

    public Verdict verdict() {
        return malformed.isEmpty() && exclusionsAllowed ? Verdict.WELL_FORMED : Verdict.MALFORMED_CAPSULES;
    }

    private static boolean allowed(Rule rule, int[] exclude, int excluded) {
        boolean allowed = excluded >>> rule.members() == 0;
        for (int bench = 0; bench < rule.benches(); bench++) {
            allowed &= rule.excludedOn(bench, excluded) <= exclude[bench];
        }
        return allowed;
    }
}
