package org.tresllaves.server.page;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tresllaves.protocol.BadQuestionnaire;
import org.tresllaves.protocol.Questionnaires;
import org.tresllaves.protocol.Roster;

/** All questionnaires this server hands out, checked when it starts: one pack, the same bytes for everybody (spec: page, "Questionnaires"). */
public final class Forms {
    private static final String FOLDER = "questionnaires";

    private final byte[] gzip;
    private final List<Roster.Listed> listed;

    private Forms(Questionnaires questionnaires) {
        this.gzip = Bundle.gzip(questionnaires.pack());
        this.listed = questionnaires.listed();
    }

    /** Those in a folder. */
    public static Forms in(Path folder) throws IOException, Unfit {
        if (!Files.isDirectory(folder)) {
            throw new Unfit(folder.toString(), "MISSING");
        }
        try {
            return new Forms(Questionnaires.read(folder));
        } catch (BadQuestionnaire e) {
            throw new Unfit(e.file() + ":" + e.line(), (e.flaw().name() + " " + e.what()).strip());
        }
    }

    /** Those this artifact was built with; empty if it was built without. */
    public static Optional<Forms> shipped() throws IOException, Unfit {
        Path artifact = artifact();
        if (Files.isDirectory(artifact)) {
            return ofFolder(artifact.resolve(FOLDER));
        }
        try (FileSystem jar = FileSystems.newFileSystem(artifact)) {
            return ofFolder(jar.getPath(FOLDER));
        }
    }

    private static Optional<Forms> ofFolder(Path folder) throws IOException, Unfit {
        return Files.isDirectory(folder) ? Optional.of(in(folder)) : Optional.empty();
    }

    /** The jar or the directory of classes this class came in. */
    private static Path artifact() throws IOException {
        try {
            return Path.of(Forms.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException("finding the questionnaires", e);
        }
    }

    /** The pack, compressed once. */
    byte[] gzip() {
        return gzip.clone();
    }

    /** The lines of a roster that names them all. */
    public List<Roster.Listed> listed() {
        return listed;
    }
}
