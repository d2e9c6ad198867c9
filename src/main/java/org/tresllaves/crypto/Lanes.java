package org.tresllaves.crypto;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.tresllaves.protocol.Malformed;

/** Numbered pieces of work on several cores in constant memory: each lane has buffers and ciphers of its own. The first failure stops all lanes. */
public final class Lanes {
    private static final int MOST = 8;

    private Lanes() {
    }

    /** What one lane does with piece {@code number}. */
    @FunctionalInterface
    public interface Lane {
        void run(long number) throws IOException, Malformed;
    }

    /** Runs pieces 0 to count - 1, each once, in no particular order; returns when all are done. */
    public static void run(long count, Supplier<Lane> lanes) throws IOException, Malformed {
        int threads = (int) Math.min(count, Math.min(MOST, Runtime.getRuntime().availableProcessors()));
        AtomicLong next = new AtomicLong();
        if (threads <= 1) {
            work(lanes.get(), next, count);
            return;
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    work(lanes.get(), next, count);
                    return null;
                }));
            }
            await(running);
        }
    }

    private static void work(Lane lane, AtomicLong next, long count) throws IOException, Malformed {
        try {
            for (long number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                lane.run(number);
            }
        } finally {
            next.addAndGet(count);
        }
    }

    private static void await(List<Future<?>> running) throws IOException, Malformed {
        try {
            for (Future<?> lane : running) {
                lane.get();
            }
        } catch (InterruptedException e) {
            running.forEach(lane -> lane.cancel(true));
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case Malformed cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
