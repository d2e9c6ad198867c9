package org.tresllaves.server.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tresllaves.protocol.Eid;
import org.tresllaves.server.db.Database;
import org.tresllaves.server.db.SealedRows;
import org.tresllaves.server.ledger.ServerKeys;

/** A seized directory in the hands of somebody who has the key file too: every segment in clear of the server's own encryption, and where it lay. */
public record Opened(Map<Eid, Place> reports, List<byte[]> waiting, List<byte[]> published) {
    /** Where a report of one segment lies, in every order that a seizer can read, and what lies there. */
    public record Place(long row, long at, long page, long frame, byte[] sealed, byte[] segment) {
        /** Each way to put reports in an order, by name. */
        public Map<String, Double> orders() {
            return new TreeMap<>(Map.of("row", (double) row, "slot", (double) at, "place in the file", (double) page));
        }
    }

    /** Opens a copy of the copy, which stays as it was taken. */
    public static Opened of(Seized seized, Path scratch) throws Exception {
        Path data = Files.createDirectories(scratch.resolve("data"));
        for (Map.Entry<String, byte[]> file : seized.files().entrySet()) {
            if (file.getKey().startsWith(Database.FILE) || file.getKey().equals(Chest.FILE)) {
                Files.write(data.resolve(file.getKey()), file.getValue());
            }
        }
        ServerKeys keys = ServerKeys.read(seized.key());
        Map<Slot, Holding> held = new HashMap<>();
        try (Database database = Database.open(data);
                Slots slots = Slots.open(data, database, Slots.rows(keys.storage(), new SecureRandom()),
                        new SecureRandom(), free -> 0, held::put)) {
            Map<Long, byte[]> rows = database.read(connection -> {
                Map<Long, byte[]> found = new HashMap<>();
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("SELECT id, sealed FROM slot")) {
                    while (row.next()) {
                        found.put(row.getLong(1), row.getBytes(2));
                    }
                }
                return found;
            });
            Map<Eid, Place> reports = new HashMap<>();
            for (Map.Entry<Slot, Holding> each : held.entrySet()) {
                byte[] row = rows.getOrDefault(each.getKey().id(), new byte[0]);
                reports.put(each.getValue().eid(), place(seized, slots.chest(), each.getKey(), each.getValue(), row));
            }
            return new Opened(reports, waiting(database, keys), published(database));
        }
    }

    private static Place place(Seized seized, Chest chest, Slot slot, Holding holding, byte[] row) throws IOException {
        ByteArrayOutputStream segment = new ByteArrayOutputStream();
        chest.read(slot, holding.key(), segment);
        long frame = seized.wal().stream().filter(it -> it.holds(row)).mapToLong(Seized.Wal::index).findFirst()
                .orElse(-1);
        return new Place(slot.id(), slot.at(), Seized.indexOf(seized.file(Database.FILE), row, 0), frame, row,
                segment.toByteArray());
    }

    /** Records for the board that were not published yet, by row. */
    private static List<byte[]> waiting(Database database, ServerKeys keys) throws IOException {
        SealedRows rows = new SealedRows("board_row", 4097, keys.storage(), new SecureRandom());
        return database.read(rows::all).values().stream().filter(plain -> plain[0] == 1)
                .map(plain -> Arrays.copyOfRange(plain, 1, plain.length)).toList();
    }

    /** Records on the board, in its order. */
    private static List<byte[]> published(Database database) throws IOException {
        return database.read(connection -> {
            List<byte[]> records = new java.util.ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT records FROM board_batch ORDER BY number")) {
                while (row.next()) {
                    byte[] batch = row.getBytes(1);
                    for (int at = 0; at < batch.length; at += 4096) {
                        records.add(Arrays.copyOfRange(batch, at, at + 4096));
                    }
                }
            }
            return records;
        });
    }
}
