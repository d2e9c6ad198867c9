package org.tresllaves.panel;

/** A request, bundle or opening that a client of the panel will not go along with, and why (spec: opening). */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    /** The checks of a request, in the order in which they are made, and after them those of a reader. */
    public enum Reason {
        ROSTER_NOT_CURRENT, NOT_AFTER, CLOSED, UNKNOWN_READER_KEY, READER_KEY_OF_ANOTHER, READER_KEY_EXPIRED, READER_NOT_FIRST, SLOTS_DIFFER, TOO_MANY_SLOTS, SAME_EID, NOT_A_MEMBER, ALREADY_ANSWERED, DAY_KEY, NOT_CLOSED, NOT_A_READER, READER_SEED_GONE, NOT_APPROVED, BUNDLE
    }

    private final Reason reason;

    public Refused(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    static void unless(boolean holds, Reason reason) throws Refused {
        if (!holds) {
            throw new Refused(reason);
        }
    }
}
