package org.tresllaves.server.notices;

/** The file of notices cannot be used: what is wrong, and on which line. */
public final class BadNoticeFile extends Exception {
    private static final long serialVersionUID = 1L;

    /** What can be wrong, in the order in which it is looked at. */
    public enum Reason {
        /** The file is not there or cannot be read. */
        READ,
        /** Others than its owner may read or write it; it holds a password. */
        PRIVATE,
        /** Longer than 64 KiB, not UTF-8, or more than 64 notices. */
        LONG,
        /** The first line is not the type. */
        FIRST_LINE,
        /** A word that begins no line of this format. */
        KEY,
        /** A line that may stand once only. */
        TWICE,
        /** A value of the wrong form; the key is told. */
        VALUE,
        /** A line that is needed beside the others is not there; its key is told. */
        MISSING
    }

    private final Reason reason;
    private final int line;
    private final String key;

    BadNoticeFile(Reason reason, int line, String key) {
        super(reason + " " + line + " " + key, null, false, false);
        this.reason = reason;
        this.line = line;
        this.key = key;
    }

    public Reason reason() {
        return reason;
    }

    /** From 1; 0 where it is about the whole file. */
    public int line() {
        return line;
    }

    /** The key it is about; empty where it is about none. Never a value, which might be a password. */
    public String key() {
        return key;
    }
}
