package org.tresllaves.client;

/** The server answered with something that does not check out. Nothing of the answer is returned. */
public final class Untrue extends Exception {
    private static final long serialVersionUID = 1L;

    private final What what;

    public Untrue(What what) {
        super(what.name(), null, false, false);
        this.what = what;
    }

    public What what() {
        return what;
    }

    /** Which part of the answer. */
    public enum What {
        /** An answer longer, shorter or shaped otherwise than the spec says. */
        SHAPE,
        /** The chain starts with another panel than the one the caller trusts. */
        PANEL,
        /** A roster that does not follow from the one before. */
        ROSTER,
        /** The promise is not signed by the server's log key, or is about something else. */
        PROMISE,
        /** A note on the docket that is not signed or not a note. */
        DOCKET,
        /** A batch of the intake log that is unsorted, of a wrong size or unsigned. */
        INTAKE,
        /** A board batch whose digest is not on the docket. */
        BOARD,
        /** A segment that is not the one the envelope's hash names. */
        SEGMENT
    }
}
