package org.tresllaves.server.db;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A table (id, sealed) of rows allocated beforehand and only ever overwritten by rows of the same length: {@code salt 32 | AES-256-GCM}. Without the
 * key a row in use and one that is not are random bytes alike. Each write takes a fresh key, HMAC-SHA-256(key, salt), so that no nonce comes twice; table
 * and id are authenticated, so that a row cannot stand in for another.
 */
public final class SealedRows {
    private static final int SALT = 32;
    private static final int TAG = 16;

    private final String table;
    private final int length;
    private final SecretKey key;
    private final SecureRandom random;

    private final boolean sealing;

    /** {@code table} is a name of ours, never input. */
    public SealedRows(String table, int length, SecretKey key, SecureRandom random) {
        this(table, length, key, random, true);
    }

    /** Without sealing, for the test that sees what is missing then. */
    SealedRows(String table, int length, SecretKey key, SecureRandom random, boolean sealing) {
        this.table = table;
        this.length = length;
        this.key = key;
        this.random = random;
        this.sealing = sealing;
    }

    /** Overwrites a row. */
    public void put(Connection connection, long id, byte[] plain) throws SQLException {
        put(connection, Map.of(id, seal(id, plain)));
    }

    /** Overwrites rows, each by what {@link #seal} made for it. */
    public void put(Connection connection, Map<Long, byte[]> sealed) throws SQLException {
        try (PreparedStatement update = connection
                .prepareStatement("UPDATE " + table + " SET sealed = ? WHERE id = ?")) {
            for (Map.Entry<Long, byte[]> row : sealed.entrySet()) {
                update.setBytes(1, row.getValue());
                update.setLong(2, row.getKey());
                if (update.executeUpdate() != 1) {
                    throw new SQLException("no such row");
                }
            }
        }
    }

    /** Every row, opened. One that does not open was changed by somebody else, or the key is another: nothing may go on. */
    public Map<Long, byte[]> all(Connection connection) throws SQLException {
        Map<Long, byte[]> rows = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT id, sealed FROM " + table);
                ResultSet found = select.executeQuery()) {
            while (found.next()) {
                rows.put(found.getLong(1), open(found.getLong(1), found.getBytes(2)));
            }
        }
        return rows;
    }

    /** The bytes of a row with this content; {@code plain} has the table's length. */
    public byte[] seal(long id, byte[] plain) {
        if (plain.length != length) {
            throw new IllegalArgumentException("rows of " + table + " have " + length + " bytes");
        }
        byte[] row = new byte[SALT + length + TAG];
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        if (!sealing) {
            System.arraycopy(plain, 0, row, SALT, length);
            return row;
        }
        System.arraycopy(salt, 0, row, 0, SALT);
        try {
            cipher(Cipher.ENCRYPT_MODE, id, salt).doFinal(plain, 0, length, row, SALT);
            return row;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is in every JDK", e);
        }
    }

    private byte[] open(long id, byte[] row) throws SQLException {
        if (row.length != SALT + length + TAG) {
            throw new SQLException("a row of " + table + " has another length");
        }
        if (!sealing) {
            return Arrays.copyOfRange(row, SALT, SALT + length);
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, id, Arrays.copyOf(row, SALT)).doFinal(row, SALT, length + TAG);
        } catch (GeneralSecurityException e) {
            throw new SQLException("a row of " + table + " does not open with this key", e);
        }
    }

    private Cipher cipher(int mode, long id, byte[] salt) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(mac.doFinal(salt), "AES"), new GCMParameterSpec(8 * TAG, new byte[12]));
        cipher.updateAAD(table.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        cipher.updateAAD(ByteBuffer.allocate(Long.BYTES).putLong(id).flip());
        return cipher;
    }
}
