package org.tresllaves.server.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.tresllaves.crypto.Derive;
import org.tresllaves.panel.TestPanel;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Refused;
import org.tresllaves.server.db.Database;
import org.tresllaves.server.db.SealedRows;
import org.tresllaves.server.ledger.Batches;
import org.tresllaves.server.ledger.NoteLog;
import org.tresllaves.server.ledger.Rosters;
import org.tresllaves.server.ledger.ServerKeys;
import org.tresllaves.server.ledger.Timetable;
import org.tresllaves.tlog.RosterChain;

/** A real store in a directory, with a panel of three, and reports whose bytes are random but for what the server looks at. */
final class TestStore implements AutoCloseable {
    static final Capacity CAPACITY = new Capacity(300, 2, 20);
    static final Limits LIMITS = new Limits(Bucket.MIB_16, 4096, Duration.ofMinutes(30), 4096, 256);
    /** Some days into the roster: the only clock the store has. */
    static final InstantSource CLOCK = InstantSource
            .fixed(java.time.Instant.ofEpochSecond(TestPanel.FROM + 10 * TestPanel.DAY + 40_000));
    static final RosterChain CHAIN = chain();

    final Path directory;
    final Database database;
    final ServerKeys keys;
    final Batches batches;
    final NoteLog docket;
    final Rosters rosters;
    final Intake intake;
    final AtomicLong nanos = new AtomicLong();

    /** How a store differs from a real one. */
    record Taken(Opening database, Rows rows, Optional<Slots.Draw> draw, Capacity capacity) {
        static final Taken REAL = new Taken(Database::open,
                (keys, random) -> Slots.rows(keys.storage(), random), Optional.empty(), CAPACITY);

        Taken database(Opening other) {
            return new Taken(other, rows, draw, capacity);
        }

        Taken rows(Rows other) {
            return new Taken(database, other, draw, capacity);
        }

        Taken draw(Slots.Draw other) {
            return new Taken(database, rows, Optional.of(other), capacity);
        }

        Taken capacity(Capacity other) {
            return new Taken(database, rows, draw, other);
        }
    }

    @FunctionalInterface
    interface Opening {
        Database open(Path directory) throws IOException;
    }

    @FunctionalInterface
    interface Rows {
        SealedRows of(ServerKeys keys, SecureRandom random);
    }

    TestStore(Path directory) throws Exception {
        this(directory, Taken.REAL);
    }

    /** Opens the store below {@code root}, making it the first time. */
    TestStore(Path root, Taken taken) throws Exception {
        directory = root.resolve("data");
        SecureRandom random = new SecureRandom();
        boolean fresh = !Files.exists(directory);
        Files.createDirectories(directory);
        Path keyFile = root.resolve("server.key");
        keys = fresh ? ServerKeys.create(keyFile, "ejemplo.example", random) : ServerKeys.read(keyFile);
        database = taken.database().open(directory);
        rosters = Rosters.load(database, CLOCK);
        rosters.adopt(CHAIN.last().note().encode());
        batches = Batches.load(database, keys, random);
        docket = new NoteLog(database, NoteLog.Kind.DOCKET);
        Timetable timetable = new Timetable(LocalTime.of(3, 0), Optional.empty(), CLOCK);
        intake = Intake.open(directory, new Intake.Parts(database, keys, rosters, batches, docket, timetable, random),
                LIMITS, nanos::get, taken.rows().of(keys, random), taken.draw().orElse(random::nextInt));
        if (fresh) {
            intake.grow(taken.capacity());
        }
    }

    private static RosterChain chain() {
        try {
            return TestPanel.chain(TestPanel.terms(2, TestPanel.bench("office", 2, 2, 0)),
                    TestPanel.seat("Ana", "office"), TestPanel.seat("Blas", "office"), TestPanel.seat("Caro",
                            "office"));
        } catch (Malformed e) {
            throw new IllegalStateException(e);
        }
    }

    /** A report as a source would hold it. */
    record Sent(Eid eid, Bucket bucket, byte[] bytes, Hash w) {
        static Sent of(Bucket bucket, java.util.Random random, byte[] canary) {
            byte[] bytes = new byte[(int) bucket.length()];
            random.nextBytes(bytes);
            byte[] id = new byte[Eid.LENGTH];
            random.nextBytes(id);
            byte[] w = new byte[Hash.LENGTH];
            random.nextBytes(w);
            Eid eid = Eid.of(id);
            byte[] prefix = new Header.Prefix(CHAIN.panelId(), CHAIN.last().hash(), eid, 3, 1, 2).encode();
            System.arraycopy(prefix, 0, bytes, 0, prefix.length);
            System.arraycopy(canary, 0, bytes, 20_000, canary.length);
            return new Sent(eid, bucket, bytes, Hash.of(w));
        }

        byte[] segment(int k) {
            int length = bucket.segmentLength();
            return Arrays.copyOfRange(bytes, k * length, (k + 1) * length);
        }

        Hash digest(int k) {
            return Hash.of(Derive.sha256().digest(segment(k)));
        }

        Hash envelopeHash() {
            byte[][] digests = new byte[bucket.segments()][];
            for (int k = 0; k < digests.length; k++) {
                digests[k] = digest(k).bytes();
            }
            return Derive.h(Label.ENVELOPE, digests);
        }

        Hash rtag() {
            return Derive.h(Label.RTAG, w.bytes());
        }
    }

    byte[] announce(Sent sent) throws Refused {
        return intake.announce(sent.eid(), sent.bucket(), CHAIN.last().hash());
    }

    void put(Sent sent, int k) throws IOException, Refused {
        intake.put(sent.eid(), k, sent.digest(k), new ByteArrayInputStream(sent.segment(k)));
    }

    void put(byte[] bytes, Sent sent, int k, Hash digest) throws IOException, Refused {
        intake.put(sent.eid(), k, digest, new ByteArrayInputStream(bytes));
    }

    byte[] commit(Sent sent) throws IOException, Refused {
        return intake.commit(sent.eid(), sent.envelopeHash(), sent.rtag());
    }

    byte[] submit(Sent sent) throws IOException, Refused {
        announce(sent);
        for (int k = 0; k < sent.bucket().segments(); k++) {
            put(sent, k);
        }
        return commit(sent);
    }

    @Override
    public void close() throws IOException {
        intake.close();
        database.close();
    }
}
