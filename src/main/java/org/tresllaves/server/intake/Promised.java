package org.tresllaves.server.intake;

import java.util.HashMap;
import java.util.Map;

/**
 * How many reports each batch to come was promised. None is promised more than one request can ask for, so that no flood makes a day that nobody can
 * open; what comes beyond goes into further batches of the same day. In memory alone, counted anew from the reports after a start.
 */
final class Promised {
    private final int most;
    private final Map<Long, Integer> counts = new HashMap<>();

    Promised(int most) {
        this.most = most;
    }

    /** A report was promised this batch before. */
    synchronized void restore(long batch) {
        counts.merge(batch, 1, Integer::sum);
    }

    /** A place in the first batch from {@code next} on that has one. */
    synchronized long take(long next) {
        long batch = next;
        while (counts.getOrDefault(batch, 0) >= most) {
            batch++;
        }
        counts.merge(batch, 1, Integer::sum);
        return batch;
    }

    /** The report did not come to be. */
    synchronized void giveBack(long batch) {
        counts.merge(batch, -1, Integer::sum);
    }

    synchronized boolean has(long batch) {
        return counts.getOrDefault(batch, 0) > 0;
    }

    synchronized void published(long batch) {
        counts.remove(batch);
    }
}
