package org.tresllaves.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Two rows of times taken turn about, and whether one can be told from the other: medians, and Mann and Whitney's U as a chance and in standard deviations. */
public final class Pairs {
    private Pairs() {
    }

    /** A row of a table: what, median of the one and of the other in microseconds, how often the second was the slower of two drawn at random, and z. */
    public static String row(String what, List<Long> first, List<Long> second) {
        double n = first.size();
        double m = second.size();
        double u = u(first, second);
        double z = (u - n * m / 2) / Math.sqrt(n * m * (n + m + 1) / 12);
        return String.format(Locale.ROOT, "| %s | %.1f | %.1f | %.3f | %.1f |", what, median(first), median(second),
                u / (n * m), z);
    }

    private static double median(List<Long> times) {
        return times.stream().sorted().toList().get(times.size() / 2) / 1000.0;
    }

    /** Pairs in which the second is the slower; ties count half. */
    private static double u(List<Long> first, List<Long> second) {
        record Time(long nanos, boolean second) {
        }
        List<Time> all = new ArrayList<>();
        first.forEach(time -> all.add(new Time(time, false)));
        second.forEach(time -> all.add(new Time(time, true)));
        all.sort(Comparator.comparingLong(Time::nanos));
        double u = 0;
        int before = 0;
        for (int i = 0; i < all.size();) {
            int end = i;
            int firsts = 0;
            while (end < all.size() && all.get(end).nanos() == all.get(i).nanos()) {
                firsts += all.get(end).second() ? 0 : 1;
                end++;
            }
            u += (end - i - firsts) * (before + firsts / 2.0);
            before += firsts;
            i = end;
        }
        return u;
    }
}
