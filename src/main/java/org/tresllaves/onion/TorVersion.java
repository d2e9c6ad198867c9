package org.tresllaves.onion;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a Tor: four numbers, and what comes after them is not looked at. */
public record TorVersion(int major, int minor, int micro, int patch) implements Comparable<TorVersion> {
    /** The oldest one a service may run on: the first that keeps others from taking a service's place. */
    public static final TorVersion OLDEST = new TorVersion(0, 4, 9, 11);
    private static final Pattern WRITTEN = Pattern
            .compile("(?:Tor )?(?:version )?(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})\\b.*");

    /** Reads {@code 0.4.9.11}, {@code 0.4.9.11 (git-...)} or {@code Tor version 0.4.9.11.} */
    public static Optional<TorVersion> parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        return written.matches()
                ? Optional.of(new TorVersion(number(written, 1), number(written, 2), number(written, 3),
                        number(written, 4)))
                : Optional.empty();
    }

    private static int number(Matcher written, int group) {
        return Integer.parseInt(written.group(group));
    }

    @Override
    public int compareTo(TorVersion other) {
        return Comparator.comparingInt(TorVersion::major).thenComparingInt(TorVersion::minor)
                .thenComparingInt(TorVersion::micro).thenComparingInt(TorVersion::patch).compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + micro + "." + patch;
    }
}
