package org.tresllaves.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tresllaves.crypto.Derive;
import org.tresllaves.panel.PersonKeys;
import org.tresllaves.protocol.ApproveNote;
import org.tresllaves.protocol.Flaw;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.RequestNote;
import org.tresllaves.protocol.Wire;
import org.tresllaves.tlog.PanelNote;
import org.tresllaves.tlog.RosterChain;
import org.tresllaves.tlog.SignedNote;

/**
 * A member's one answer to a request, kept beside the key file until the request's last day is over, readable by its owner only: {@code u32 day | u32 length |
 * note | (u8 reader | u32 length | bundle)*}. Fillers are random and releases are not, so whoever holds two sets of bundles for one request sees which slots
 * are releases: what was made once is sent again and never made anew. It holds nothing the server is not meant to have: signed text and sealed slots.
 *
 * @param notAfter the request's last day
 * @param note     the signed APPROVE
 * @param bundles  the bundle for each reader by its number
 */
record KeptApproval(LocalDate notAfter, SignedNote note, Map<Integer, byte[]> bundles) {
    private static final String SUFFIX = ".approval";
    private static final int LIMIT = 1 << 30;

    /** What can be wrong with such a file: then this member's client answers the request no more, since it might answer in another way. */
    private enum Damage implements Flaw {
        CUT, NOT_THIS_ANSWER
    }

    /** Where the approval of a request lies. */
    private static Path file(Path keyFile, Hash request) {
        return keyFile.resolveSibling(keyFile.getFileName() + "." + Desk.brief(request) + SUFFIX);
    }

    /** What this person answered a request before, if it did here. */
    static Optional<KeptApproval> of(Path keyFile, PanelNote<RequestNote> request, RosterChain chain, PersonKeys keys)
            throws Stop {
        Path file = file(keyFile, request.hash());
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            KeptApproval kept = parse(Input.bytes(file, LIMIT));
            if (!kept.answers(request, chain, keys)) {
                throw new Malformed(Damage.NOT_THIS_ANSWER);
            }
            return Optional.of(kept);
        } catch (Malformed e) {
            throw new Stop(Problem.APPROVAL_DAMAGED, file, e.flaw().name(), request.note().notAfter().toString());
        }
    }

    /** H("note" | text), by which the server knows the approval. */
    Hash hash() {
        return note.hash(Label.NOTE);
    }

    private boolean answers(PanelNote<RequestNote> request, RosterChain chain, PersonKeys keys) throws Malformed {
        return PanelNote.verify(note.encode(), chain).as(ApproveNote.class)
                .filter(approve -> Arrays.equals(approve.person().ed25519(), keys.person()))
                .map(PanelNote::note)
                .filter(approve -> approve.request().equals(request.hash()) && approve.bundles().equals(hashes()))
                .isPresent();
    }

    private List<ApproveNote.Bundle> hashes() {
        return bundles.entrySet().stream()
                .map(bundle -> new ApproveNote.Bundle(bundle.getKey(), Derive.h(Label.BUNDLE, bundle.getValue())))
                .toList();
    }

    private static KeptApproval parse(byte[] bytes) throws Malformed {
        Wire.Reader in = new Wire.Reader(bytes, Damage.CUT);
        LocalDate notAfter = LocalDate.ofEpochDay(in.u32());
        SignedNote note = SignedNote.parse(in.bytes((int) in.u32()));
        Map<Integer, byte[]> bundles = new LinkedHashMap<>();
        while (in.remaining() > 0) {
            bundles.put(in.u8(), in.bytes((int) in.u32()));
        }
        return new KeptApproval(notAfter, note, bundles);
    }

    /** Keeps it, on the disk before this returns. One that is there already is never replaced, not even one that appears at this moment. */
    void write(Path keyFile, Hash request) throws Stop, IOException {
        byte[] signed = note.encode();
        Wire.Writer out = new Wire.Writer().u32(notAfter.toEpochDay()).u32(signed.length).bytes(signed);
        bundles.forEach((reader, bundle) -> out.u8(reader).u32(bundle.length).bytes(bundle));
        try (Output output = Output.to(file(keyFile, request))) {
            output.stream().write(out.toBytes());
            try (FileChannel channel = FileChannel.open(output.draft(), StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            output.keep();
        }
    }

    /** Deletes what was kept for requests whose last day is over: nobody can be asked for it any more. */
    static void forget(Path keyFile, LocalDate today) throws IOException {
        Path folder = keyFile.toAbsolutePath().getParent();
        String start = keyFile.getFileName() + ".";
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder == null ? Path.of("/") : folder,
                file -> file.getFileName().toString().startsWith(start) && file.toString().endsWith(SUFFIX))) {
            for (Path file : files) {
                if (isOver(file, today)) {
                    Files.delete(file);
                }
            }
        }
    }

    private static boolean isOver(Path file, LocalDate today) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] day = in.readNBytes(Integer.BYTES);
            return day.length == Integer.BYTES
                    && today.isAfter(LocalDate.ofEpochDay(java.nio.ByteBuffer.wrap(day).getInt() & 0xffff_ffffL));
        }
    }
}
