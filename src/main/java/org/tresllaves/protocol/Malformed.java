package org.tresllaves.protocol;

/** Input that breaks a format: the one checked exception of every parser. The first violation found is the one named. */
public final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Flaw flaw;

    public Malformed(Flaw flaw) {
        super(flaw.getClass().getSimpleName() + "." + flaw.name(), null, false, false);
        this.flaw = flaw;
    }

    /** Which rule was broken, from the enum of the format that was being read. */
    public Flaw flaw() {
        return flaw;
    }
}
