package org.tresllaves.source;

import java.io.IOException;
import java.util.Arrays;

/**
 * A report's plaintext (spec: envelope): length and manifest, then the files, zeros to the end.
 *
 * @param head length and manifest
 * @param length of everything, padding included
 */
record Plaintext(byte[] head, Attachments files, long length) {

    /** Copies {@code count} bytes from {@code from} on to the beginning of {@code to}. */
    void read(long from, byte[] to, int count) throws IOException {
        int at = 0;
        if (from < head.length) {
            at = (int) Math.min(count, head.length - from);
            System.arraycopy(head, (int) from, to, 0, at);
        }
        long inFiles = from + at - head.length;
        int read = (int) Math.max(0, Math.min(count - at, files.length() - inFiles));
        files.read(inFiles, to, at, read);
        Arrays.fill(to, at + read, count, (byte) 0);
    }

    /** How many more bytes would have fitted. */
    long padding() {
        return length - head.length - files.length();
    }
}
