package org.tresllaves.server.db;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The writer's thread: takes what waits, up to 512 pieces of work, into one transaction and one sync. Each second it commits whether or not there was
 * anything, and cuts the log, so that neither tells when something came.
 */
final class Writer {
    private static final int GROUP = 512;
    private static final long BEAT = Duration.ofSeconds(1).toNanos();

    private record Job<T>(Database.Work<T> work, CompletableFuture<T> done) {
    }

    private final Connection connection;
    private final boolean truncates;
    private final LinkedBlockingQueue<Job<?>> queue = new LinkedBlockingQueue<>();
    private final List<Database.Flush> flushes = new CopyOnWriteArrayList<>();
    private final SecureRandom noise = new SecureRandom();
    private volatile boolean closed;
    private volatile boolean ended;
    /** Whether a transaction is open for the next turn. */
    private boolean begun = true;
    private final Thread thread;

    private Writer(Connection connection, boolean truncates) {
        this.connection = connection;
        this.truncates = truncates;
        this.thread = Thread.ofPlatform().name("writer").daemon().unstarted(this::loop);
    }

    static Writer start(Connection connection, boolean truncates) {
        Writer writer = new Writer(connection, truncates);
        writer.thread.start();
        return writer;
    }

    void beforeCommit(Database.Flush flush) {
        flushes.add(flush);
    }

    <T> T run(Database.Work<T> work) throws IOException {
        CompletableFuture<T> done = new CompletableFuture<>();
        if (closed) {
            throw new IOException("the database is closed");
        }
        queue.add(new Job<>(work, done));
        if (ended) {
            failQueued();
        }
        try {
            return done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while writing", e);
        } catch (ExecutionException e) {
            throw new IOException("writing to the database", e.getCause());
        }
    }

    private void loop() {
        List<Job<?>> group = new ArrayList<>();
        try {
            turns(group);
        } finally {
            closed = true;
            ended = true;
            group.forEach(Writer::fail);
            failQueued();
        }
    }

    private void failQueued() {
        for (Job<?> job = queue.poll(); job != null; job = queue.poll()) {
            fail(job);
        }
    }

    private static void fail(Job<?> job) {
        job.done().completeExceptionally(new IOException("the database is closed"));
    }

    private void turns(List<Job<?>> group) {
        long next = System.nanoTime() + BEAT;
        while (!closed || !queue.isEmpty()) {
            take(group, next - System.nanoTime());
            boolean beat = next - System.nanoTime() <= 0;
            if (beat) {
                group.add(new Job<>(this::beat, new CompletableFuture<>()));
                next = System.nanoTime() + BEAT;
            }
            commit(group);
            group.clear();
            if (beat) {
                truncate();
            }
        }
    }

    private void take(List<Job<?>> group, long wait) {
        try {
            Job<?> first = queue.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
            if (first != null) {
                group.add(first);
                queue.drainTo(group, GROUP - 1);
            }
        } catch (InterruptedException e) {
            // Only close() interrupts; the loop's condition says what to do.
        }
    }

    private void commit(List<Job<?>> group) {
        if (group.isEmpty()) {
            return;
        }
        List<Runnable> outcomes = new ArrayList<>();
        try {
            begin();
            for (Database.Flush flush : flushes) {
                flush.run();
            }
            for (Job<?> job : group) {
                outcomes.add(attempt(job));
            }
            connection.commit();
        } catch (SQLException | IOException | RuntimeException e) {
            rollback();
            outcomes.clear();
            group.forEach(job -> job.done().completeExceptionally(e));
        }
        outcomes.forEach(Runnable::run);
    }

    /** One failing piece of work takes only itself back; whatever breaks the transaction fails the group. */
    private <T> Runnable attempt(Job<T> job) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            T result = job.work().run(connection);
            connection.releaseSavepoint(before);
            return () -> job.done().complete(result);
        } catch (SQLException | RuntimeException e) {
            connection.rollback(before);
            return () -> job.done().completeExceptionally(e);
        }
    }

    /** What one turn could not begin the next one does, before any work is done outside a transaction. */
    private void begin() throws SQLException {
        if (!begun) {
            Database.execute(connection, "BEGIN IMMEDIATE");
            begun = true;
        }
    }

    private void rollback() {
        try {
            connection.rollback();
            begun = true;
        } catch (SQLException e) {
            begun = false; // the engine has already taken it back
        }
    }

    private boolean beat(Connection on) throws SQLException {
        byte[] bytes = new byte[32];
        noise.nextBytes(bytes);
        try (PreparedStatement update = on.prepareStatement("UPDATE beat SET noise = ? WHERE id = 1")) {
            update.setBytes(1, bytes);
            return update.executeUpdate() == 1;
        }
    }

    /** A reader in the way, or a full disk, leaves it to the next second. */
    private void truncate() {
        if (!truncates) {
            return;
        }
        try {
            connection.setAutoCommit(true);
            Database.execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            // Tried again with the next beat.
        } finally {
            manual();
        }
    }

    private void manual() {
        try {
            connection.setAutoCommit(false);
            begun = true;
        } catch (SQLException e) {
            begun = false;
        }
    }

    void close() throws IOException {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
            truncate();
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new IOException("closing the database", e);
        }
    }
}
