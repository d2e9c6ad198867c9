package org.tresllaves.server.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.tresllaves.crypto.Derive;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.PageListing;

/** The source's page as this server has it: checked against its own listing once, compressed once, and then always the same bytes. */
public final class Bundle {
    private static final String FOLDER = "/page/";
    private static final String LISTING = "listing";

    private final byte[] text;
    private final Map<String, Served> files;
    private final byte[] offline;

    private Bundle(byte[] text, Map<String, Served> files, byte[] offline) {
        this.text = text;
        this.files = files;
        this.offline = offline;
    }

    /** One answer: what goes over the wire, and what it is. */
    record Served(PageListing.Media media, byte[] gzip) {
    }

    /** Where a bundle's files are. */
    @FunctionalInterface
    private interface Place {
        /** At most {@code limit} bytes of the file of this name; empty if there is none. */
        Optional<byte[]> read(String name, int limit) throws IOException;
    }

    /** The page this artifact was built with; empty if it was built without. */
    public static Optional<Bundle> shipped() throws IOException, Unfit {
        return read((name, limit) -> {
            try (InputStream in = Bundle.class.getResourceAsStream(FOLDER + name)) {
                return in == null ? Optional.empty() : Optional.of(in.readNBytes(limit));
            }
        });
    }

    /** A page in a directory: what {@code npm run build} leaves. */
    public static Optional<Bundle> in(Path directory) throws IOException, Unfit {
        return read((name, limit) -> {
            Path file = directory.resolve(name);
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(file)) {
                return Optional.of(in.readNBytes(limit));
            }
        });
    }

    private static Optional<Bundle> read(Place place) throws IOException, Unfit {
        Optional<byte[]> text = place.read(LISTING, PageListing.MAX_TEXT + 1);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Served> files = new LinkedHashMap<>();
        byte[] offline = {};
        for (PageListing.File file : listing(text.get()).files()) {
            byte[] bytes = place.read(file.name(), PageListing.MAX_LENGTH + 1)
                    .orElseThrow(() -> new Unfit(file.name(), "MISSING"));
            if (bytes.length != file.length() || !Hash.of(Derive.sha256().digest(bytes)).equals(file.sha256())) {
                throw new Unfit(file.name(), "NOT_AS_LISTED");
            }
            if (file.path().equals(PageListing.OFFLINE)) {
                offline = bytes;
            } else {
                files.put(file.path(), new Served(file.media(), gzip(bytes)));
            }
        }
        return Optional.of(new Bundle(text.get(), files, offline));
    }

    private static PageListing listing(byte[] text) throws Unfit {
        try {
            return PageListing.parse(text);
        } catch (Malformed e) {
            throw new Unfit(LISTING, e.flaw().name());
        }
    }

    /** The listing's bytes. */
    byte[] text() {
        return text.clone();
    }

    /** What a roster's {@code page} line has to say for this bundle to be the panel's. */
    public Hash hash() {
        return Derive.h(Label.PAGE, text);
    }

    /** Every path that is answered. */
    public List<String> paths() {
        List<String> paths = new ArrayList<>(files.keySet());
        if (offline.length > 0) {
            paths.add(PageListing.OFFLINE);
        }
        return List.copyOf(paths);
    }

    /** The answer at a path, spelled as in the listing. */
    Optional<Served> at(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** What the offline page begins with. */
    byte[] offline() {
        return offline.clone();
    }

    /** One member without name, time or comment: the JDK writes none. */
    static byte[] gzip(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            for (byte[] part : parts) {
                gzip.write(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
