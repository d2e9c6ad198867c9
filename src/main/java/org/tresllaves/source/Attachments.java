package org.tresllaves.source;

import java.io.IOException;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tresllaves.crypto.Pieces;
import org.tresllaves.protocol.Manifest;

/** The files of a draft, open while it is sealed. Read twice: once for their hashes, which stand before them, and once to be sealed. */
final class Attachments implements AutoCloseable {
    private static final String ANY_TYPE = "application/octet-stream";

    /** One open file and what it looked like when it was hashed. */
    private record Open(Path path, FileChannel channel, long size, FileTime modified) {
    }

    private final List<Open> open = new ArrayList<>();

    private Attachments() {
    }

    static Attachments open(List<Path> paths) throws IOException, CannotSeal {
        if (paths.size() > Manifest.MAX_FILES) {
            throw new CannotSeal(CannotSeal.Reason.TOO_MANY_FILES);
        }
        Attachments files = new Attachments();
        try {
            for (Path path : paths) {
                files.add(path);
            }
            return files;
        } catch (IOException | CannotSeal | RuntimeException e) {
            files.close();
            throw e;
        }
    }

    private void add(Path path) throws IOException, CannotSeal {
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new CannotSeal(CannotSeal.Reason.NOT_A_FILE, String.valueOf(path.getFileName()));
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        open.add(new Open(path, channel, channel.size(), Files.getLastModifiedTime(path)));
    }

    long length() {
        return open.stream().mapToLong(Open::size).sum();
    }

    /** Reads them all once. */
    List<Manifest.Attachment> list() throws IOException, CannotSeal {
        List<Manifest.Attachment> list = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Open file : open) {
            String name = name(file.path, names);
            list.add(new Manifest.Attachment(name, type(name), file.size, Pieces.fileHash(file.channel, file.size)));
        }
        return list;
    }

    /** Reads from the files as if they were one, starting at {@code position}. */
    void read(long position, byte[] to, int offset, int length) throws IOException {
        long start = 0;
        int at = offset;
        int end = offset + length;
        for (Open file : open) {
            long within = position + (at - offset) - start;
            if (at < end && within < file.size) {
                int count = (int) Math.min(end - at, file.size - within);
                Pieces.read(file.channel, within, to, at, count);
                at += count;
            }
            start += file.size;
        }
    }

    /** Refuses when a file is no longer what was hashed: its reader would be told that it is damaged. */
    void checkUnchanged() throws IOException, CannotSeal {
        for (Open file : open) {
            boolean same = file.channel.size() == file.size
                    && Files.getLastModifiedTime(file.path).equals(file.modified);
            if (!same) {
                throw new CannotSeal(CannotSeal.Reason.FILE_CHANGED, String.valueOf(file.path.getFileName()));
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Open file : open) {
            file.channel.close();
        }
    }

    private static String name(Path path, Set<String> taken) throws CannotSeal {
        String base = Normalizer.normalize(String.valueOf(path.getFileName()), Normalizer.Form.NFC);
        String name = base;
        for (int copy = 2; taken.contains(name); copy++) {
            int dot = base.lastIndexOf('.') > 0 ? base.lastIndexOf('.') : base.length();
            name = base.substring(0, dot) + " (" + copy + ")" + base.substring(dot);
        }
        if (!Manifest.isFileName(name)) {
            throw new CannotSeal(CannotSeal.Reason.FILE_NAME, base);
        }
        taken.add(name);
        return name;
    }

    private static String type(String name) {
        String guess = URLConnection.guessContentTypeFromName(name.toLowerCase(Locale.ROOT));
        return guess != null && Manifest.isFileType(guess) ? guess : ANY_TYPE;
    }
}
