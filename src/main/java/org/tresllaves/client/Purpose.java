package org.tresllaves.client;

/** What a connection is for. Two purposes never share a connection or a Tor circuit. */
public enum Purpose {
    ROSTER, REPORT, VISIT, DOCKET
}
