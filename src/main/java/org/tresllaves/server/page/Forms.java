package org.tresllaves.server.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tresllaves.protocol.BadQuestionnaire;
import org.tresllaves.protocol.Questionnaires;
import org.tresllaves.protocol.Roster;

/** All questionnaires this server hands out, checked when it starts: one pack, the same bytes for everybody (spec: page, "Questionnaires"). */
public final class Forms {
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
            throw unfit(e);
        }
    }

    /** Those this artifact was built with; empty if it was built without. */
    public static Optional<Forms> shipped() throws IOException, Unfit {
        try {
            return Questionnaires.shipped().map(Forms::new);
        } catch (BadQuestionnaire e) {
            throw unfit(e);
        }
    }

    private static Unfit unfit(BadQuestionnaire e) {
        return new Unfit(e.file() + ":" + e.line(), (e.flaw().name() + " " + e.what()).strip());
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
