package org.tresllaves.server.intake;

import java.time.Duration;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.IntakeBatch;

/**
 * What one server takes at once (spec: upload). Never a limit per address: behind an onion everybody has the same one.
 *
 * @param largest the largest bucket it takes
 * @param open uploads under way at once
 * @param pause how long an upload may stand still
 * @param rate bytes a second that an upload has to reach on the whole, an hour granted to begin with
 * @param batch reports that one intake batch holds; more than these go into further batches of the same day
 */
public record Limits(Bucket largest, int open, Duration pause, int rate, int batch) {
    private static final Duration GRACE = Duration.ofHours(1);

    /** What a server has if nobody says otherwise. */
    public static Limits upTo(Bucket largest) {
        return new Limits(largest, 4096, Duration.ofMinutes(30), 4096, IntakeBatch.MAX_REPORTS);
    }

    /** Times are of a clock that nobody sets. */
    boolean isOver(Report report, long now) {
        if (report.moved == Long.MAX_VALUE) {
            return false;
        }
        long longest = GRACE.plusSeconds(report.bucket.length() / rate).toNanos();
        return report.writing.isEmpty() && now - report.moved > pause.toNanos() || now - report.opened > longest;
    }
}
