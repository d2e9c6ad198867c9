package org.tresllaves.panel;

import java.nio.charset.StandardCharsets;

/**
 * A name under which a file of a report is written. Begins with the file's number, so that it is never hidden, never an option, never a device and never
 * the same as another on any file system; keeps as much of the source's own name as every file system takes.
 */
final class SafeName {
    private static final int MAX = 200;
    private static final String FORBIDDEN = "<>:\"|?*/\\";

    private SafeName() {
    }

    static String of(int number, String name) {
        StringBuilder clean = new StringBuilder();
        name.codePoints().map(SafeName::safe).forEach(clean::appendCodePoint);
        String kept = clean.toString().strip();
        int dot = kept.lastIndexOf('.');
        String extension = dot > 0 && kept.length() - dot <= 12 ? kept.substring(dot) : "";
        String stem = kept.substring(0, kept.length() - extension.length());
        while (utf8(stem) + utf8(extension) > MAX) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        String joined = "%02d-%s".formatted(number, stem + extension);
        return joined.endsWith(".") ? joined.substring(0, joined.length() - 1) + "_" : joined;
    }

    private static int safe(int c) {
        boolean good = c >= 0x20 && (c < 0x7f || c > 0x9f) && FORBIDDEN.indexOf(c) < 0
                && Character.getType(c) != Character.FORMAT && Character.getType(c) != Character.PRIVATE_USE
                && Character.getType(c) != Character.UNASSIGNED;
        return good ? c : '_';
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
