package org.tresllaves.client;

import java.util.Locale;

/** The server said no, with the one word its answer carries. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public Refused(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** The words a server may answer with (spec: api). */
    public enum Reason {
        /** 400: bytes that break a format. */
        MALFORMED(400),
        /** 401: not logged in, or not for this person. */
        LOGIN(401),
        /** 404: no such thing here. */
        UNKNOWN(404),
        /** 409: this id was used before. */
        USED(409),
        /** 410: the roster the report was sealed for is too old. */
        ROSTER(410),
        /** 413: larger than this server takes. */
        LARGE(413),
        /** 422: well formed, and against the rules. */
        REFUSED(422),
        /** 429: too many open uploads just now. */
        BUSY(429),
        /** 507: no room left. */
        FULL(507),
        /** 503: not ready; try later. */
        LATER(503);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        /** True if the same call may well succeed in a while. */
        public boolean passes() {
            return this == BUSY || this == LATER;
        }

        /** The reason of an answer: its word where it is one of ours, else its status. */
        static Reason of(int status, String body) {
            String word = body.strip().toUpperCase(Locale.ROOT);
            for (Reason reason : values()) {
                if (reason.name().equals(word)) {
                    return reason;
                }
            }
            for (Reason reason : values()) {
                if (reason.status == status) {
                    return reason;
                }
            }
            return LATER;
        }
    }
}
