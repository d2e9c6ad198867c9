package org.tresllaves.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads what a person gives: bounded, strictly UTF-8 where it is text, and with an error that names the file. */
final class Input {
    private Input() {
    }

    /** A small file, whole. */
    static byte[] bytes(Path file, int limit) throws Stop {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new Stop(Problem.FILE_TOO_LONG, file, limit);
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new Stop(Problem.FILE_MISSING, file);
        } catch (IOException e) {
            throw new Stop(Problem.FILE_UNREADABLE, file);
        }
    }

    /** A text file, or standard input for "-"; a byte order mark at its start is dropped. */
    static String text(String file, Run run, int limit) throws Stop, IOException {
        byte[] bytes = file.equals("-") ? run.terminal().in().readNBytes(limit + 1) : bytes(Path.of(file), limit);
        if (bytes.length > limit) {
            throw new Stop(Problem.TEXT_TOO_LONG, limit);
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new Stop(Problem.FILE_NOT_UTF8, file);
        }
    }
}
