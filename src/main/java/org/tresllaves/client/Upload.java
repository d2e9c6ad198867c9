package org.tresllaves.client;

import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;
import org.tresllaves.protocol.VerifierKey;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.BitSet;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Promise;

/**
 * Sends one sealed envelope, segment by segment, and goes on at the next missing one after every break (spec: upload). Gives up after ten attempts in a
 * row that moved nothing.
 */
public final class Upload {
    private static final int FRUITLESS = 10;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final Server server;
    private final Pause pause;
    private final Progress progress;

    public Upload(Server server, Pause pause, Progress progress) {
        this.server = server;
        this.pause = pause;
        this.progress = progress;
    }

    /** A sealed envelope as the sender holds it. */
    public interface Sealed {
        Eid eid();

        Hash rosterHash();

        Bucket bucket();

        Hash envelopeHash();

        Hash rtag();

        /** The bytes of segment k; may be asked for again after a break. */
        byte[] segment(int k) throws IOException;
    }

    /** Told as bytes arrive. */
    @FunctionalInterface
    public interface Progress {
        void at(long done, long total);

        /** Told before each wait after a break; {@code attempt} counts from 1. */
        default void broke(int attempt, Duration wait) {
        }
    }

    /** What one attempt is about. */
    @FunctionalInterface
    private interface Attempt<T> {
        T run() throws IOException, Refused, Untrue;
    }

    private boolean moved;

    /** Asks the server whether it would take this report, before the first byte goes up. */
    public void announce(Sealed sealed) throws IOException, Refused, Untrue {
        persist(() -> server.openUpload(sealed.eid(), sealed.bucket(), sealed.rosterHash()));
    }

    /** Sends everything and commits; returns the server's promise, verified against the panel's intake log key. */
    public Promise send(Sealed sealed, Hash panelId, VerifierKey intakeLog) throws IOException, Refused, Untrue {
        try {
            Promise promise = Promise.parse(unverifiedSend(sealed));
            byte[] signed = Promise.signed(panelId, sealed.eid(), sealed.envelopeHash(), sealed.rtag(), promise.batch(),
                    promise.day());
            if (!promise.eid().equals(sealed.eid()) || !Ed25519.verify(intakeLog.key(), signed, promise.signature())) {
                throw new Untrue(Untrue.What.PROMISE);
            }
            return promise;
        } catch (Malformed e) {
            throw new Untrue(Untrue.What.PROMISE);
        }
    }

    private byte[] unverifiedSend(Sealed sealed) throws IOException, Refused, Untrue {
        persist(() -> {
            sendMissing(sealed);
            return true;
        });
        return persist(() -> server.unverifiedCommit(sealed.eid(), sealed.envelopeHash(), sealed.rtag()));
    }

    private void sendMissing(Sealed sealed) throws IOException, Refused, Untrue {
        BitSet held = server.openUpload(sealed.eid(), sealed.bucket(), sealed.rosterHash());
        int segments = sealed.bucket().segments();
        long each = sealed.bucket().segmentLength();
        long done = held.cardinality() * each;
        progress.at(done, sealed.bucket().length());
        for (int k = held.nextClearBit(0); k < segments; k = held.nextClearBit(k + 1)) {
            server.putSegment(sealed.eid(), k, sealed.segment(k));
            moved = true;
            done += each;
            progress.at(done, sealed.bucket().length());
        }
    }

    private <T> T persist(Attempt<T> attempt) throws IOException, Refused, Untrue {
        Duration wait = FIRST_WAIT;
        for (int fruitless = 1;; fruitless++) {
            moved = false;
            try {
                return attempt.run();
            } catch (IOException e) {
                if (fruitless >= FRUITLESS && !moved) {
                    throw e;
                }
            } catch (Refused e) {
                if (!passes(e.refusal()) || fruitless >= FRUITLESS && !moved) {
                    throw e;
                }
            }
            if (moved) {
                fruitless = 1;
                wait = FIRST_WAIT;
            }
            progress.broke(fruitless, wait);
            rest(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
        }
    }

    /** Whether the same call may well succeed in a while. */
    private static boolean passes(Refusal refusal) {
        return refusal == Refusal.BUSY || refusal == Refusal.LATER;
    }

    private void rest(Duration wait) throws InterruptedIOException {
        try {
            pause.of(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
