package org.tresllaves.server.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** When batches are published: once a day at a fixed time UTC, or, for trials, each time a shorter span has passed. */
public record Timetable(LocalTime time, Optional<Duration> epoch, InstantSource clock) {
    /** When the next batch is due. */
    public Instant next() {
        Instant now = clock.instant();
        if (epoch.isPresent()) {
            return now.plus(epoch.get());
        }
        Instant today = today().atTime(time).toInstant(ZoneOffset.UTC);
        return now.isBefore(today) ? today : today.plus(Duration.ofDays(1));
    }

    /** The date that batch will have. */
    public LocalDate nextDay() {
        return epoch.isPresent() ? today() : LocalDate.ofInstant(next(), ZoneOffset.UTC);
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
