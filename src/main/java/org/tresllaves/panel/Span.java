package org.tresllaves.panel;

import java.util.ArrayList;
import java.util.List;
import org.tresllaves.crypto.Pieces;
import org.tresllaves.protocol.Manifest;

/**
 * A stretch of a report's plaintext that is looked at in one go. The spans of a report follow each other without a gap, from its first byte to its
 * last.
 *
 * @param file the file it is a piece of, {@link #HEAD} or {@link #PADDING}
 * @param piece which piece of the file
 */
record Span(long from, int length, int file, int piece) {
    /** Length and manifest. */
    static final int HEAD = -1;
    static final int PADDING = -2;

    static List<Span> of(Manifest manifest, long start, long plain) {
        List<Span> spans = new ArrayList<>();
        add(spans, start, HEAD);
        for (int file = 0; file < manifest.files().size(); file++) {
            add(spans, manifest.files().get(file).size(), file);
        }
        add(spans, plain - spans.getLast().end(), PADDING);
        return spans;
    }

    private static void add(List<Span> spans, long length, int file) {
        long from = spans.isEmpty() ? 0 : spans.getLast().end();
        for (int piece = 0; piece < Pieces.count(length); piece++) {
            long at = (long) piece * Pieces.PIECE;
            spans.add(new Span(from + at, (int) Math.min(Pieces.PIECE, length - at), file, piece));
        }
    }

    long end() {
        return from + length;
    }
}
