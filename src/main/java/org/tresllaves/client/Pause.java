package org.tresllaves.client;

import java.time.Duration;

/** Waits between two attempts. A parameter so that a test needs no patience. */
@FunctionalInterface
public interface Pause {
    void of(Duration time) throws InterruptedException;

    /** Really waits. */
    static Pause real() {
        return time -> Thread.sleep(time);
    }
}
