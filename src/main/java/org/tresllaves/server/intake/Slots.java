package org.tresllaves.server.intake;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import javax.crypto.SecretKey;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.server.db.Database;
import org.tresllaves.server.db.SealedRows;
import org.tresllaves.server.intake.Capacity.SlotSize;

/**
 * The chest and its table: one row for each slot, both overwritten in place. A free slot is drawn at random, so that neither position nor row says when
 * it was taken. Not for several threads at once, except {@link #store}, {@link #release} and {@link #chest}.
 */
final class Slots implements AutoCloseable {
    private final Database database;
    private final Chest chest;
    private final SealedRows rows;
    private final Draw draw;
    private final Map<SlotSize, List<Slot>> free = new EnumMap<>(SlotSize.class);
    private final Map<SlotSize, Integer> total = new EnumMap<>(SlotSize.class);

    /** Picks one of so many free slots. */
    @FunctionalInterface
    interface Draw {
        int of(int free);
    }

    private Slots(Database database, Chest chest, SealedRows rows, Draw draw) {
        this.database = database;
        this.chest = chest;
        this.rows = rows;
        this.draw = draw;
        for (SlotSize size : SlotSize.values()) {
            free.put(size, new ArrayList<>());
            total.put(size, 0);
        }
    }

    static SealedRows rows(SecretKey key, SecureRandom random) {
        return new SealedRows("slot", Holding.LENGTH, key, random);
    }

    /** Opens the chest and tells {@code found} of every slot in use. */
    static Slots open(Path directory, Database database, SealedRows rows, SecureRandom random, Draw draw,
            BiConsumer<Slot, Holding> found) throws IOException {
        Slots slots = new Slots(database, Chest.open(directory, random), rows, draw);
        try {
            slots.load(found);
        } catch (Malformed e) {
            throw new IOException("reading the slots", e);
        }
        database.beforeCommit(slots.chest::sync);
        return slots;
    }

    private void load(BiConsumer<Slot, Holding> found) throws IOException, Malformed {
        Map<Long, Slot> places = database.read(Slots::places);
        Map<Long, byte[]> held = database.read(rows::all);
        for (Slot slot : places.values()) {
            total.merge(slot.size(), 1, Integer::sum);
            byte[] row = held.get(slot.id());
            var holding = Holding.parse(row == null ? Holding.free() : row);
            holding.ifPresentOrElse(it -> found.accept(slot, it), () -> free(slot.size()).add(slot));
        }
    }

    /** Free slots and all slots of each size, as the rows say. */
    static Map<SlotSize, int[]> counts(Database database, SealedRows rows) throws IOException {
        Map<SlotSize, int[]> counts = new EnumMap<>(SlotSize.class);
        for (SlotSize size : SlotSize.values()) {
            counts.put(size, new int[2]);
        }
        Map<Long, byte[]> held = database.read(rows::all);
        for (Slot slot : database.read(Slots::places).values()) {
            byte[] row = held.getOrDefault(slot.id(), Holding.free());
            counts.merge(slot.size(), new int[]{row[0] == 0 ? 1 : 0, 1}, (a, b) -> new int[]{a[0] + b[0], a[1] + b[1]});
        }
        return counts;
    }

    private static Map<Long, Slot> places(Connection connection) throws SQLException {
        Map<Long, Slot> places = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT id, class, at FROM slot");
                ResultSet found = select.executeQuery()) {
            while (found.next()) {
                places.put(found.getLong(1),
                        new Slot(found.getLong(1), SlotSize.values()[found.getInt(2)], found.getLong(3)));
            }
        }
        return places;
    }

    /** Adds slots: random bytes to the chest first, then one row each. */
    void grow(Capacity more) throws IOException {
        long at = chest.length();
        chest.grow(more.bytes());
        List<Slot> fresh = new ArrayList<>();
        for (SlotSize size : SlotSize.values()) {
            for (int i = 0; i < more.of(size); i++) {
                fresh.add(new Slot(total() + fresh.size() + 1L, size, at));
                at += size.length();
            }
        }
        database.write(connection -> insert(connection, fresh));
        fresh.forEach(slot -> {
            free(slot.size()).add(slot);
            total.merge(slot.size(), 1, Integer::sum);
        });
    }

    private boolean insert(Connection connection, List<Slot> fresh) throws SQLException {
        try (PreparedStatement insert = connection
                .prepareStatement("INSERT INTO slot (id, class, at, sealed) VALUES (?, ?, ?, ?)")) {
            for (Slot slot : fresh) {
                insert.setLong(1, slot.id());
                insert.setInt(2, slot.size().ordinal());
                insert.setLong(3, slot.at());
                insert.setBytes(4, rows.seal(slot.id(), Holding.free()));
                insert.executeUpdate();
            }
            return true;
        }
    }

    private long total() {
        return total.values().stream().mapToLong(Integer::intValue).sum();
    }

    int total(SlotSize size) {
        return total.getOrDefault(size, 0);
    }

    int room(SlotSize size) {
        return free(size).size();
    }

    private List<Slot> free(SlotSize size) {
        return free.computeIfAbsent(size, any -> new ArrayList<>());
    }

    /** Takes a free slot at random; there must be one. */
    Slot take(SlotSize size) {
        List<Slot> from = free(size);
        int drawn = draw.of(from.size());
        Slot slot = from.get(drawn);
        from.set(drawn, from.getLast());
        from.removeLast();
        return slot;
    }

    /** Gives a slot back whose row says it is free. */
    void give(Slot slot) {
        free(slot.size()).add(slot);
    }

    /** Writes what slots hold, all or nothing; durable when this returns, their bytes in the chest too. */
    void store(Map<Slot, Holding> holdings) throws IOException {
        Map<Slot, byte[]> plain = new HashMap<>();
        holdings.forEach((slot, holding) -> plain.put(slot, holding.encode()));
        put(plain, connection -> true);
    }

    /** Forgets what slots hold, together with other work: first the keys, then the bytes they encrypted. */
    void release(List<Slot> slots, Database.Work<?> together) throws IOException {
        Map<Slot, byte[]> plain = new HashMap<>();
        slots.forEach(slot -> plain.put(slot, Holding.free()));
        put(plain, together);
        for (Slot slot : slots) {
            chest.erase(slot);
        }
    }

    /** Sealed here, by each caller for itself: the writer has one thread for everybody. */
    private void put(Map<Slot, byte[]> plain, Database.Work<?> together) throws IOException {
        Map<Long, byte[]> sealed = new HashMap<>();
        plain.forEach((slot, row) -> sealed.put(slot.id(), rows.seal(slot.id(), row)));
        database.write(connection -> {
            rows.put(connection, sealed);
            together.run(connection);
            return true;
        });
    }

    Chest chest() {
        return chest;
    }

    @Override
    public void close() throws IOException {
        chest.close();
    }
}
