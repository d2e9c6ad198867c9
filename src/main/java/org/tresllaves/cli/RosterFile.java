package org.tresllaves.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Roster;
import org.tresllaves.tlog.NoteList;
import org.tresllaves.tlog.RosterChain;
import org.tresllaves.tlog.SignedNote;

/** Rosters as files: a draft nobody has signed yet, a note with some signatures, or a whole chain as the server hands it out. */
final class RosterFile {
    private static final int MAX_CHAIN = 24 << 20;

    private RosterFile() {
    }

    /** A draft or a signed note; both end in what follows the text, an empty line and the signatures there are. */
    static SignedNote note(Path file) throws Stop {
        byte[] bytes = Input.bytes(file, SignedNote.MAX_NOTE);
        try {
            String text = new String(bytes, StandardCharsets.UTF_8);
            return text.endsWith("\n\n")
                    ? SignedNote.unsigned(text.substring(0, text.length() - 1))
                    : SignedNote.parse(bytes);
        } catch (Malformed e) {
            throw new Stop(Problem.FILE_FORMAT, file, e.flaw().name());
        }
    }

    static Roster roster(Path file, SignedNote note) throws Stop {
        try {
            return Roster.parse(note.text());
        } catch (Malformed e) {
            throw new Stop(Problem.FILE_FORMAT, file, e.flaw().name());
        }
    }

    /** Whether a file is a list of notes: a length below 2^24 comes first, where a note begins with its type. */
    static boolean isChain(Path file) throws Stop {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == 0;
        } catch (IOException e) {
            throw new Stop(Problem.FILE_UNREADABLE, file);
        }
    }

    /** A chain saved by {@code panel show --out}, or the genesis' note alone; verified from its own genesis, which somebody has to compare. */
    static RosterChain chain(Path file) throws Stop {
        byte[] bytes = Input.bytes(file, MAX_CHAIN);
        try {
            List<byte[]> notes = isChain(file) ? NoteList.parse(bytes) : List.of(bytes);
            if (notes.isEmpty()) {
                throw new Malformed(RosterChain.Flaw.EMPTY);
            }
            return RosterChain.verify(RosterChain.trustingGenesis(notes.getFirst()).panelId(), notes);
        } catch (Malformed e) {
            throw new Stop(Problem.FILE_FORMAT, file, e.flaw().name());
        }
    }
}
