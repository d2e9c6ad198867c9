package org.tresllaves.server.board;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.tresllaves.protocol.BoardNote;
import org.tresllaves.server.db.Database;
import org.tresllaves.server.db.SealedRows;
import org.tresllaves.server.ledger.ServerKeys;

/** Records that wait for the next batch: in rows made beforehand, {@code u8 used | record}, sealed, so that nobody with the disk alone counts them. */
final class Rows {
    /** Eight posts between two batches. */
    static final int COUNT = 8 * BoardNote.RECORDS;
    private static final int LENGTH = 1 + BoardNote.RECORD;

    private final SealedRows rows;
    private final SecureRandom random;
    private final List<Long> free = new ArrayList<>();
    private final List<Long> used = new ArrayList<>();

    private Rows(SealedRows rows, SecureRandom random) {
        this.rows = rows;
        this.random = random;
    }

    /** Makes the rows when there are none, and finds out which are in use. */
    static Rows load(Database database, ServerKeys keys, SecureRandom random) throws IOException {
        SealedRows sealed = new SealedRows("board_row", LENGTH, keys.storage(), random);
        Rows rows = new Rows(sealed, random);
        boolean made = database.write(connection -> rows.make(connection));
        database.read(sealed::all).forEach((id, plain) -> (plain[0] == 1 ? rows.used : rows.free).add(id));
        if (made && !rows.used.isEmpty()) {
            throw new IllegalStateException("new rows are empty");
        }
        return rows;
    }

    private boolean make(Connection connection) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement("SELECT count(*) FROM board_row");
                ResultSet found = count.executeQuery()) {
            found.next();
            if (found.getInt(1) > 0) {
                return false;
            }
        }
        try (PreparedStatement insert = connection
                .prepareStatement("INSERT INTO board_row (id, sealed) VALUES (?, ?)")) {
            for (long id = 1; id <= COUNT; id++) {
                insert.setLong(1, id);
                insert.setBytes(2, rows.seal(id, new byte[LENGTH]));
                insert.executeUpdate();
            }
        }
        return true;
    }

    boolean hasRoom(int records) {
        return free.size() >= records;
    }

    int waiting() {
        return used.size();
    }

    /** Puts records into free rows chosen at random. The caller counts them as waiting once the transaction is through. */
    List<Long> put(Connection connection, List<byte[]> records) throws SQLException {
        List<Long> ids = new ArrayList<>(free);
        Collections.shuffle(ids, random);
        for (int i = 0; i < records.size(); i++) {
            byte[] plain = new byte[LENGTH];
            plain[0] = 1;
            System.arraycopy(records.get(i), 0, plain, 1, BoardNote.RECORD);
            rows.put(connection, ids.get(i), plain);
        }
        return ids.subList(0, records.size());
    }

    void taken(List<Long> ids) {
        free.removeAll(ids);
        used.addAll(ids);
    }

    /** Every waiting record, and its rows overwritten. */
    List<byte[]> take(Connection connection) throws SQLException {
        List<byte[]> records = new ArrayList<>();
        for (var row : rows.all(connection).entrySet()) {
            if (row.getValue()[0] == 1) {
                records.add(Arrays.copyOfRange(row.getValue(), 1, LENGTH));
            }
            rows.put(connection, row.getKey(), new byte[LENGTH]);
        }
        return records;
    }

    void cleared() {
        free.addAll(used);
        used.clear();
    }
}
