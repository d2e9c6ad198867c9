package org.tresllaves.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tresllaves.protocol.Flaw;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Wire;
import org.tresllaves.tlog.SignedNote;

/**
 * An approval whose bundles may not all have arrived: {@code u32 length | note | (u8 reader | u32 length | bundle)*} in a file beside the key file,
 * readable by its owner only, gone once all have. It holds nothing the server is not meant to have: signed text and sealed slots.
 */
record Unsent(Path file) {
    private static final int LIMIT = 1 << 30;

    /** The file as it can be damaged; then it is of no use. */
    private enum Damage implements Flaw {
        CUT
    }

    /** The note, and the bundle for each reader by its number. */
    record Kept(byte[] note, Map<Integer, byte[]> bundles) {
        /** H("note" | text), by which the server knows the approval. */
        Hash hash() throws Stop {
            try {
                return SignedNote.parse(note).hash(Label.NOTE);
            } catch (Malformed e) {
                throw new Stop(Problem.FILE_FORMAT, "", e.flaw().name());
            }
        }
    }

    /** Where the approval of a request lies until it has arrived. */
    static Unsent beside(Path keyFile, Hash request) {
        return new Unsent(keyFile.resolveSibling(keyFile.getFileName() + "." + Desk.brief(request) + ".unsent"));
    }

    Optional<Kept> read() throws Stop {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Wire.Reader in = new Wire.Reader(Input.bytes(file, LIMIT), Damage.CUT);
            byte[] note = in.bytes((int) in.u32());
            Map<Integer, byte[]> bundles = new LinkedHashMap<>();
            while (in.remaining() > 0) {
                bundles.put(in.u8(), in.bytes((int) in.u32()));
            }
            return Optional.of(new Kept(note, bundles));
        } catch (Malformed e) {
            throw new Stop(Problem.FILE_FORMAT, file, e.flaw().name());
        }
    }

    void write(Kept kept) throws Stop, IOException {
        Wire.Writer out = new Wire.Writer().u32(kept.note().length).bytes(kept.note());
        kept.bundles().forEach((reader, bundle) -> out.u8(reader).u32(bundle.length).bytes(bundle));
        try (Output output = Output.replacing(file)) {
            output.stream().write(out.toBytes());
            output.keep();
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
