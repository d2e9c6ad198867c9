package org.tresllaves.server;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All the server ever says: that it started, that it stopped, and that something of its own failed. A failure is told by its classes and the places in
 * our code, never by its message, which may carry what a caller sent; nothing has a time.
 */
public final class Journal {
    private static final int FRAMES = 6;
    private static final int CAUSES = 4;

    private final PrintStream out;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    public Journal(PrintStream out) {
        this.out = out;
    }

    void say(String text) {
        out.println(text);
    }

    /** Says something that is worth saying once in a run, however often it happens. */
    void once(String text) {
        if (said.add(text)) {
            say(text);
        }
    }

    /** Tells that something failed, without what it failed on. */
    void failed(Throwable failure) {
        StringBuilder line = new StringBuilder("failure:");
        Throwable cause = failure;
        for (int i = 0; i < CAUSES && cause != null; i++) {
            line.append(i == 0 ? " " : " < ").append(cause.getClass().getName());
            Arrays.stream(cause.getStackTrace()).filter(f -> f.getClassName().startsWith("org.tresllaves."))
                    .limit(FRAMES).forEach(f -> line.append(' ').append(f.getFileName()).append(':').append(f
                            .getLineNumber()));
            cause = cause.getCause();
        }
        out.println(line);
    }
}
