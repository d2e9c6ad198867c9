package org.tresllaves.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Why a server refuses a call (spec: api). The word, padded with spaces to 32 bytes, is the whole answer: it says what the caller can do about it and
 * nothing about what the server holds.
 */
public enum Refusal {
    /** Not a request this call can have: shape, length, header, verb. */
    MALFORMED("malformed"),
    /** No session, or not one for this call. Calls that do not exist answer the same. */
    LOGIN("login"),
    /** There is nothing under that name. */
    UNKNOWN("unknown"),
    /** The name is taken, by something else. */
    USED("used"),
    /** Sealed to a roster that is no longer taken: fetch the current one. */
    ROSTER("roster"),
    /** Longer than the call allows. */
    LARGE("large"),
    /** Well formed, and against a rule of the panel. */
    REFUSED("refused"),
    /** Too many at once: try again. */
    BUSY("busy"),
    /** Not now: not open yet, or a failure of the server's own. */
    LATER("later"),
    /** No room, said before the first byte goes up. */
    FULL("full");

    /** Length of every refusal's body. */
    public static final int LENGTH = 32;

    private final String word;

    Refusal(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** The word in ASCII, padded with spaces to 32 bytes. */
    public byte[] body() {
        byte[] body = new byte[LENGTH];
        Arrays.fill(body, (byte) ' ');
        byte[] ascii = word.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, body, 0, ascii.length);
        return body;
    }

    /** The refusal with exactly this body, if there is one. */
    public static Optional<Refusal> ofBody(byte[] body) {
        return Arrays.stream(values()).filter(refusal -> Arrays.equals(refusal.body(), body)).findFirst();
    }
}
