package org.tresllaves.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tresllaves.protocol.Manifest.Flaw;
import org.tresllaves.vectors.Vector;

/** Writes the vectors of manifests: {@code vectors/manifest}. */
final class ManifestVectors {
    static final String FORMAT = "manifest";
    private static final String SMALL = text(small());
    private static final String FULL = text(full());

    private ManifestVectors() {
    }

    public static void main(String[] args) throws IOException {
        Vector.write(FORMAT, all());
    }

    static Map<String, Vector> all() {
        Map<String, Vector> all = new TreeMap<>();
        ok(all, "small", "free text alone", SMALL);
        ok(all, "full", "every field, escapes, a character beyond U+FFFF", FULL);
        ok(all, "name-255", "a file name of 255 bytes", FULL.replace("niño.pdf", "ñ".repeat(127) + "x"));
        encoding(all);
        keys(all);
        values(all);
        files(all);
        return all;
    }

    private static void encoding(Map<String, Vector> all) {
        bad(all, "too-long", "65,537 bytes", Flaw.TOO_LONG,
                SMALL.replace("Lo vi.", "x".repeat(65_537 - SMALL.length() + 6)));
        bad(all, "bom", "a byte order mark", Flaw.BOM, "\ufeff" + SMALL);
        all.put("utf8", Vector.refused(FORMAT, "a surrogate as three bytes", Flaw.UTF8).in("manifest",
                latin(SMALL.replace("Lo vi.", "\u00ed\u00a0\u0080"))));
        bad(all, "json", "a brace is missing", Flaw.JSON, SMALL.substring(0, SMALL.length() - 1));
        bad(all, "json-trailing", "a second value follows", Flaw.JSON, SMALL + "{}");
        bad(all, "json-raw-newline", "a line feed that is not escaped", Flaw.JSON, SMALL.replace("Lo vi.", "Lo\nvi."));
        bad(all, "json-empty", "no bytes", Flaw.TYPE, "");
        bad(all, "space", "a space after a colon", Flaw.NOT_CANONICAL, SMALL.replace("\"text\":", "\"text\": "));
        bad(all, "newline", "a line feed at the end", Flaw.NOT_CANONICAL, SMALL + "\n");
        bad(all, "escape", "an escape that is not needed", Flaw.NOT_CANONICAL, SMALL.replace("Lo", "\\u004co"));
        bad(all, "slash", "an escaped slash", Flaw.NOT_CANONICAL, FULL.replace("application/pdf",
                "application\\/pdf"));
    }

    private static void keys(Map<String, Vector> all) {
        bad(all, "key-twice", "a key twice", Flaw.KEY,
                SMALL.replace("\"language\"", "\"text\":\"x\",\"language\""));
        bad(all, "key-missing", "a key is missing", Flaw.KEY, SMALL.replace("\"language\":\"es\",", ""));
        bad(all, "key-foreign", "a key nobody knows", Flaw.KEY, SMALL.replace("\"language\"", "\"lang\""));
        bad(all, "key-order", "two keys swapped", Flaw.KEY,
                SMALL.replace("\"text\":\"Lo vi.\",\"language\":\"es\"", "\"language\":\"es\",\"text\":\"Lo vi.\""));
        bad(all, "key-more", "a key after the last", Flaw.KEY,
                SMALL.substring(0, SMALL.length() - 1) + ",\"x\":1}");
        bad(all, "type-text", "a number for a text", Flaw.TYPE, SMALL.replace("\"Lo vi.\"", "7"));
        bad(all, "type-array", "the manifest in an array", Flaw.TYPE, "[" + SMALL + "]");
        bad(all, "type-size", "a size with a point", Flaw.TYPE, FULL.replace("\"size\":5", "\"size\":5.0"));
    }

    private static void values(Map<String, Vector> all) {
        bad(all, "base64-padded", "base64url with padding", Flaw.BASE64, SMALL.replace("AAA\"", "AAA=\""));
        bad(all, "base64-short", "rs of 31 bytes", Flaw.BASE64, SMALL.replace("AAAA\"", "AA\""));
        bad(all, "base64-bits", "spare bits that are not zero", Flaw.BASE64, SMALL.replace("AAA\"", "AAB\""));
        bad(all, "surrogate", "a lone surrogate, escaped", Flaw.SURROGATE, SMALL.replace("Lo vi.", "\\ud800"));
        bad(all, "form-id", "a form's id in upper case", Flaw.FORM, FULL.replace("general", "General"));
        bad(all, "answers-no-form", "answers without a form", Flaw.ANSWERS,
                SMALL.replace("\"answers\":[]", "\"answers\":[{\"id\":\"a\",\"values\":[]}]"));
        bad(all, "answers-twice", "one question twice", Flaw.ANSWERS, FULL.replace("\"id\":\"when\"",
                "\"id\":\"who\""));
        bad(all, "text-control", "an escape character", Flaw.TEXT, SMALL.replace("Lo vi.", "\\u001b[2J"));
        bad(all, "text-return", "a carriage return", Flaw.TEXT, SMALL.replace("Lo vi.", "\\r"));
        bad(all, "language", "no language tag", Flaw.LANGUAGE, SMALL.replace("\"es\"", "\"Spanish\""));
        bad(all, "consent-order", "consents not ascending", Flaw.CONSENT,
                FULL.replace("[\"contact\",\"forward\"]", "[\"forward\",\"contact\"]"));
        bad(all, "consent-twice", "one consent twice", Flaw.CONSENT,
                FULL.replace("[\"contact\",\"forward\"]", "[\"contact\",\"contact\"]"));
    }

    private static void files(Map<String, Vector> all) {
        bad(all, "files-65", "65 files", Flaw.FILES, text(with(java.util.stream.IntStream.range(0, 65)
                .mapToObj(i -> new Manifest.Attachment("f" + i, "a/b", 0, hash(i))).toList())));
        bad(all, "name-256", "a file name of 256 bytes", Flaw.FILE_NAME, FULL.replace("niño.pdf", "ñ".repeat(128)));
        bad(all, "name-empty", "no file name", Flaw.FILE_NAME, FULL.replace("niño.pdf", ""));
        bad(all, "name-parent", "a file named ..", Flaw.FILE_NAME, FULL.replace("niño.pdf", ".."));
        bad(all, "name-slash", "a slash in a file name", Flaw.FILE_NAME, FULL.replace("niño.pdf", "../x"));
        bad(all, "name-backslash", "a backslash in a file name", Flaw.FILE_NAME, FULL.replace("niño.pdf", "a\\\\b"));
        bad(all, "name-control", "a control in a file name", Flaw.FILE_NAME, FULL.replace("niño.pdf", "a\\tb"));
        bad(all, "name-bidi", "a file name that turns its direction", Flaw.FILE_NAME,
                FULL.replace("niño.pdf", "\u202efdp.exe"));
        bad(all, "name-twice", "two files of one name", Flaw.FILE_NAME, FULL.replace("foto.jpg", "niño.pdf"));
        bad(all, "file-type", "no media type", Flaw.FILE_TYPE, FULL.replace("application/pdf", "pdf"));
        bad(all, "size-negative", "a size below zero", Flaw.FILE_SIZE, FULL.replace("\"size\":5", "\"size\":-5"));
        bad(all, "size-large", "a byte more than 1 GiB", Flaw.FILE_SIZE,
                FULL.replace("\"size\":5", "\"size\":1073741825"));
    }

    private static Manifest small() {
        return new Manifest(Optional.empty(), List.of(), "Lo vi.", "es", Hash.of(new byte[32]), List.of(),
                Optional.empty(), List.of());
    }

    private static Manifest full() {
        return new Manifest(Optional.of(new Manifest.Form("general", hash(1))),
                List.of(new Manifest.Answer("who", List.of("a \"b\" \\", "😀")),
                        new Manifest.Answer("when", List.of())),
                "one\n\ttwo", "pt-BR", hash(2), List.of("contact", "forward"),
                Optional.of(Eid.of(java.util.Arrays.copyOf(hash(3).bytes(), 16))),
                List.of(new Manifest.Attachment("niño.pdf", "application/pdf", 5, hash(4)),
                        new Manifest.Attachment("foto.jpg", "image/jpeg", 0, hash(5))));
    }

    private static Manifest with(List<Manifest.Attachment> files) {
        Manifest small = small();
        return new Manifest(small.form(), small.answers(), small.text(), small.language(), small.rs(), small.consent(),
                small.earlier(), files);
    }

    private static Hash hash(int number) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) (251 - number));
        return Hash.of(bytes);
    }

    private static String text(Manifest manifest) {
        return new String(manifest.encode(), StandardCharsets.UTF_8);
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void ok(Map<String, Vector> all, String name, String comment, String manifest) {
        all.put(name, Vector.ok(FORMAT, comment).in("manifest", manifest.getBytes(StandardCharsets.UTF_8)));
    }

    private static void bad(Map<String, Vector> all, String name, String comment, Flaw flaw, String manifest) {
        all.put(name,
                Vector.refused(FORMAT, comment, flaw).in("manifest", manifest.getBytes(StandardCharsets.UTF_8)));
    }
}
