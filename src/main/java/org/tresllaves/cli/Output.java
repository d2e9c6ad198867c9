package org.tresllaves.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that appears whole or not at all: written beside its place under another name, readable by its owner only, moved when {@link #keep()} is
 * called and deleted otherwise, also when the run is interrupted. An existing file is never replaced unless asked by name.
 */
final class Output implements AutoCloseable {
    private final Path target;
    private final Path draft;
    private final OutputStream stream;
    private final boolean replacing;

    private Output(Path target, boolean replacing) throws IOException {
        this.target = target.toAbsolutePath();
        this.replacing = replacing;
        Path folder = this.target.getParent();
        draft = Files.createTempFile(folder == null ? Path.of(".") : folder, ".tresllaves-", ".part");
        draft.toFile().deleteOnExit();
        stream = Files.newOutputStream(draft);
    }

    /** Starts a new file; one that is there already stops the run before any work is done. */
    static Output to(Path target) throws Stop {
        if (Files.exists(target)) {
            throw new Stop(Problem.FILE_EXISTS, target);
        }
        return open(target, false);
    }

    /** Starts a file that will take the place of the one that is there. */
    static Output replacing(Path target) throws Stop {
        return open(target, true);
    }

    private static Output open(Path target, boolean replacing) throws Stop {
        try {
            return new Output(target, replacing);
        } catch (IOException e) {
            throw new Stop(Problem.DISK, target);
        }
    }

    OutputStream stream() {
        return stream;
    }

    Path draft() {
        return draft;
    }

    /** Everything is written: let the file appear. */
    void keep() throws IOException {
        stream.close();
        if (replacing) {
            move();
            return;
        }
        try {
            Files.createLink(target, draft); // unlike a move, a link never takes the place of a file that appeared meanwhile
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            move();
        }
    }

    private void move() throws IOException {
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() {
        try (stream) {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            // The draft is deleted again when the process ends.
        }
    }

    /** Writes a whole small file. */
    static void write(Path target, byte[] content) throws Stop {
        try (Output output = to(target)) {
            output.stream().write(content);
            output.keep();
        } catch (IOException e) {
            throw new Stop(Problem.DISK, target);
        }
    }
}
