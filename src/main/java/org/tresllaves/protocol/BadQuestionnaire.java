package org.tresllaves.protocol;

/** A questionnaire that breaks its format (spec: questionnaire): which file, which line of it, which rule, and the key or id concerned. */
public final class BadQuestionnaire extends Exception {
    private static final long serialVersionUID = 1L;

    /** What can be wrong, as the page of the format lists it. */
    public enum Flaw implements org.tresllaves.protocol.Flaw {
        TRUNCATED, TOO_LONG, FILES, UTF8, JSON, KEY, TYPE, LIMIT, ID, SAME_ID, FIELD_TYPE, REFERENCE, ORDER, ANSWERS, TEXT_MISSING, TEXT_UNKNOWN, TEXT
    }

    private final String file;
    private final int line;
    private final Flaw flaw;
    private final String what;

    BadQuestionnaire(String file, int line, Flaw flaw, String what) {
        super(file + ":" + line + ": " + flaw + " " + what, null, false, false);
        this.file = file;
        this.line = line;
        this.flaw = flaw;
        this.what = what;
    }

    /** The file's name below the folder, {@code es/core.json}. */
    public String file() {
        return file;
    }

    /** From 1. */
    public int line() {
        return line;
    }

    public Flaw flaw() {
        return flaw;
    }

    /** The key, id or name concerned; empty where there is none. */
    public String what() {
        return what;
    }
}
