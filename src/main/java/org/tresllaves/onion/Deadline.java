package org.tresllaves.onion;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Closes a connection when a step takes too long: for the whole step, however slowly bytes drip, and for unix sockets too, which know no timeouts. */
public final class Deadline implements AutoCloseable {
    private final Thread watch;
    private final AtomicBoolean passed = new AtomicBoolean();

    public Deadline(Duration time, Closeable connection) {
        watch = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(time);
                passed.set(true);
                connection.close();
            } catch (InterruptedException e) {
                // The step was done in time.
            } catch (IOException e) {
                // Closed all the same.
            }
        });
    }

    public boolean hasPassed() {
        return passed.get();
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
