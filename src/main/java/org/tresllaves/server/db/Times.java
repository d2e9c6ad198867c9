package org.tresllaves.server.db;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** When files and directories were read and written (design: data). The database's own files are left alone: the beat writes them each second. */
public final class Times {
    private static final FileTime NEVER = FileTime.fromMillis(0);

    private Times() {
    }

    /** Sets the times of everything below this directory, and of itself, to 1970. What vanishes meanwhile is no matter. */
    public static void forget(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!file.getFileName().toString().startsWith(Database.FILE)) {
                    set(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @org.jspecify.annotations.Nullable IOException e) {
                set(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void set(Path path) {
        try {
            Files.getFileAttributeView(path, BasicFileAttributeView.class).setTimes(NEVER, NEVER, null);
        } catch (IOException e) {
            // Gone, or not ours: nothing of the server's is kept there.
        }
    }
}
