package org.tresllaves.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.tresllaves.protocol.Bucket;

/** The largest envelope a server takes, as init wrote it down, and sizes as an operator types them. */
final class Largest {
    private static final String FILE = "largest";

    private Largest() {
    }

    static void write(Path data, Bucket largest) throws IOException {
        Files.writeString(data.resolve(FILE), largest.length() + "\n");
    }

    static Bucket read(Path data) throws IOException {
        Path file = data.resolve(FILE);
        return !Files.exists(file)
                ? Bucket.MIB_256
                : Bucket.ofLength(Long.parseLong(Files.readString(file).strip()))
                        .orElseThrow(() -> new IOException("not a bucket: " + file));
    }

    /** {@code 64K}, {@code 256M} or {@code 2G}. */
    static Optional<Long> bytes(String text) {
        if (!text.matches("[1-9][0-9]{0,5}[KMGkmg]")) {
            return Optional.empty();
        }
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        return Optional.of(number << switch (text.toUpperCase(Locale.ROOT).charAt(text.length() - 1)) {
            case 'K' -> 10;
            case 'M' -> 20;
            default -> 30;
        });
    }
}
