package org.tresllaves.bench;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.EnvelopeKeys;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.Label;
import org.tresllaves.tlog.NoteList;
import org.tresllaves.tlog.SignedNote;

/**
 * Commits small reports as fast as the server takes them, from several clients at once: {@code SmallReports PORT CLIENTS COUNT SECONDS PID}. It ends after
 * COUNT reports or SECONDS, and reads the processor time of the server, whose PID it is given, and its own.
 */
public final class SmallReports {
    private final int port;
    private final Hash panelId;
    private final Hash rosterHash;
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final ConcurrentLinkedQueue<Long> took = new ConcurrentLinkedQueue<>();

    private SmallReports(int port, Hash panelId, Hash rosterHash) {
        this.port = port;
        this.panelId = panelId;
        this.rosterHash = rosterHash;
    }

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        int clients = Integer.parseInt(args[1]);
        int seconds = Integer.parseInt(args[3]);
        ProcessHandle server = ProcessHandle.of(Long.parseLong(args[4])).orElseThrow();
        SmallReports load = of(port);
        load.left.set(Integer.parseInt(args[2]));
        double serverBefore = cpu(server);
        double ownBefore = cpu(ProcessHandle.current());
        long start = System.nanoTime();
        load.run(clients, seconds);
        double elapsed = (System.nanoTime() - start) / 1e9;
        long[] sorted = load.took.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                "%d clients: %.0f reports a second, p50 %.1f ms, p99 %.1f ms, %d failed; "
                        + "processor time a report: server %.2f ms, these clients %.2f ms%n",
                clients, sorted.length / elapsed, sorted[sorted.length / 2] / 1e6,
                sorted[(int) (sorted.length * 0.99)] / 1e6, load.failed.get(),
                (cpu(server) - serverBefore) / sorted.length,
                (cpu(ProcessHandle.current()) - ownBefore) / sorted.length);
    }

    private static double cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow().toMillis();
    }

    static SmallReports of(int port) throws Exception {
        try (Wire wire = new Wire(port)) {
            var notes = NoteList.parse(wire.call("GET", "/v1/rosters", "", new byte[0]).body());
            Hash genesis = Derive.h(Label.ROSTER, SignedNote.parse(notes.getFirst()).signedBytes());
            Hash current = Derive.h(Label.ROSTER, SignedNote.parse(notes.getLast()).signedBytes());
            return new SmallReports(port, genesis, current);
        }
    }

    private void run(int clients, int seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try (ExecutorService pool = Executors.newFixedThreadPool(clients)) {
            for (int i = 0; i < clients; i++) {
                pool.submit(() -> client(end));
            }
        }
    }

    private void client(long end) {
        SecureRandom random = new SecureRandom();
        byte[] segment = new byte[Bucket.KIB_64.segmentLength()];
        random.nextBytes(segment);
        try (Wire wire = new Wire(port)) {
            while (System.nanoTime() < end && left.getAndDecrement() > 0) {
                long start = System.nanoTime();
                if (report(wire, random, segment)) {
                    took.add(System.nanoTime() - start);
                } else {
                    failed.incrementAndGet();
                }
            }
        } catch (Exception e) {
            System.err.println(e);
            failed.incrementAndGet();
        }
    }

    private boolean report(Wire wire, SecureRandom random, byte[] segment) throws Exception {
        byte[] eid = new byte[16];
        random.nextBytes(eid);
        byte[] prefix = new Header.Prefix(panelId, rosterHash, Eid.of(eid), 5, 1, 2).encode();
        System.arraycopy(prefix, 0, segment, 0, prefix.length);
        byte[] digest = Derive.sha256().digest(segment);
        byte[] envelope = EnvelopeKeys.envelopeHash(java.util.List.of(Hash.of(digest))).bytes();
        byte[] rtag = new byte[32];
        random.nextBytes(rtag);
        String path = "/v1/upload/" + Eid.of(eid).hex();
        String header = "Content-Digest: sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":\r\n";
        return ok(wire.call("POST", path, "", ByteBuffer.allocate(33).put((byte) 0).put(rosterHash.bytes()).array()))
                && ok(wire.call("PUT", path + "/0", header, segment))
                && ok(wire.call("POST", path + "/commit", "", ByteBuffer.allocate(64).put(envelope).put(rtag).array()));
    }

    private boolean ok(Wire.Answer answer) {
        if (answer.status() / 100 == 2) {
            return true;
        }
        if (failed.get() == 0) {
            System.err.println("the first that failed: " + answer.status());
        }
        return false;
    }

    byte[] opening() {
        return ByteBuffer.allocate(33).put((byte) Bucket.MIB_1.code()).put(rosterHash.bytes()).array();
    }

    byte[] prefix(byte[] eid) {
        return new Header.Prefix(panelId, rosterHash, Eid.of(eid), 5, 1, 2).encode();
    }
}
