package org.tresllaves.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tresllaves.crypto.Derive;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.PageListing;

/** A small page in a directory, as the build of the real one leaves it. */
final class TestPage {
    static final Map<String, String> FILES = Map.of("/", "<!doctype html>\n<title>á</title>\n", "/main.js",
            "document.title = 'x';\n".repeat(400), "/style.css", "body { margin: 0 }\n", "/texts.es.json", "{}\n",
            "/offline.html", "<!doctype html>\n<title>offline</title>\n");

    private TestPage() {
    }

    static Path write(Path dir) throws IOException {
        Files.createDirectories(dir);
        List<PageListing.File> files = new ArrayList<>();
        for (Map.Entry<String, String> file : new TreeMap<>(FILES).entrySet()) {
            byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
            PageListing.File listed = new PageListing.File(file.getKey(), bytes.length,
                    Hash.of(Derive.sha256().digest(bytes)));
            Files.write(dir.resolve(listed.name()), bytes);
            files.add(listed);
        }
        Files.write(dir.resolve("listing"), new PageListing(files).encode());
        return dir;
    }
}
