package org.tresllaves.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends epochs: once a day at a fixed time, or, for trials, each so many seconds. What a day brought becomes visible then and at no other time. A step
 * that fails does not keep the others from being done, and is tried again with the next epoch.
 */
public final class Ticker implements AutoCloseable {
    /** How often the clock is looked at: a machine that slept, or whose clock was set, is late by no more. */
    private static final Duration GLANCE = Duration.ofSeconds(30);

    private final Optional<Duration> epoch;
    private final InstantSource clock;
    private final Journal journal;
    private final List<Step> steps;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /** One thing that is done when an epoch ends. */
    @FunctionalInterface
    public interface Step {
        void run() throws Exception;
    }

    Ticker(Optional<Duration> epoch, InstantSource clock, Journal journal, List<Step> steps) {
        this.epoch = epoch;
        this.clock = clock;
        this.journal = journal;
        this.steps = List.copyOf(steps);
        this.thread = Thread.ofPlatform().name("epochs").daemon().start(this::loop);
    }

    /** Ends an epoch now. */
    synchronized void tick() {
        for (Step step : steps) {
            try {
                step.run();
            } catch (Exception e) {
                journal.failed(e);
            }
        }
    }

    /** When the epoch that {@code now} lies in ends. */
    static Instant next(Optional<Duration> epoch, Instant now) {
        if (epoch.isPresent()) {
            long span = epoch.get().toMillis();
            return Instant.ofEpochMilli((now.toEpochMilli() / span + 1) * span);
        }
        OffsetDateTime today = now.atOffset(ZoneOffset.UTC).with(Settings.BATCH_TIME);
        return (now.isBefore(today.toInstant()) ? today : today.plusDays(1)).toInstant();
    }

    private void loop() {
        Instant due = next(epoch, clock.instant());
        while (!waited(due)) {
            if (!clock.instant().isBefore(due)) {
                tick();
                due = next(epoch, clock.instant());
            }
        }
    }

    /** True when it was closed meanwhile. */
    private boolean waited(Instant due) {
        long left = Duration.between(clock.instant(), due).toMillis();
        try {
            return closed.await(Math.clamp(left, 1, GLANCE.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
