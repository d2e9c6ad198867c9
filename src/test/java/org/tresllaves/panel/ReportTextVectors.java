package org.tresllaves.panel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.panel.ReportReader.Flaw;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Manifest;
import org.tresllaves.protocol.Wire;
import org.tresllaves.vectors.Vector;

/**
 * Writes the vectors of a report's plaintext (spec: manifest): {@code vectors/report-text}. The text that fills a 64 KiB envelope to six members is
 * {@code start | zeros times 00 | end}.
 */
final class ReportTextVectors {
    static final String FORMAT = "report-text";
    private static final byte[] ONE = new SeededRandom("one").bytes(300);
    private static final byte[] TWO = new SeededRandom("two").bytes(50);
    private static final byte[] NOTHING = new byte[0];

    private ReportTextVectors() {
    }

    public static void main(String[] args) throws IOException {
        Vector.write(FORMAT, all());
    }

    /** The whole text a vector stands for. */
    static byte[] text(Vector vector) {
        return Derive.concat(vector.bytes("start"), new byte[vector.number("zeros")], vector.bytes("end"));
    }

    static Map<String, Vector> all() {
        byte[] manifest = manifest(300, ONE);
        byte[] start = start(manifest.length, manifest, ONE);
        Map<String, Vector> all = new TreeMap<>();
        all.put("two-files", with(Vector.ok(FORMAT, "two files and an empty one"), start, NOTHING, HostileReport.ROOM)
                .out("manifest", new String(manifest, StandardCharsets.UTF_8))
                .out("files", List.of(ONE, NOTHING, TWO)));
        all.put("length", with(Vector.refused(FORMAT, "fills no bucket: a byte short", Flaw.LENGTH), start, NOTHING,
                HostileReport.ROOM - 1));
        bad(all, "manifest-length", Flaw.MANIFEST_LENGTH, "a manifest of 65,537 bytes",
                start(65_537, manifest, ONE), NOTHING);
        bad(all, "manifest-beyond", Flaw.MANIFEST_LENGTH, "a manifest a byte longer than there is",
                start(HostileReport.ROOM - 3, manifest, ONE), NOTHING);
        byte[] large = manifest(HostileReport.ROOM - 4 - 50 - manifest.length + 1, ONE);
        bad(all, "sizes", Flaw.SIZES, "the files are longer than there is", start(large.length, large, ONE), NOTHING);
        bad(all, "padding-first", Flaw.PADDING, "the first byte after the last file is not zero",
                Derive.concat(start, new byte[]{1}), NOTHING);
        bad(all, "padding-last", Flaw.PADDING, "the last byte is not zero", start, new byte[]{1});
        byte[] changed = ONE.clone();
        changed[299] ^= 1;
        bad(all, "file-hash", Flaw.FILE_HASH, "one bit of a file differs", start(manifest.length, manifest, changed),
                NOTHING);
        return all;
    }

    private static byte[] start(int length, byte[] manifest, byte[] one) {
        return new Wire.Writer().u32(length).bytes(manifest).bytes(one).bytes(TWO).toBytes();
    }

    private static byte[] manifest(int size, byte[] one) {
        return new Manifest(Optional.empty(), List.of(), "Lo vi.", "es", Hash.of(new byte[32]), List.of(),
                Optional.empty(), List.of(file("one.bin", size, one), file("empty", 0), file("two.bin", 50, TWO)))
                .encode();
    }

    private static Manifest.Attachment file(String name, int size, byte[]... pieces) {
        byte[][] digests = Arrays.stream(pieces).map(piece -> Derive.sha256().digest(piece)).toArray(byte[][]::new);
        return new Manifest.Attachment(name, "application/octet-stream", size, Derive.h(Label.FILE, digests));
    }

    private static void bad(Map<String, Vector> all, String name, Flaw flaw, String comment, byte[] start,
            byte[] end) {
        all.put(name, with(Vector.refused(FORMAT, comment, flaw), start, end, HostileReport.ROOM));
    }

    private static Vector with(Vector vector, byte[] start, byte[] end, int length) {
        return vector.in("members", HostileReport.MEMBERS).in("start", start)
                .in("zeros", length - start.length - end.length).in("end", end);
    }
}
