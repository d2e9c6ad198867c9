package org.tresllaves.server.intake;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.tresllaves.protocol.Refused;
import org.tresllaves.server.ledger.Batches;
import org.tresllaves.server.ledger.Rosters;
import org.tresllaves.server.ledger.Timetable;

/** What happens by itself: each second uploads that stand still expire; at its time a batch is published and what is past its retention erased. */
public final class Keeper implements AutoCloseable {
    /** Something else that is published with each batch. */
    @FunctionalInterface
    public interface Publication {
        void publish(LocalDate day) throws IOException, Refused;
    }

    /** How soon a batch that could not be published is tried again. */
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Intake intake;
    private final Rosters rosters;
    private final Timetable timetable;
    private final List<Publication> publications;
    private final Consumer<Exception> failed;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
    private Instant due;
    private LocalDate day;

    private Keeper(Intake intake, Rosters rosters, Timetable timetable, List<Publication> publications,
            Consumer<Exception> failed) {
        this.intake = intake;
        this.rosters = rosters;
        this.timetable = timetable;
        this.publications = publications;
        this.failed = failed;
        this.due = timetable.next();
        this.day = timetable.nextDay();
    }

    /** Starts. A batch that was due while the server was down is published at once. */
    public static Keeper start(Intake intake, Batches batches, Rosters rosters, Timetable timetable,
            List<Publication> more, Consumer<Exception> failed) throws IOException {
        Keeper keeper = new Keeper(intake, rosters, timetable, more, failed);
        keeper.catchUp(batches);
        keeper.ticks.scheduleAtFixedRate(keeper::tick, 50, tick(timetable), TimeUnit.MILLISECONDS);
        return keeper;
    }

    private static long tick(Timetable timetable) {
        return Math.min(1000, timetable.epoch().map(Duration::toMillis).orElse(1000L) / 2);
    }

    private void catchUp(Batches batches) throws IOException {
        List<Batches.Published> published = batches.published();
        if (timetable.epoch().isEmpty() && !published.isEmpty()
                && published.getLast().leaf().day().isBefore(day.minusDays(1))) {
            publish(day.minusDays(1));
        }
    }

    private void tick() {
        try {
            done(today -> intake.sweep(), day);
            if (!timetable.clock().instant().isBefore(due)) {
                LocalDate today = timetable.epoch().isPresent() ? timetable.today() : day;
                if (publish(today)) {
                    due = timetable.next();
                    day = timetable.nextDay();
                } else {
                    due = timetable.clock().instant().plus(timetable.epoch().orElse(AGAIN));
                }
            }
        } catch (RuntimeException e) {
            failed.accept(e);
        }
    }

    /**
     * Ends an epoch: publishes, and erases what is past its time. False if the batch did not come out: it is still owed, under this day. A failure of
     * one step keeps no other from being done.
     */
    public boolean publish(LocalDate today) {
        var roster = rosters.current();
        if (roster.isEmpty()) {
            return true;
        }
        if (!done(intake::publish, today)) {
            return false;
        }
        publications.forEach(publication -> done(publication, today));
        done(intake::retire, today.minusDays(roster.get().roster().retain().unopened()));
        return true;
    }

    private boolean done(Publication step, LocalDate day) {
        try {
            step.publish(day);
            return true;
        } catch (IOException | Refused | RuntimeException e) {
            failed.accept(e);
            return false;
        }
    }

    @Override
    public void close() {
        ticks.shutdown();
        try {
            ticks.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
