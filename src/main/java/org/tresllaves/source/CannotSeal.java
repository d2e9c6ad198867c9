package org.tresllaves.source;

/** A draft that cannot become a report as it is. Says what the source can change; its message names nothing of the draft. */
public final class CannotSeal extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Reason {
        /** Text, answers and list of files are longer than 64 KiB: {@link #over()} bytes too long. */
        TEXT_TOO_LONG,
        /** The files do not fit the largest report: {@link #over()} bytes too many. */
        TOO_LARGE,
        /** More than 64 files. */
        TOO_MANY_FILES,
        /** {@link #about()} is no readable file. */
        NOT_A_FILE,
        /** {@link #about()} has a name a report cannot carry. */
        FILE_NAME,
        /** {@link #about()} changed while it was being sealed. */
        FILE_CHANGED,
        /** The identity is longer than 4,094 bytes: {@link #over()} bytes too long. */
        IDENTITY_TOO_LONG,
        /** The text, an answer or another field breaks a rule of the manifest: {@link #about()} names it. */
        CONTENT,
        /** {@link #about()} is the index of nobody on the panel. */
        NOBODY,
        /** The panel has fewer than four people who can be drawn, so it offers no exclusion. */
        EXCLUSION_NOT_OFFERED,
        /** More members of the bench {@link #about()} are excluded than its rule allows, or nobody is left to be drawn. */
        TOO_MANY_EXCLUDED
    }

    private final Reason reason;
    private final String about;
    private final long over;

    CannotSeal(Reason reason) {
        this(reason, "", 0);
    }

    CannotSeal(Reason reason, String about) {
        this(reason, about, 0);
    }

    CannotSeal(Reason reason, long over) {
        this(reason, "", over);
    }

    private CannotSeal(Reason reason, String about, long over) {
        super(reason.name(), null, false, false);
        this.reason = reason;
        this.about = about;
        this.over = over;
    }

    public Reason reason() {
        return reason;
    }

    /** A file's, bench's or field's name, for the source's eyes. */
    public String about() {
        return about;
    }

    public long over() {
        return over;
    }
}
