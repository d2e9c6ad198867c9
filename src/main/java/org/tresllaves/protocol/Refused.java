package org.tresllaves.protocol;

/** A call the server does not carry out. It has no message and no stack: nothing of the request can ride along into a log. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    public Refused(Refusal refusal) {
        super(refusal.word(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
