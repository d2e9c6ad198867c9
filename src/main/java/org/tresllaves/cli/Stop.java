package org.tresllaves.cli;

/** Ends a run with a problem that has a text and a next step; the values fill its {0}, {1}... Never holds a word, a passphrase or a report's text. */
final class Stop extends Exception {
    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final transient Object[] values;

    Stop(Problem problem, Object... values) {
        super(problem.name(), null, false, false);
        this.problem = problem;
        this.values = values;
    }

    Problem problem() {
        return problem;
    }

    Object[] values() {
        return values.clone();
    }
}
