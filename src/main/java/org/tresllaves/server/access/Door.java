package org.tresllaves.server.access;

import jakarta.servlet.http.HttpServletRequest;

/** Which listener a call came in by, and so which calls there are. Told by the listener itself, never by anything a caller sends. */
public enum Door {
    /** The one listener of a server on loopback: every call. */
    BOTH,
    /** The sources' onion service: nobody can log in here. */
    SOURCES,
    /** The docket's onion service: nothing can be handed in here. */
    DOCKET;

    /** The request attribute under which the listener writes it. */
    public static final String ATTRIBUTE = "org.tresllaves.door";

    /** A call whose door is not known is a mistake of ours, and goes nowhere. */
    static Door of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Door door) {
            return door;
        }
        throw new IllegalStateException("a call without a door");
    }

    boolean isForSources() {
        return this != DOCKET;
    }

    boolean isForPeople() {
        return this != SOURCES;
    }
}
