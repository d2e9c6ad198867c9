package org.tresllaves.protocol;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;

/** When a request stops taking answers (spec: opening, "Closing"). */
public final class Closing {
    private Closing() {
    }

    /**
     * Whether collecting is over: the announced close has come, or every member of the request's roster has approved or refused, so that nobody is
     * left to wait for.
     *
     * @param answered indices of members with a valid APPROVE or REFUSE for this request
     */
    public static boolean isClosed(RequestNote request, Roster roster, Set<Integer> answered, Instant now) {
        return !now.isBefore(request.close().at())
                || roster.members().stream().allMatch(member -> answered.contains(member.index()));
    }

    /** Whether a request still stands at all: its last day is not over. That its roster is still current is asked apart. */
    public static boolean isAlive(RequestNote request, Instant now) {
        return !LocalDate.ofInstant(now, ZoneOffset.UTC).isAfter(request.notAfter());
    }

    /** Whether a reader key may still be used. */
    public static boolean isAlive(ReaderKeyNote key, Instant now) {
        return !LocalDate.ofInstant(now, ZoneOffset.UTC).isAfter(key.notAfter());
    }
}
