package org.tresllaves.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens on the writer's thread, nobody waits for it for ever. */
@Timeout(30)
final class WriterTest {
    @TempDir
    Path dir;

    private static int insert(Database database) throws IOException {
        return database.write(connection -> {
            try (var insert = connection.createStatement()) {
                return insert.executeUpdate("INSERT INTO trial VALUES (1)");
            }
        });
    }

    private static int count(Database database) throws IOException {
        return database.read(connection -> {
            try (var query = connection.createStatement(); var rows = query.executeQuery("SELECT * FROM trial")) {
                int count = 0;
                while (rows.next()) {
                    count++;
                }
                return count;
            }
        });
    }

    private static boolean run(Database database, String sql) throws IOException {
        return database.write(connection -> {
            Database.execute(connection, sql);
            return true;
        });
    }

    @Test
    void aTurnThatFailsTakesNoLaterOneWithIt() throws Exception {
        try (Database database = Database.open(dir)) {
            run(database, "CREATE TABLE trial (number INTEGER)");
            AtomicBoolean broken = new AtomicBoolean(true);
            database.beforeCommit(() -> {
                if (broken.get()) {
                    throw new IllegalStateException("for the test");
                }
            });
            assertThatThrownBy(() -> insert(database)).isInstanceOf(IOException.class);
            broken.set(false);
            insert(database);
            assertThat(count(database)).isEqualTo(1);
            assertThatThrownBy(() -> run(database, "ROLLBACK")).isInstanceOf(IOException.class);
            insert(database);
            assertThat(count(database)).isEqualTo(2);
        }
    }

    @Test
    void whenTheThreadEndsEverybodyIsTold() throws Exception {
        try (Database database = Database.open(dir)) {
            assertThatThrownBy(() -> database.write(connection -> {
                throw new StackOverflowError("for the test");
            })).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> run(database, "SELECT 1")).isInstanceOf(IOException.class);
        }
    }
}
