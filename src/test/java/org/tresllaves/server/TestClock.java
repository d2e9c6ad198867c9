package org.tresllaves.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.tresllaves.panel.TestPanel;

/** A clock that a test moves. It starts ten days into the first roster of {@link TestPanel}, at ten in the morning. */
public final class TestClock implements InstantSource {
    static final Instant START = Instant.ofEpochSecond(TestPanel.FROM + 10 * TestPanel.DAY + 36_000);
    private volatile Instant now = START;

    @Override
    public Instant instant() {
        return now;
    }

    public void forward(Duration time) {
        now = now.plus(time);
    }

    public void back() {
        now = START;
    }
}
