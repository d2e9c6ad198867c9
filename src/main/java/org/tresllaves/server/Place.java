package org.tresllaves.server;

import java.nio.file.Files;
import java.nio.file.Path;
import org.tresllaves.server.db.Database;
import picocli.CommandLine.Option;

/** Where a server lives: the options every command has. */
final class Place {
    @Option(names = "--data", required = true, paramLabel = "${bundle:label.folder}", descriptionKey = "option.data")
    Path data = Path.of("");

    @Option(names = "--key", required = true, paramLabel = "${bundle:label.file}", descriptionKey = "option.key")
    Path key = Path.of("");

    /** Refuses a key that lies with the data: a copied directory must be noise. */
    void check() throws Main.Stop {
        if (key.toAbsolutePath().normalize().startsWith(data.toAbsolutePath().normalize())) {
            throw new Main.Stop("error.key-inside");
        }
    }

    void checkMade() throws Main.Stop {
        check();
        if (!Files.exists(key) || !Files.exists(data.resolve(Database.FILE))) {
            throw new Main.Stop("error.no-server");
        }
    }
}
