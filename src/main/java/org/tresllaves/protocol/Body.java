package org.tresllaves.protocol;

import java.io.IOException;
import java.io.InputStream;

/** Reading a call's body of a known or bounded length. */
public final class Body {
    private Body() {
    }

    /** Exactly so many bytes; shorter is malformed, longer is large. */
    public static byte[] exactly(InputStream in, int length) throws IOException, Refused {
        byte[] body = atMost(in, length);
        if (body.length < length) {
            throw new Refused(Refusal.MALFORMED);
        }
        return body;
    }

    /** Everything there is, unless it is longer than {@code limit}. */
    public static byte[] atMost(InputStream in, int limit) throws IOException, Refused {
        byte[] body = in.readNBytes(limit);
        if (body.length == limit && in.read() >= 0) {
            throw new Refused(Refusal.LARGE);
        }
        return body;
    }
}
