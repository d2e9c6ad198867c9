package org.tresllaves.server;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import org.tresllaves.protocol.Bucket;

/**
 * Everything that can be set about a running server.
 *
 * @param data    the data directory: everything the server writes lies below it
 * @param key     the key file, outside the data directory
 * @param listen  loopback port or unix socket
 * @param epoch   empty: one batch a day at {@link #BATCH_TIME}; else a batch each such span, for trials only
 * @param largest the largest envelope taken
 * @param forms   a folder of questionnaires; empty: those built in
 * @param patience the span of waiting for a caller in which it has to reach {@link #MIN_RATE}
 */
public record Settings(Path data, Path key, Listen listen, Optional<Duration> epoch, Bucket largest,
        Optional<Path> forms, Duration patience) {
    /** When the day's batches are published, UTC. */
    public static final LocalTime BATCH_TIME = LocalTime.of(3, 0);

    /** When notices go out, UTC: long after the batches, so that how long those took does not show. */
    public static final LocalTime NOTICE_TIME = LocalTime.of(4, 0);

    /** Most connections at once; a caller beyond waits in the kernel's queue. */
    public static final int MAX_CONNECTIONS = 10_000;
    /** A connection that says nothing for so long is closed. */
    public static final Duration IDLE = Duration.ofSeconds(60);
    /** Bytes a second below which a body, or the taking of an answer, is given up. */
    public static final int MIN_RATE = 200;
    /** That span, in use: Tor stands still at times, and a kernel lets bytes through by the buffer. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Bytes of an answer that the kernel keeps for a caller who takes them slowly. */
    public static final int SEND_BUFFER = 64 * 1024;
    /** Request line and headers together. */
    public static final int HEADER_LIMIT = 4096;
    /** No body is longer; each call has its own, smaller limit. */
    public static final long BODY_LIMIT = 64L << 20;

    public Settings {
        data = data.toAbsolutePath().normalize();
        key = key.toAbsolutePath().normalize();
        if (key.startsWith(data)) {
            throw new IllegalArgumentException("the key file must lie outside the data directory");
        }
        epoch.ifPresent(span -> {
            if (span.compareTo(Duration.ofMillis(100)) < 0) {
                throw new IllegalArgumentException("an epoch of less than 100 ms");
            }
        });
    }

    /** Scratch space of libraries: inside the data directory, so that nothing lands in the machine's own. */
    public Path scratch() {
        return data.resolve("tmp");
    }
}
