package org.tresllaves.client;

import org.tresllaves.protocol.Refused;
import java.io.IOException;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tresllaves.crypto.Derive;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.PageListing;
import org.tresllaves.protocol.Wire;
import org.tresllaves.tlog.NoteList;

/**
 * The calls anybody may make (spec: api). Answers are checked for shape and bounded here and returned as bytes that are not yet trusted; {@link Visit}
 * and {@link Upload} verify them. A source's requests are the same whatever was served before.
 */
public final class Server implements AutoCloseable {
    /** Chain of a panel that renewed its roster 90 times. */
    static final int MAX_CHAIN = 24 << 20;
    static final String PAGE = "/v1/page";
    private static final int BITMAP = 128;
    static final int PROMISE = 100;

    private final Http http;

    public Server(Address address, Dialer dialer, Purpose purpose) {
        http = new Http(address, dialer, purpose);
    }

    Http http() {
        return http;
    }

    /** Every roster's note, from the genesis on; unverified. */
    List<byte[]> unverifiedRosters() throws IOException, Refused, Untrue {
        return framed(get("/v1/rosters", MAX_CHAIN));
    }

    /** Every note of the docket, in order; unverified. */
    public List<byte[]> unverifiedDocket() throws IOException, Refused, Untrue {
        return framed(get("/v1/docket", Integer.MAX_VALUE - 8));
    }

    /** The whole window of the intake log; unverified. */
    byte[] unverifiedIntake() throws IOException, Refused, Untrue {
        return get("/v1/intake", Integer.MAX_VALUE - 8);
    }

    /** The whole board; unverified. */
    byte[] unverifiedBoard() throws IOException, Refused, Untrue {
        return get("/v1/board", 64 << 20);
    }

    /** Opens or finds again an upload; the answer says which segments lie there. */
    BitSet openUpload(Eid eid, Bucket bucket, Hash rosterHash) throws IOException, Refused, Untrue {
        byte[] body = new Wire.Writer().u8(bucket.code()).hash(rosterHash).toBytes();
        return bits(http.send("POST", "/v1/upload/" + eid.hex(), Map.of(), Optional.of(body), Http.exactly(BITMAP)));
    }

    /** Puts one segment; it is stored durably when this returns. */
    void putSegment(Eid eid, int index, byte[] segment) throws IOException, Refused, Untrue {
        String digest = "sha-256=:" + Base64.getEncoder().encodeToString(Derive.sha256().digest(segment)) + ":";
        http.send("PUT", "/v1/upload/" + eid.hex() + "/" + index, Map.of("Content-Digest", digest),
                Optional.of(segment), Http.exactly(0));
    }

    /** Commits; the answer is the server's promise, not yet verified. */
    byte[] unverifiedCommit(Eid eid, Hash envelopeHash, Hash rtag) throws IOException, Refused, Untrue {
        byte[] body = new Wire.Writer().hash(envelopeHash).hash(rtag).toBytes();
        return http.send("POST", "/v1/upload/" + eid.hex() + "/commit", Map.of(), Optional.of(body),
                Http.exactly(PROMISE));
    }

    /** Takes a report back; {@code proof} is the w of the source's own words. */
    public void withdraw(Eid eid, byte[] proof) throws IOException, Refused, Untrue {
        byte[] body = new Wire.Writer().eid(eid).bytes(proof).toBytes();
        http.send("POST", "/v1/withdraw", Map.of(), Optional.of(body), Http.exactly(0));
    }

    /** The listing of the source's page; unverified. */
    byte[] unverifiedPage() throws IOException, Refused, Untrue {
        return get(PAGE, PageListing.MAX_TEXT);
    }

    private byte[] get(String path, int limit) throws IOException, Refused, Untrue {
        return http.send("GET", path, Map.of(), Optional.empty(), Http.atMost(limit));
    }

    private static List<byte[]> framed(byte[] bytes) throws Untrue {
        try {
            return NoteList.parse(bytes);
        } catch (Malformed e) {
            throw new Untrue(Untrue.What.SHAPE);
        }
    }

    /** Segment k is bit k mod 8, the lowest first, of byte k / 8. */
    private static BitSet bits(byte[] bitmap) {
        return BitSet.valueOf(bitmap);
    }

    @Override
    public void close() {
        http.close();
    }
}
