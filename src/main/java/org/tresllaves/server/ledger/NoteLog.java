package org.tresllaves.server.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.tresllaves.protocol.Wire;
import org.tresllaves.server.db.Database;

/**
 * An ordered log of signed notes that anybody may read: appended to, never changed. The owner of its order; witnessed trees will take their leaves from
 * here. What may be appended is for the caller to check.
 */
public final class NoteLog {
    /** Which log; its code in the database. */
    public enum Kind {
        ROSTER(1), DOCKET(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    private final Database database;
    private final Kind kind;
    private volatile Framed framed = new Framed(0, new byte[0]);

    /** The log as it is handed out, when it had so many notes. */
    private record Framed(long size, byte[] bytes) {
    }

    public NoteLog(Database database, Kind kind) {
        this.database = database;
        this.kind = kind;
    }

    /** Appends one note and returns its position, from 0. Durable when this returns. */
    public long append(byte[] note) throws IOException {
        return database.write(connection -> append(connection, note));
    }

    /** Appends within somebody else's transaction. */
    public long append(Connection connection, byte[] note) throws SQLException {
        long position = size(connection);
        try (PreparedStatement insert = connection
                .prepareStatement("INSERT INTO note (log, position, note) VALUES (?, ?, ?)")) {
            insert.setInt(1, kind.code);
            insert.setLong(2, position);
            insert.setBytes(3, note);
            insert.executeUpdate();
            return position;
        }
    }

    /** Every note, in order. */
    public List<byte[]> notes() throws IOException {
        return database.read(connection -> {
            List<byte[]> notes = new ArrayList<>();
            try (PreparedStatement select = connection
                    .prepareStatement("SELECT note FROM note WHERE log = ? ORDER BY position")) {
                select.setInt(1, kind.code);
                try (ResultSet found = select.executeQuery()) {
                    while (found.next()) {
                        notes.add(found.getBytes(1));
                    }
                }
            }
            return notes;
        });
    }

    /** (u32 length | note)*, as it is handed out: the same array for every caller, however slowly it reads, until there is one note more. */
    public byte[] framed() throws IOException {
        long size = database.read(this::size);
        Framed made = framed;
        if (made.size() != size) {
            List<byte[]> notes = notes();
            made = new Framed(notes.size(), framed(notes));
            framed = made;
        }
        return made.bytes();
    }

    static byte[] framed(List<byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(new Wire.Writer().u32(part.length).toBytes());
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private long size(Connection connection) throws SQLException {
        try (PreparedStatement select = connection
                .prepareStatement("SELECT COALESCE(MAX(position) + 1, 0) FROM note WHERE log = ?")) {
            select.setInt(1, kind.code);
            try (ResultSet found = select.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
    }
}
