package org.tresllaves.server.db;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Something could not be written because the disk has no room. Nothing of it was kept; it may be tried again once there is room. */
public final class DiskFull extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int SQLITE_FULL = 13;
    private static final long NOTHING = 1 << 20;

    private DiskFull(IOException cause) {
        super("the disk is full", cause);
    }

    /** What to throw for a failure to write below this directory: this, if there is no room, else the failure itself. */
    public static IOException orSame(Path directory, IOException failure) {
        return failure instanceof DiskFull || !isFull(failure) && directory.toFile().getUsableSpace() >= NOTHING
                ? failure
                : new DiskFull(failure);
    }

    private static boolean isFull(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && (sql.getErrorCode() & 0xff) == SQLITE_FULL) {
                return true;
            }
        }
        return false;
    }
}
