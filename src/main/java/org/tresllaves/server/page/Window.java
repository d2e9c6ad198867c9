package org.tresllaves.server.page;

import java.io.IOException;
import java.io.InputStream;

/** The next so many bytes of a stream, as a stream that ends there. */
final class Window extends InputStream {
    private final InputStream in;
    private int left;

    Window(InputStream in, int length) {
        this.in = in;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        int next = left == 0 ? -1 : in.read();
        left -= next < 0 ? 0 : 1;
        return next;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = left == 0 ? -1 : in.read(into, at, Math.min(left, length));
        left -= Math.max(count, 0);
        return count;
    }
}
