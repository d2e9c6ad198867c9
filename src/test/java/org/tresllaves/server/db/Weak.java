package org.tresllaves.server.db;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumSet;
import javax.crypto.SecretKey;

/** The store with one measure against traces switched off. */
public final class Weak {
    private Weak() {
    }

    public static Database withoutSecureDelete(Path directory) throws IOException {
        return Database.open(directory, EnumSet.complementOf(EnumSet.of(Database.Measure.SECURE_DELETE)));
    }

    public static Database withoutTruncation(Path directory) throws IOException {
        return Database.open(directory, EnumSet.complementOf(EnumSet.of(Database.Measure.TRUNCATE)));
    }

    public static SealedRows plainRows(String table, int length, SecretKey key) {
        return new SealedRows(table, length, key, new SecureRandom(), false);
    }
}
