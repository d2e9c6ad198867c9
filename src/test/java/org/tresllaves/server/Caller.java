package org.tresllaves.server;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.EnvelopeKeys;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Header;
import org.tresllaves.tlog.RosterChain;

/** One envelope and its calls, byte by byte, to whatever port its server has now. */
record Caller(RosterChain chain, Eid eid, Bucket bucket, byte[] bytes) {
    static Caller of(RosterChain chain, Bucket bucket, String name) {
        SeededRandom random = new SeededRandom(name);
        Eid eid = Eid.of(random.bytes(Eid.LENGTH));
        byte[] prefix = new Header.Prefix(chain.panelId(), chain.last().hash(), eid, 5, 6, 7).encode();
        return new Caller(chain, eid, bucket,
                Derive.concat(prefix, random.bytes((int) bucket.length() - prefix.length)));
    }

    private String path() {
        return "/v1/upload/" + eid.hex();
    }

    byte[] segment(int k) {
        return Arrays.copyOfRange(bytes, k * bucket.segmentLength(), (k + 1) * bucket.segmentLength());
    }

    private Hash digest(int k) {
        return Hash.of(Derive.sha256().digest(segment(k)));
    }

    Map<String, String> header(int k) {
        return Map.of("Content-Digest",
                "sha-256=:" + Base64.getEncoder().encodeToString(digest(k).bytes()) + ":");
    }

    Raw.Answer announce(int port) throws IOException {
        return Raw.call(port, "POST", path(), Map.of(), Optional.of(
                Derive.concat(new byte[]{(byte) bucket.code()}, chain.last().hash().bytes())));
    }

    Raw.Answer put(int port, int k) throws IOException {
        return Raw.call(port, "PUT", path() + "/" + k, header(k), Optional.of(segment(k)));
    }

    /** The head and body of a put as they go over the wire. */
    byte[] wire(int k) {
        String head = "PUT " + path() + "/" + k + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: "
                + bucket.segmentLength() + "\r\nContent-Digest: " + header(k).get("Content-Digest") + "\r\n\r\n";
        return Derive.concat(head.getBytes(java.nio.charset.StandardCharsets.US_ASCII), segment(k));
    }

    Raw.Answer commit(int port) throws IOException {
        List<Hash> digests = java.util.stream.IntStream.range(0, bucket.segments()).mapToObj(this::digest).toList();
        byte[] rtag = Derive.sha256().digest(eid.bytes());
        return Raw.call(port, "POST", path() + "/commit", Map.of(),
                Optional.of(Derive.concat(EnvelopeKeys.envelopeHash(digests).bytes(), rtag)));
    }

    int submit(int port) throws IOException {
        int status = announce(port).status();
        for (int k = 0; status < 300 && k < bucket.segments(); k++) {
            status = put(port, k).status();
        }
        return status < 300 ? commit(port).status() : status;
    }
}
