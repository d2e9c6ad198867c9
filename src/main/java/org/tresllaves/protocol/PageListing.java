package org.tresllaves.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the source's page consists of (spec: page, "Listing"): each file's path, length and SHA-256, in the order of the paths. */
public record PageListing(List<File> files) {
    public static final String TYPE = "tresllaves/v1/page";
    /** Where the page itself is. */
    public static final String INDEX = "/";
    /** The file whose answer goes on with the chain. */
    public static final String OFFLINE = "/offline.html";
    /** The Content-Security-Policy that stands on every file. */
    public static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
            + "trusted-types 'none'";
    /** The Content-Disposition of the offline page. */
    public static final String SAVE = "attachment; filename=\"tresllaves.html\"";
    public static final int MAX_TEXT = 8192;
    public static final int MAX_FILES = 64;
    public static final int MAX_LENGTH = 4 << 20;
    private static final int MAX_PATH = 64;

    /** What can be wrong with a listing, in the order in which it is looked at. */
    public enum Flaw implements org.tresllaves.protocol.Flaw {
        TOO_LONG, LINE, TYPE, TOO_MANY, PATH, LENGTH, ORDER, INDEX
    }

    /** The kinds of files a page has, by the endings of their names. */
    public enum Media {
        HTML("html", "text/html;charset=utf-8"), JS("js", "text/javascript;charset=utf-8"), CSS("css",
                "text/css;charset=utf-8"), TXT("txt", "text/plain;charset=utf-8"), JSON("json", "application/json");

        private final String ending;
        private final String type;

        Media(String ending, String type) {
            this.ending = ending;
            this.type = type;
        }

        /** The Content-Type. */
        public String type() {
            return type;
        }

        /** Empty for what is no path of a page. */
        private static Optional<Media> of(String path) {
            if (path.equals(INDEX)) {
                return Optional.of(HTML);
            }
            for (Media media : values()) {
                if (path.length() <= MAX_PATH && path.matches("/[a-z0-9]+([.-][a-z0-9]+)*\\." + media.ending)) {
                    return Optional.of(media);
                }
            }
            return Optional.empty();
        }
    }

    /** One file as it is before any compression. */
    public record File(String path, int length, Hash sha256) {
        public File {
            if (Media.of(path).isEmpty() || length < 1 || length > MAX_LENGTH) {
                throw new IllegalArgumentException("no file of a page");
            }
        }

        public Media media() {
            return Media.of(path).orElseThrow();
        }

        /** Its name in a bundle's directory. */
        public String name() {
            return path.equals(INDEX) ? "index.html" : path.substring(1);
        }
    }

    public PageListing {
        files = List.copyOf(files);
    }

    public static PageListing parse(byte[] text) throws Malformed {
        Lines in = new Lines(Utf8.decode(text, Flaw.LINE), MAX_TEXT, Flaw.TOO_LONG, Flaw.LINE);
        if (!in.line().equals(TYPE)) {
            throw new Malformed(Flaw.TYPE);
        }
        List<File> files = new ArrayList<>();
        while (in.next("file")) {
            require(files.size() < MAX_FILES, Flaw.TOO_MANY);
            File file = file(in);
            require(files.isEmpty() || files.getLast().path().compareTo(file.path()) < 0, Flaw.ORDER);
            files.add(file);
        }
        in.end();
        require(!files.isEmpty() && files.getFirst().path().equals(INDEX), Flaw.INDEX);
        return new PageListing(files);
    }

    private static File file(Lines in) throws Malformed {
        List<String> tokens = in.tokens("file", 3);
        long length = in.number(tokens.get(1), 0xffffffffL);
        Hash sha256 = in.hash(tokens.get(2));
        require(Media.of(tokens.getFirst()).isPresent(), Flaw.PATH);
        require(length >= 1 && length <= MAX_LENGTH, Flaw.LENGTH);
        return new File(tokens.getFirst(), (int) length, sha256);
    }

    /** The text whose hash is the bundle's. */
    public byte[] encode() {
        StringBuilder out = new StringBuilder(TYPE).append('\n');
        files.forEach(file -> out.append("file ").append(file.path()).append(' ').append(file.length()).append(' ')
                .append(file.sha256()).append('\n'));
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void require(boolean holds, Flaw flaw) throws Malformed {
        if (!holds) {
            throw new Malformed(flaw);
        }
    }
}
