package org.tresllaves.server.access;

import java.util.Optional;
import org.tresllaves.protocol.Hash;

/** Who is on the current roster. Asked on every call, so that somebody who was removed is out at once. */
@FunctionalInterface
public interface Roll {
    /** The person with this {@code who = H("who" | Ed25519 key)}, if on the current roster. */
    Optional<Entry> find(Hash who);

    /** What a log-in needs to know of a person. */
    record Entry(byte[] ed25519, Role role) {
    }

    /** What a person may do follows from the line it stands on. */
    enum Role {
        MEMBER, READER
    }
}
