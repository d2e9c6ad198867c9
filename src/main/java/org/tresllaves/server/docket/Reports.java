package org.tresllaves.server.docket;

import java.io.IOException;
import java.util.Optional;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Refused;

/** What the docket needs of the reports the server keeps. */
public interface Reports {
    /** One segment of a published envelope; unknown if there is none. */
    byte[] segment(Eid eid, int index) throws IOException, Refused;

    /** SHA-256 of every segment, one after the other. */
    byte[] digests(Eid eid) throws Refused;

    /** A batch's day key, sealed to this member. */
    Optional<byte[]> sealedDayKey(long batch, Hash who) throws IOException;

    /** How many batches were published: the number of the next one. */
    long batches() throws IOException;
}
