package org.tresllaves.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.tresllaves.server.db.Database;
import org.tresllaves.server.db.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code backup}: a consistent copy without the key file, which has to be kept elsewhere. */
@Command(name = "backup")
final class Backup implements Callable<Integer> {
    @Mixin
    Place place = new Place();

    @Option(names = "--to", required = true, paramLabel = "${bundle:label.folder}", descriptionKey = "option.to")
    Path to = Path.of("");

    @Override
    public Integer call() throws Exception {
        place.checkMade();
        if (Files.exists(to)) {
            throw new Main.Stop("error.exists");
        }
        Files.createDirectory(to, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (Database database = Database.beside(place.data)) {
            // The database first: a slot that is emptied meanwhile belongs to a report that was erased anyway.
            database.backup(to.resolve(Database.FILE));
        }
        for (String file : List.of("chest", "largest")) {
            Files.copy(place.data.resolve(file), to.resolve(file));
        }
        bundles();
        Times.forget(to);
        System.err.println(Texts.get("backup.done", to));
        return 0;
    }

    /** Approvals cannot be given twice: without its bundles an open request would be lost with the machine. */
    private void bundles() throws IOException {
        Path from = place.data.resolve("bundles");
        Path copies = Files.createDirectory(to.resolve("bundles"));
        List<Path> found = List.of();
        if (Files.exists(from)) {
            try (Stream<Path> list = Files.list(from)) {
                found = list.filter(path -> !path.toString().endsWith(".part")).toList();
            }
        }
        for (Path bundle : found) {
            try {
                Files.copy(bundle, copies.resolve(bundle.getFileName()));
            } catch (NoSuchFileException e) {
                // Its reader was done with it meanwhile.
            }
        }
    }
}
