package org.tresllaves.server.notices;

import java.io.IOException;
import java.time.Instant;

/** One standing notice to one place. What it sends follows from the file and the hour it is due, and from nothing else. */
public interface Notice {
    /** Sends what is due at this time; an exception if it was not taken. */
    void send(Route route, Instant due) throws IOException;

    /** Where it goes, for the operator's own eyes. */
    String to();
}
