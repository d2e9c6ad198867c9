package org.tresllaves.server.notices;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Sends every notice of the file when it is due, all at once. One that fails waits for its next time: a second try would be a mail at a time of its own. A
 * time that passed while the server was down or asleep is left out.
 */
public final class Notices implements AutoCloseable {
    /** Sent this late or not at all. */
    private static final Duration LATEST = Duration.ofMinutes(10);
    private static final long TICK = 1000;

    private final NoticeFile file;
    private final Route route;
    private final InstantSource clock;
    private final Supplier<Instant> next;
    private final Consumer<Exception> failed;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();
    private Instant due;

    private Notices(NoticeFile file, InstantSource clock, Supplier<Instant> next, SecureRandom random,
            Consumer<Exception> failed) {
        this.file = file;
        this.route = new Route(file.socks(), random);
        this.clock = clock;
        this.next = next;
        this.failed = failed;
        this.due = next.get();
    }

    /**
     * Starts.
     *
     * @param next when notices are due next, asked at the start and whenever they were
     * @param failed told of each notice that was not taken
     */
    public static Notices start(NoticeFile file, InstantSource clock, Supplier<Instant> next, SecureRandom random,
            Consumer<Exception> failed) {
        Notices notices = new Notices(file, clock, next, random, failed);
        notices.ticks.scheduleAtFixedRate(notices::tick, TICK, TICK, TimeUnit.MILLISECONDS);
        return notices;
    }

    private void tick() {
        Instant now = clock.instant();
        if (now.isBefore(due)) {
            return;
        }
        Instant time = due;
        due = next.get();
        if (Duration.between(time, now).compareTo(LATEST) <= 0) {
            file.notices().forEach(notice -> deliveries.submit(() -> send(notice, time)));
        }
    }

    private void send(Notice notice, Instant time) {
        try {
            notice.send(route, time);
        } catch (IOException | RuntimeException e) {
            failed.accept(e);
        }
    }

    /** Sends each notice once, as it would be at this time, for an operator who wants to see it arrive; empty for one that was taken. */
    public static void sendOnce(NoticeFile file, Instant time, SecureRandom random,
            BiConsumer<String, Optional<Exception>> told) {
        Route route = new Route(file.socks(), random);
        for (Notice notice : file.notices()) {
            try {
                notice.send(route, time);
                told.accept(notice.to(), Optional.empty());
            } catch (IOException | RuntimeException e) {
                told.accept(notice.to(), Optional.of(e));
            }
        }
    }

    @Override
    public void close() {
        ticks.shutdownNow();
        deliveries.shutdownNow();
    }
}
