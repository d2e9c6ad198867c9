package org.tresllaves.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.vectors.Vector;

class NoteListVectorTest {
    @Test
    void listsAreReadAsTheVectorsSay() throws IOException {
        Map<String, Vector> committed = Vector.all(NoteListVectors.FORMAT);
        assertThat(NoteListVectors.all()).isEqualTo(committed);
        committed.forEach((name, vector) -> assertThat(outcome(vector)).as(name).isEqualTo(vector.expect()));
        TreeSet<String> named = new TreeSet<>(committed.values().stream().map(Vector::expect).toList());
        for (NoteList.Flaw flaw : NoteList.Flaw.values()) {
            assertThat(named).contains(flaw.name());
        }
    }

    private static String outcome(Vector vector) {
        try {
            List<byte[]> notes = NoteList.parse(vector.bytes("list"));
            assertThat(NoteList.encode(notes)).isEqualTo(vector.bytes("list"));
            assertThat(notes.stream().map(HexFormat.of()::formatHex).toList()).isEqualTo(vector.out().get("notes"));
            return "OK";
        } catch (Malformed e) {
            return e.flaw().name();
        }
    }
}
