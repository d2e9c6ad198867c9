package org.tresllaves.server.page;

/** Something the server would hand out is not what it must be: the server does not start, and its operator is told which file, and where in it. */
public final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final String reason;

    Unfit(String file, String reason) {
        super(file + ": " + reason, null, false, false);
        this.file = file;
        this.reason = reason;
    }

    public String file() {
        return file;
    }

    /** A flaw's name, with the line where there is one. */
    public String reason() {
        return reason;
    }
}
