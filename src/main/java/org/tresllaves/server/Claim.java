package org.tresllaves.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.tresllaves.server.db.Times;

/** The lock on a data directory: one server at a time keeps a chest in order. Ends with the process; when it is given up, files forget their times. */
final class Claim implements AutoCloseable {
    private final Path data;
    private final FileChannel channel;

    private Claim(Path data, FileChannel channel) {
        this.data = data;
        this.channel = channel;
    }

    /** Claims the directory, or fails because somebody else has it. */
    static Claim on(Path data) throws IOException {
        FileChannel channel = FileChannel
                .open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return new Claim(data, channel);
            }
        } catch (OverlappingFileLockException e) {
            // Somebody in this very process has it.
        }
        channel.close();
        throw new IOException(Texts.get("error.running"));
    }

    /** Says that the claim still holds. */
    void check() throws IOException {
        if (!channel.isOpen()) {
            throw new IOException(Texts.get("error.running"));
        }
    }

    @Override
    public void close() {
        try {
            Times.forget(data);
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
