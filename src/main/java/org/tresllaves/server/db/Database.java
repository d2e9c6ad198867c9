package org.tresllaves.server.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The one SQLite file of a data directory (design: data). Writes go through one thread that commits them in groups, each durable when its call returns.
 * Deleted content is overwritten, temporary tables stay in memory, and the write-ahead log, which would tell the order of everything, is cut to nothing
 * every second.
 */
public final class Database implements AutoCloseable {
    public static final String FILE = "tresllaves.db";

    /** What keeps traces off the disk. Tests switch one off to see that its absence shows. */
    enum Measure {
        SECURE_DELETE, TRUNCATE
    }

    /** SQL in one transaction, or in its share of one. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** What must be on the disk before a commit may say that it is. */
    @FunctionalInterface
    public interface Flush {
        void run() throws IOException;
    }

    /** Below this the disk is as good as full: what a busy second puts into the log. */
    private static final long SCARCE = 8 << 20;

    private final Path directory;
    private final Connection reader;
    private final ReentrantLock reading = new ReentrantLock();
    private final Optional<Writer> writer;

    private Database(Path directory, Connection reader, Optional<Writer> writer) {
        this.directory = directory;
        this.reader = reader;
        this.writer = writer;
    }

    /** Opens, and makes or upgrades the schema. The directory must exist. */
    public static Database open(Path directory) throws IOException {
        return open(directory, EnumSet.allOf(Measure.class));
    }

    static Database open(Path directory, Set<Measure> measures) throws IOException {
        Path file = directory.resolve(FILE);
        prepare(directory, file);
        SQLiteDataSource source = new SQLiteDataSource(config(measures));
        source.setUrl("jdbc:sqlite:" + file);
        try {
            migrate(source);
            Connection reader = source.getConnection();
            execute(reader, "PRAGMA query_only = ON");
            Connection writing = source.getConnection();
            writing.setAutoCommit(false);
            return new Database(directory, reader,
                    Optional.of(Writer.start(writing, measures.contains(Measure.TRUNCATE))));
        } catch (SQLException e) {
            throw new IOException("opening the database", e);
        }
    }

    /** Opens for reading alone, beside a server that may be running: its writer never lets go of the lock. */
    public static Database beside(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        prepare(directory, file);
        SQLiteDataSource source = new SQLiteDataSource(config(EnumSet.allOf(Measure.class)));
        source.setUrl("jdbc:sqlite:" + file);
        try {
            Connection reader = source.getConnection();
            execute(reader, "PRAGMA query_only = ON");
            return new Database(directory, reader, Optional.empty());
        } catch (SQLException e) {
            throw new IOException("opening the database", e);
        }
    }

    private Writer writer() {
        return writer.orElseThrow(() -> new IllegalStateException("opened for reading"));
    }

    private static void prepare(Path directory, Path file) throws IOException {
        Path scratch = directory.resolve("tmp");
        Files.createDirectories(scratch);
        // The driver unpacks its library; nothing of ours lands in the machine's own temporary directory.
        System.setProperty("org.sqlite.tmpdir", scratch.toString());
        if (!Files.exists(file)) {
            // SQLite gives its -wal and -shm files the mode of the database.
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    private static SQLiteConfig config(Set<Measure> measures) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, measures.contains(Measure.SECURE_DELETE) ? "ON" : "OFF");
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(5_000);
        // The log is emptied once a second by the writer; no commit has to wait for that in between.
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, "0");
        return config;
    }

    private static void migrate(SQLiteDataSource source) throws SQLException {
        Flyway flyway = Flyway.configure().dataSource(source).locations("classpath:db/migration").load();
        if (flyway.info().pending().length == 0) {
            return; // beside a running server nothing is written
        }
        flyway.migrate();
        try (Connection connection = source.getConnection()) {
            // When the server was set up or upgraded is nobody's business.
            execute(connection,
                    "UPDATE flyway_schema_history SET installed_on = '1970-01-01 00:00:00.000', execution_time = 0");
            execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs the work on the writer's thread. Durable when this returns; on an exception, {@link DiskFull} among them, nothing of it happened. */
    public <T> T write(Work<T> work) throws IOException {
        try {
            return writer().run(work);
        } catch (IOException e) {
            throw DiskFull.orSame(directory, e);
        }
    }

    /** Whether the disk has room for what a busy second writes. */
    public boolean hasRoom() {
        return directory.toFile().getUsableSpace() >= SCARCE;
    }

    /** Reads what is committed. */
    public <T> T read(Work<T> work) throws IOException {
        reading.lock();
        try {
            return work.run(reader);
        } catch (SQLException e) {
            throw new IOException("reading the database", e);
        } finally {
            reading.unlock();
        }
    }

    /** Adds something that every commit waits for. */
    public void beforeCommit(Flush flush) {
        writer().beforeCommit(flush);
    }

    /** A consistent copy of the database into a file that does not exist yet. */
    public void backup(Path to) throws IOException {
        Files.createFile(to, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        read(connection -> {
            execute(connection, "BACKUP TO '" + to.toString().replace("'", "''") + "'");
            return true;
        });
    }

    @Override
    public void close() throws IOException {
        if (writer.isPresent()) {
            writer.get().close();
        }
        reading.lock();
        try {
            reader.close();
        } catch (SQLException e) {
            throw new IOException("closing the database", e);
        } finally {
            reading.unlock();
        }
    }
}
