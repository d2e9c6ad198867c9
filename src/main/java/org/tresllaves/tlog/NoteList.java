package org.tresllaves.tlog;

import java.util.ArrayList;
import java.util.List;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Wire;

/** Notes in a row, as the server hands out its roster chain and its docket: {@code (u32 length | note)*} (spec: roster, "Chain"). */
public final class NoteList {
    /** What can be wrong with a list; what is in it is parsed apart. */
    public enum Flaw implements org.tresllaves.protocol.Flaw {
        TRUNCATED, TOO_LONG, EMPTY_NOTE
    }

    private NoteList() {
    }

    public static List<byte[]> parse(byte[] bytes) throws Malformed {
        return parse(bytes, SignedNote.MAX_NOTE);
    }

    /** The same framing around things of which none is longer than {@code most}: the batches of the intake window, whose entries are no notes. */
    public static List<byte[]> parse(byte[] bytes, int most) throws Malformed {
        Wire.Reader in = new Wire.Reader(bytes, Flaw.TRUNCATED);
        List<byte[]> notes = new ArrayList<>();
        while (in.remaining() > 0) {
            long length = in.u32();
            if (length == 0 || length > most) {
                throw new Malformed(length == 0 ? Flaw.EMPTY_NOTE : Flaw.TOO_LONG);
            }
            notes.add(in.bytes((int) length));
        }
        return notes;
    }

    public static byte[] encode(List<byte[]> notes) {
        Wire.Writer out = new Wire.Writer();
        notes.forEach(note -> out.u32(note.length).bytes(note));
        return out.toBytes();
    }
}
