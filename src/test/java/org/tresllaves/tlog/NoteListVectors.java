package org.tresllaves.tlog;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tresllaves.protocol.Wire;
import org.tresllaves.vectors.Vector;

/** Writes the vectors of lists of notes: {@code vectors/note-list}. */
final class NoteListVectors {
    static final String FORMAT = "note-list";

    private NoteListVectors() {
    }

    public static void main(String[] args) throws IOException {
        Vector.write(FORMAT, all());
    }

    static Map<String, Vector> all() {
        List<byte[]> two = List.of(new byte[]{1}, new byte[]{2, 3});
        byte[] encoded = NoteList.encode(two);
        Map<String, Vector> all = new TreeMap<>();
        all.put("none", Vector.ok(FORMAT, "no notes").in("list", new byte[0]).out("notes", List.of()));
        all.put("two", Vector.ok(FORMAT, "two notes").in("list", encoded).out("notes", two));
        bad(all, "length-cut", NoteList.Flaw.TRUNCATED, "three bytes of a length", new byte[3]);
        bad(all, "note-cut", NoteList.Flaw.TRUNCATED, "a note's last byte is missing",
                java.util.Arrays.copyOf(encoded, encoded.length - 1));
        bad(all, "empty-note", NoteList.Flaw.EMPTY_NOTE, "a note of no bytes",
                new Wire.Writer().bytes(encoded).u32(0).toBytes());
        bad(all, "too-long", NoteList.Flaw.TOO_LONG, "a length of 262,145",
                new Wire.Writer().bytes(encoded).u32(SignedNote.MAX_NOTE + 1L).toBytes());
        return all;
    }

    private static void bad(Map<String, Vector> all, String name, NoteList.Flaw flaw, String comment, byte[] list) {
        all.put(name, Vector.refused(FORMAT, comment, flaw).in("list", list));
    }
}
