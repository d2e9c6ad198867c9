package org.tresllaves.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Optional;

/** The person's end of a run: data goes out, talk goes to the side, questions only where somebody can answer them. */
interface Terminal {
    /** Data: what another program may read. Nothing else is ever printed here. */
    PrintStream out();

    /** Standard input, for a report's or a reply's text. */
    InputStream in();

    /** One line of talk, on standard error. */
    void say(String line);

    /** True if a person sits at the keyboard and can be asked. */
    boolean canAsk();

    /** Asks for a line that may be seen on the screen; empty at the end of input. */
    Optional<String> ask(String prompt) throws IOException;

    /** Asks for a line that is not shown while it is typed; empty at the end of input. */
    Optional<char[]> askHidden(String prompt) throws IOException;

    /** True if a line of talk can be drawn over: a real terminal that is not "dumb". */
    boolean canRedraw();

    /** Draws over the line drawn before; only where {@link #canRedraw()}. An empty line wipes it. */
    void redraw(String line);
}
