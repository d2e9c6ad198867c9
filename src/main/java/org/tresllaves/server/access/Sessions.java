package org.tresllaves.server.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tresllaves.crypto.Derive;
import org.tresllaves.protocol.Hash;

/**
 * Who is logged in: in memory only, by the hash of a random token, for 15 minutes from the log-in. A restart ends every session. A person has at most
 * four; a fifth ends the oldest, so that a lost session never keeps its owner out.
 */
public final class Sessions {
    static final Duration LIFE = Duration.ofMinutes(15);
    static final int PER_PERSON = 4;

    private final InstantSource clock;
    private final SecureRandom random;
    private final Map<Hash, Session> byToken = new HashMap<>();
    private final Map<Hash, Deque<Hash>> byPerson = new HashMap<>();

    private record Session(Hash who, Instant end) {
    }

    public Sessions(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /** Opens a session; the token is known to its holder alone. */
    synchronized byte[] open(Hash who) {
        sweep();
        byte[] token = new byte[Hash.LENGTH];
        random.nextBytes(token);
        Hash name = name(token);
        Deque<Hash> own = byPerson.computeIfAbsent(who, w -> new ArrayDeque<>());
        own.addLast(name);
        byToken.put(name, new Session(who, clock.instant().plus(LIFE)));
        while (own.size() > PER_PERSON) {
            byToken.remove(own.removeFirst());
        }
        return token;
    }

    /** Whose session this is, while it lasts. */
    synchronized Optional<Hash> who(byte[] token) {
        return Optional.ofNullable(byToken.get(name(token))).filter(this::lives).map(Session::who);
    }

    /** Ends a session; ending one that does not exist is no different. */
    synchronized void close(byte[] token) {
        byToken.remove(name(token));
        sweep();
    }

    private boolean lives(Session session) {
        return clock.instant().isBefore(session.end());
    }

    private void sweep() {
        byToken.values().removeIf(session -> !lives(session));
        byPerson.values().forEach(own -> own.removeIf(name -> !byToken.containsKey(name)));
        byPerson.values().removeIf(Deque::isEmpty);
    }

    /** Looked up by its hash, so that the time a look-up takes says nothing about a token. */
    private static Hash name(byte[] token) {
        return Hash.of(Derive.sha256().digest(token));
    }
}
