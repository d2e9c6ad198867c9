package org.tresllaves.server.board;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tresllaves.crypto.Derive;
import org.tresllaves.protocol.BoardNote;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;
import org.tresllaves.protocol.Wire;
import org.tresllaves.server.db.Database;
import org.tresllaves.server.ledger.NoteLog;
import org.tresllaves.server.ledger.Rosters;
import org.tresllaves.server.ledger.ServerKeys;
import org.tresllaves.tlog.Policy;
import org.tresllaves.tlog.RosterChain;
import org.tresllaves.tlog.SignedNote;

/** The board (spec: board): takes posts of 32 records, publishes what waits when an epoch ends, hands everything out whole. */
public final class Board {
    /** Posts of one person in one epoch. */
    static final int POSTS = 4;

    private final Store store;
    private final Rosters rosters;
    private final SecureRandom random;
    private final Rows rows;
    /** How often each person posted in this epoch: in memory alone. */
    private final Map<Hash, Integer> posts = new HashMap<>();
    private volatile byte[] whole = new byte[0];

    /** Where the board and its digests are kept, and what signs them. */
    public record Store(Database database, NoteLog docket, ServerKeys keys) {
    }

    private Board(Store store, Rosters rosters, SecureRandom random, Rows rows) {
        this.store = store;
        this.rosters = rosters;
        this.random = random;
        this.rows = rows;
    }

    public static Board load(Store store, Rosters rosters, SecureRandom random) throws IOException {
        Rows rows = Rows.load(store.database(), store.keys(), random);
        Board board = new Board(store, rosters, random, rows);
        board.read();
        return board;
    }

    /** All live batches, {@code (u32 number | u32 day | 32 records)*}: the same array for every caller, however slowly it reads; nobody writes to it. */
    byte[] whole() {
        return whole;
    }

    /** Takes a post; which of its records are real only their readers can tell. */
    synchronized void post(byte[] body, Hash who) throws IOException, Refused {
        if (posts.getOrDefault(who, 0) >= POSTS) {
            throw new Refused(Refusal.BUSY);
        }
        int after = batches() + (rows.waiting() + BoardNote.RECORDS) / BoardNote.RECORDS;
        if (after > BoardNote.MAX_BATCHES || !rows.hasRoom(BoardNote.RECORDS)) {
            throw new Refused(Refusal.FULL);
        }
        List<byte[]> records = new ArrayList<>();
        for (int at = 0; at < body.length; at += BoardNote.RECORD) {
            records.add(Arrays.copyOfRange(body, at, at + BoardNote.RECORD));
        }
        rows.taken(store.database().write(connection -> rows.put(connection, records)));
        posts.merge(who, 1, Integer::sum);
    }

    /** Ends an epoch: what waits is published, and batches past their time are dropped. Without a post nothing is published. */
    public synchronized void publish(LocalDate day) throws IOException {
        posts.clear();
        if (rosters.current().isEmpty()) {
            return;
        }
        RosterChain.Link roster = rosters.current().get();
        Hash panelId = rosters.chain().orElseThrow().panelId();
        LocalDate oldest = day.minusDays(roster.roster().retain().board());
        store.database().write(connection -> {
            drop(connection, oldest);
            List<byte[]> records = rows.waiting() == 0 ? List.of() : rows.take(connection);
            for (byte[] batch : batches(records)) {
                insert(connection, batch, panelId, day);
            }
            return true;
        });
        rows.cleared();
        read();
    }

    /** Shuffled over batches of 32, filled up with random records, and sorted: nothing tells which came together. */
    private List<byte[]> batches(List<byte[]> waiting) {
        List<byte[]> records = new ArrayList<>(waiting);
        while (records.size() % BoardNote.RECORDS != 0) {
            byte[] dummy = new byte[BoardNote.RECORD];
            random.nextBytes(dummy);
            records.add(dummy);
        }
        Collections.shuffle(records, random);
        List<byte[]> batches = new ArrayList<>();
        for (int at = 0; at < records.size(); at += BoardNote.RECORDS) {
            List<byte[]> batch = new ArrayList<>(records.subList(at, at + BoardNote.RECORDS));
            batch.sort(Arrays::compareUnsigned);
            batches.add(Derive.concat(batch.toArray(byte[][]::new)));
        }
        return batches;
    }

    private void insert(Connection connection, byte[] records, Hash panelId, LocalDate day) throws SQLException {
        long number;
        try (PreparedStatement next = connection
                .prepareStatement("UPDATE board_log SET next = next + 1 WHERE id = 1 RETURNING next - 1");
                ResultSet found = next.executeQuery()) {
            found.next();
            number = found.getLong(1);
        }
        try (PreparedStatement insert = connection
                .prepareStatement("INSERT INTO board_batch (number, day, records) VALUES (?, ?, ?)")) {
            insert.setLong(1, number);
            insert.setLong(2, day.toEpochDay());
            insert.setBytes(3, records);
            insert.executeUpdate();
        }
        BoardNote note = new BoardNote(panelId, number, day, digest(number, day, records));
        ServerKeys.LogKey key = store.keys().log(Policy.Origin.DOCKET);
        store.docket().append(connection,
                SignedNote.unsigned(note.encode()).signedBy(key.vkey(), key.seed()).encode());
    }

    /** H("board/batch" | u32 number | u32 day | records): the batch as it is handed out. */
    private static Hash digest(long number, LocalDate day, byte[] records) {
        return Derive.h(Label.BOARD_BATCH, head(number, day.toEpochDay()), records);
    }

    private static byte[] head(long number, long day) {
        return new Wire.Writer().u32(number).u32(day).toBytes();
    }

    private static void drop(Connection connection, LocalDate oldest) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM board_batch WHERE day < ?")) {
            delete.setLong(1, oldest.toEpochDay());
            delete.executeUpdate();
        }
    }

    private int batches() {
        return whole.length / (BoardNote.BATCH_HEAD + BoardNote.RECORDS * BoardNote.RECORD);
    }

    private void read() throws IOException {
        whole = store.database().read(connection -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (PreparedStatement select = connection
                    .prepareStatement("SELECT number, day, records FROM board_batch ORDER BY number");
                    ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    out.writeBytes(head(found.getLong(1), found.getLong(2)));
                    out.writeBytes(found.getBytes(3));
                }
            }
            return out.toByteArray();
        });
    }
}
