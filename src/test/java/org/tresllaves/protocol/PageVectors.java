package org.tresllaves.protocol;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tresllaves.crypto.Derive;
import org.tresllaves.vectors.Vector;

/** Writes the vectors of a page's listing and of what stands before the envelope in a sealed file: {@code vectors/page}, {@code vectors/sealed-file}. */
final class PageVectors {
    static final String PAGE = "page";
    static final String SEALED = "sealed-file";
    private static final String SHA = "ab".repeat(32);
    private static final String START = PageListing.TYPE + "\n";
    private static final String INDEX = "file / 12 " + SHA + "\n";
    private static final String JS = "file /main.js 3 " + SHA + "\n";

    private PageVectors() {
    }

    public static void main(String[] args) throws IOException {
        Vector.write(PAGE, listings());
        Vector.write(SEALED, sealed());
    }

    static Map<String, Vector> listings() {
        Map<String, Vector> all = new TreeMap<>();
        good(all, "one", "the page alone", START + INDEX);
        good(all, "all", "each kind of file",
                START + INDEX + JS + "file /offline.html 4194304 " + SHA + "\nfile /style.css 1 "
                        + SHA + "\nfile /texts.es.json 2 " + SHA + "\nfile /words-en.txt 2 " + SHA + "\n");
        bad(all, "too-long", "8,193 bytes", PageListing.Flaw.TOO_LONG, "x".repeat(8192) + "\n");
        bad(all, "no-newline", "the last line does not end", PageListing.Flaw.LINE,
                (START + INDEX).substring(0, START.length() + INDEX.length() - 1));
        bad(all, "word", "a line of another kind", PageListing.Flaw.LINE,
                START + INDEX + INDEX.replace("file", "link"));
        bad(all, "upper-case", "hex in upper case", PageListing.Flaw.LINE, START + INDEX.replace("ab", "AB"));
        bad(all, "leading-zero", "a length with a leading zero", PageListing.Flaw.LINE,
                START + INDEX.replace("12", "012"));
        bad(all, "type", "another type line", PageListing.Flaw.TYPE, START.replace("page", "roster") + INDEX);
        StringBuilder many = new StringBuilder(START + INDEX);
        for (int i = 100; i < 164; i++) {
            many.append("file /f").append(i).append(".js 1 ").append(SHA).append('\n');
        }
        bad(all, "too-many", "65 files", PageListing.Flaw.TOO_MANY, many.toString());
        for (Map.Entry<String, String> path : Map.of("path-up", "/../x.js", "path-folder", "/a/b.js", "path-call",
                "/v1", "path-ending", "/x.svg", "path-upper-case", "/X.js", "path-dots", "/a..js", "path-relative",
                "a.js", "path-escape", "/a%20.js", "path-long", "/" + "a".repeat(61) + ".js").entrySet()) {
            bad(all, path.getKey(),
                    "a path like " + path.getValue().substring(0, Math.min(9, path.getValue().length())),
                    PageListing.Flaw.PATH, START + INDEX + JS.replace("/main.js", path.getValue()));
        }
        bad(all, "empty-file", "a file of 0 bytes", PageListing.Flaw.LENGTH, START + INDEX.replace("12", "0"));
        bad(all, "large-file", "a file of 4 MiB and a byte", PageListing.Flaw.LENGTH,
                START + INDEX.replace("12", "4194305"));
        bad(all, "order", "two files in the wrong order", PageListing.Flaw.ORDER, START + JS + INDEX);
        bad(all, "twice", "a file twice", PageListing.Flaw.ORDER, START + INDEX + JS + JS);
        bad(all, "no-index", "no page", PageListing.Flaw.INDEX, START + JS);
        bad(all, "nothing", "no file", PageListing.Flaw.INDEX, START);
        return all;
    }

    private static void good(Map<String, Vector> all, String name, String comment, String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        all.put(name, Vector.ok(PAGE, comment).in("text", text).out("hash", Derive.h(Label.PAGE, bytes).hex()));
    }

    private static void bad(Map<String, Vector> all, String name, String comment, PageListing.Flaw flaw, String text) {
        all.put(name, Vector.refused(PAGE, comment, flaw).in("text", text));
    }

    static Map<String, Vector> sealed() {
        Map<String, Vector> all = new TreeMap<>();
        Hash rtag = Hash.of(HexFormat.of().parseHex("7d".repeat(32)));
        Hash digest = Hash.of(HexFormat.of().parseHex("a4".repeat(32)));
        byte[] small = new SealedFile(Bucket.KIB_64, rtag, List.of(digest)).encode();
        byte[] four = new SealedFile(Bucket.MIB_4, rtag, java.util.Collections.nCopies(4, digest)).encode();
        all.put("small", start(Vector.ok(SEALED, "before an envelope of 64 KiB"), small).out("length", small.length));
        all.put("four", start(Vector.ok(SEALED, "before an envelope of 4 MiB"), four).out("length", four.length));
        all.put("empty", start(refused("nothing", SealedFile.Flaw.TRUNCATED), new byte[0]));
        all.put("short", start(refused("a digest is cut", SealedFile.Flaw.TRUNCATED),
                java.util.Arrays.copyOf(small, small.length - 1)));
        byte[] magic = small.clone();
        magic[3] = '1';
        all.put("magic", start(refused("an envelope's first four bytes", SealedFile.Flaw.MAGIC), magic));
        byte[] bucket = small.clone();
        bucket[4] = 8;
        all.put("bucket", start(refused("a ninth bucket", SealedFile.Flaw.BUCKET), bucket));
        all.put("trailing", start(refused("a digest too many", SealedFile.Flaw.TRAILING),
                java.util.Arrays.copyOf(small, small.length + 32)));
        return all;
    }

    private static Vector refused(String comment, SealedFile.Flaw flaw) {
        return Vector.refused(SEALED, comment, flaw);
    }

    private static Vector start(Vector vector, byte[] bytes) {
        return vector.in("start", bytes);
    }
}
