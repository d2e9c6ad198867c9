package org.tresllaves.client;

import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.Secret;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Wire;
import org.tresllaves.tlog.Policy;
import org.tresllaves.tlog.RosterChain;

/**
 * The calls for people of the roster, under a session of fifteen minutes that a person's own key opened (spec: log-in). The signature is over a text of
 * its own kind, so that a server can not get a note signed this way.
 */
public final class DocketSession implements AutoCloseable {
    private static final int NONCE = 32;
    private static final int TOKEN = 32;

    private final Http http;
    private final Map<String, String> bearer;

    private DocketSession(Http http, byte[] token) {
        this.http = http;
        this.bearer = Map.of("Authorization",
                "Bearer " + Base64.getUrlEncoder().withoutPadding().encodeToString(token));
    }

    /** Logs in as the person of this Ed25519 seed, at the server whose docket the last roster names. */
    public static DocketSession login(Server server, RosterChain chain, Secret ed25519)
            throws IOException, Refused, Untrue {
        Hash who = Derive.h(Label.WHO, Ed25519.keyPair(ed25519).publicKey());
        String origin = chain.last().policy().log(Policy.Origin.DOCKET).name();
        byte[] nonce = server.http().send("POST", "/v1/login", Map.of(), Optional.of(who.bytes()), Http.exactly(NONCE));
        byte[] message = Label.LOGIN.with(origin.getBytes(StandardCharsets.UTF_8), nonce);
        byte[] answer = new Wire.Writer().hash(who).bytes(nonce).bytes(Ed25519.sign(ed25519, message)).toBytes();
        byte[] token = server.http().send("PUT", "/v1/login", Map.of(), Optional.of(answer), Http.exactly(TOKEN));
        return new DocketSession(server.http(), token);
    }

    /** Hands in a signed note; the server answers with its hash, which must be the one of the text. */
    public void post(byte[] note) throws IOException, Refused, Untrue {
        http.send("POST", "/v1/docket/note", bearer, Optional.of(note), Http.exactly(Hash.LENGTH));
    }

    public void publishRoster(byte[] note) throws IOException, Refused, Untrue {
        http.send("POST", "/v1/docket/roster", bearer, Optional.of(note), Http.atMost(Hash.LENGTH));
    }

    /** An envelope's first segment and the digests of all, as the server sent them; what they are worth shows against the envelope's hash. */
    public record UnverifiedStart(byte[] segment0, List<Hash> digests) {
        public UnverifiedStart {
            digests = List.copyOf(digests);
        }
    }

    /** The start of an envelope; empty for a dummy and for a report that is not there. */
    public Optional<UnverifiedStart> unverifiedStart(Eid eid) throws IOException, Refused, Untrue {
        try {
            byte[] digests = http.send("GET", path(eid, "digests"), bearer, Optional.empty(),
                    Http.atMost(Hash.LENGTH * Bucket.GIB_1.segments()));
            if (digests.length == 0 || digests.length % Hash.LENGTH != 0) {
                throw new Untrue(Untrue.What.SHAPE);
            }
            byte[] first = http.send("GET", path(eid, "0"), bearer, Optional.empty(), Http.atMost(Bucket.SEGMENT));
            List<Hash> all = new ArrayList<>();
            for (int at = 0; at < digests.length; at += Hash.LENGTH) {
                all.add(Hash.of(Arrays.copyOfRange(digests, at, at + Hash.LENGTH)));
            }
            return Optional.of(new UnverifiedStart(first, all));
        } catch (Refused e) {
            if (e.refusal() == Refusal.UNKNOWN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Writes a whole envelope, each segment held against its digest; the digests must have been held against the envelope's hash before. */
    public void envelope(Eid eid, List<Hash> digests, OutputStream out, Upload.Progress progress)
            throws IOException, Refused, Untrue {
        long done = 0;
        for (int k = 0; k < digests.size(); k++) {
            byte[] segment = http.send("GET", path(eid, Integer.toString(k)), bearer, Optional.empty(),
                    Http.atMost(Bucket.SEGMENT));
            if (!digests.get(k).equals(Hash.of(Derive.sha256().digest(segment)))) {
                throw new Untrue(Untrue.What.SEGMENT);
            }
            out.write(segment);
            done += segment.length;
            progress.at(done, (long) digests.size() * segment.length);
        }
    }

    private static String path(Eid eid, String part) {
        return "/v1/docket/envelope/" + eid.hex() + "/" + part;
    }

    /** The day key of a batch, sealed to this person. */
    public byte[] sealedDayKey(long batch) throws IOException, Refused, Untrue {
        return http.send("GET", "/v1/docket/day-key/" + batch, bearer, Optional.empty(), Http.atMost(2048));
    }

    /** Puts the bundle that an APPROVE note made for reader {@code k}. */
    public void putBundle(Hash approveNote, int k, byte[] bundle) throws IOException, Refused, Untrue {
        http.send("PUT", "/v1/docket/bundle/" + approveNote.hex() + "/" + k, bearer, Optional.of(bundle),
                Http.exactly(0));
    }

    /** The bundle an approver made for this reader; whether it is the right one shows against the note. */
    public byte[] unverifiedBundle(Hash approveNote, int k) throws IOException, Refused, Untrue {
        return http.send("GET", "/v1/docket/bundle/" + approveNote.hex() + "/" + k, bearer, Optional.empty(),
                Http.atMost(512 << 20));
    }

    /** Posts a day's fixed number of records for the board. */
    public void postBoard(byte[] records) throws IOException, Refused, Untrue {
        http.send("POST", "/v1/docket/board", bearer, Optional.of(records), Http.exactly(0));
    }

    /** Logs out; a session that is not closed ends by itself. */
    @Override
    public void close() {
        try {
            http.send("DELETE", "/v1/login", bearer, Optional.empty(), Http.atMost(Hash.LENGTH));
        } catch (IOException | Refused | Untrue e) {
            // The session ends by itself in a quarter of an hour.
        }
    }
}
