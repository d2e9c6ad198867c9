package org.tresllaves.server.ledger;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Hpke;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.IntakeBatch;
import org.tresllaves.protocol.IntakeEntry;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Roster;
import org.tresllaves.protocol.Wire;
import org.tresllaves.server.db.Database;
import org.tresllaves.tlog.Policy;
import org.tresllaves.tlog.RosterChain;
import org.tresllaves.tlog.SignedNote;

/**
 * The intake log (spec: intake): padded, sorted batches, each with a leaf signed by the log's key, and the batch's day key sealed to every member. A
 * published batch is never changed, only dropped whole at the end of the window. The day key itself is forgotten as soon as it is sealed.
 */
public final class Batches {
    private static final int DAY_KEY = 32;

    private final Database database;
    private final ServerKeys.LogKey key;
    private final SecureRandom random;
    private volatile long next;
    private volatile Window window = new Window(0, 0, new byte[0]);

    /** The window as it is handed out, from its first batch up to the one that comes next. */
    private record Window(long first, long next, byte[] bytes) {
    }

    private Batches(Database database, ServerKeys.LogKey key, SecureRandom random, long next) {
        this.database = database;
        this.key = key;
        this.random = random;
        this.next = next;
    }

    public static Batches load(Database database, ServerKeys keys, SecureRandom random) throws IOException {
        long next = database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT next FROM intake_log WHERE id = 1");
                    ResultSet found = select.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        });
        return new Batches(database, keys.log(Policy.Origin.INTAKE), random, next);
    }

    /** The number of the batch that reports go into now. */
    public long next() {
        return next;
    }

    /** Publishes the next batch, of no reports too. The caller makes sure that no report enters it meanwhile. */
    public void publish(RosterChain.Link roster, Hash panelId, LocalDate day, List<IntakeEntry> reports)
            throws IOException {
        byte[] dayKey = new byte[DAY_KEY];
        random.nextBytes(dayKey);
        try {
            byte[] entries = entries(reports, dayKey);
            IntakeBatch leaf = new IntakeBatch(panelId, next, day, entries.length / IntakeEntry.LENGTH,
                    Derive.h(Label.DAY_KEY, dayKey), Derive.h(Label.BATCH, entries));
            byte[] note = SignedNote.unsigned(leaf.encode()).signedBy(key.vkey(), key.seed()).encode();
            List<Sealed> sealed = sealed(roster, panelId, dayKey);
            database.write(connection -> insert(connection, note, entries, sealed));
            next++;
        } finally {
            Arrays.fill(dayKey, (byte) 0);
        }
    }

    /** Reports and dummies, sorted bytewise: neither how many nor in which order shows. */
    private static byte[] entries(List<IntakeEntry> reports, byte[] dayKey) {
        List<byte[]> all = new ArrayList<>();
        reports.forEach(report -> all.add(report.encode()));
        int size = IntakeBatch.paddedSize(reports.size());
        for (int j = 0; all.size() < size; j++) {
            all.add(dummy(dayKey, j).encode());
        }
        all.sort(Arrays::compareUnsigned);
        return Derive.concat(all.toArray(byte[][]::new));
    }

    private static IntakeEntry dummy(byte[] dayKey, int j) {
        byte[] number = new Wire.Writer().u32(j).toBytes();
        return IntakeEntry.ofBody(Derive.x(Label.DUMMY, dayKey, number, IntakeEntry.BODY));
    }

    private record Sealed(Hash who, byte[] bytes) {
    }

    private List<Sealed> sealed(RosterChain.Link roster, Hash panelId, byte[] dayKey) {
        List<Sealed> sealed = new ArrayList<>();
        byte[] info = Label.DAY_KEY.with(panelId.bytes(), new Wire.Writer().u32(next).toBytes());
        for (Roster.Member member : roster.roster().members()) {
            sealed.add(new Sealed(Derive.h(Label.WHO, member.ed25519()),
                    Hpke.sealRandom(member.xWing(), info, dayKey, random).bytes()));
        }
        return sealed;
    }

    private boolean insert(Connection connection, byte[] note, byte[] entries, List<Sealed> sealed)
            throws SQLException {
        try (PreparedStatement batch = connection
                .prepareStatement("INSERT INTO batch (number, note, entries) VALUES (?, ?, ?)");
                PreparedStatement dayKey = connection
                        .prepareStatement("INSERT INTO day_key (batch, who, sealed) VALUES (?, ?, ?)");
                PreparedStatement count = connection
                        .prepareStatement("UPDATE intake_log SET next = ? WHERE id = 1 AND next = ?")) {
            batch.setLong(1, next);
            batch.setBytes(2, note);
            batch.setBytes(3, entries);
            batch.executeUpdate();
            for (Sealed one : sealed) {
                dayKey.setLong(1, next);
                dayKey.setBytes(2, one.who().bytes());
                dayKey.setBytes(3, one.bytes());
                dayKey.executeUpdate();
            }
            count.setLong(1, next + 1);
            count.setLong(2, next);
            if (count.executeUpdate() != 1) {
                throw new SQLException("the batch was published already");
            }
            return true;
        }
    }

    /** The day key of a batch as sealed to this member; empty for anybody else and for batches that are not there. */
    public Optional<byte[]> dayKey(long batch, Hash who) throws IOException {
        return database.read(connection -> {
            try (PreparedStatement select = connection
                    .prepareStatement("SELECT sealed FROM day_key WHERE batch = ? AND who = ?")) {
                select.setLong(1, batch);
                select.setBytes(2, who.bytes());
                try (ResultSet found = select.executeQuery()) {
                    return found.next() ? Optional.of(found.getBytes(1)) : Optional.empty();
                }
            }
        });
    }

    /**
     * The whole window, as it is handed out: per batch u32 length | note | u32 length | entries. The same array for every caller, however slowly it
     * reads, until a batch comes or goes.
     */
    public byte[] window() throws IOException {
        long[] ends = database.read(Batches::ends);
        Window made = window;
        if (made.first() != ends[0] || made.next() != ends[1]) {
            List<byte[]> parts = new ArrayList<>();
            for (Stored batch : stored()) {
                parts.add(batch.note());
                parts.add(batch.entries());
            }
            // A batch that came between the two readings is taken for one that is not there yet: the next caller looks again.
            made = new Window(ends[0], ends[1], NoteLog.framed(parts));
            window = made;
        }
        return made.bytes();
    }

    private static long[] ends(Connection connection) throws SQLException {
        try (PreparedStatement select = connection
                .prepareStatement("SELECT COALESCE(MIN(number), 0), COALESCE(MAX(number) + 1, 0) FROM batch");
                ResultSet found = select.executeQuery()) {
            found.next();
            return new long[]{found.getLong(1), found.getLong(2)};
        }
    }

    /** A batch as it lies in the window. */
    public record Published(IntakeBatch leaf, List<IntakeEntry> entries) {
    }

    /** Every batch of the window, in order. */
    public List<Published> published() throws IOException {
        try {
            List<Published> published = new ArrayList<>();
            for (Stored batch : stored()) {
                IntakeBatch leaf = IntakeBatch.parse(SignedNote.parse(batch.note()).text());
                published.add(new Published(leaf, leaf.entries(batch.entries())));
            }
            return published;
        } catch (Malformed e) {
            throw new IOException("reading a batch", e);
        }
    }

    /** Ids that cannot be used again: every one in the window, dummies too. */
    public Set<Eid> eids() throws IOException {
        Set<Eid> eids = new HashSet<>();
        published().forEach(batch -> batch.entries().forEach(entry -> eids.add(entry.eid())));
        return eids;
    }

    /** Drops batches published before {@code day}, day keys and all. */
    public void dropBefore(LocalDate day) throws IOException {
        for (Published batch : published()) {
            if (batch.leaf().day().isBefore(day)) {
                database.write(connection -> drop(connection, batch.leaf().number()));
            }
        }
    }

    private static boolean drop(Connection connection, long number) throws SQLException {
        for (String sql : List.of("DELETE FROM batch WHERE number = ?", "DELETE FROM day_key WHERE batch = ?")) {
            try (PreparedStatement delete = connection.prepareStatement(sql)) {
                delete.setLong(1, number);
                delete.executeUpdate();
            }
        }
        return true;
    }

    private record Stored(byte[] note, byte[] entries) {
    }

    private List<Stored> stored() throws IOException {
        return database.read(connection -> {
            List<Stored> stored = new ArrayList<>();
            try (PreparedStatement select = connection
                    .prepareStatement("SELECT note, entries FROM batch ORDER BY number");
                    ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    stored.add(new Stored(found.getBytes(1), found.getBytes(2)));
                }
            }
            return stored;
        });
    }
}
