package org.tresllaves.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tresllaves.crypto.Derive;
import org.tresllaves.onion.ClientKey;
import org.tresllaves.protocol.Card;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.server.ledger.Rosters;

/**
 * Whose key opens the docket's onion service (design: data): {@code who} and public key, a line each, sorted, in the file {@code admitted}. Somebody who is on
 * no roster from the current one on is not let in, admitted or not.
 */
final class Admitted {
    private static final String FILE = "admitted";
    private final Path file;

    Admitted(Path data) {
        this.file = data.resolve(FILE);
    }

    /** Admits a person with the onion key of its card, instead of the one it had. */
    synchronized void add(Card card) throws IOException {
        Map<String, byte[]> all = read();
        all.put(who(card.ed25519()), card.onion());
        Path fresh = file.resolveSibling(FILE + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(fresh, all.entrySet().stream()
                .map(entry -> entry.getKey() + " " + ClientKey.authorized(entry.getValue())).toList());
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The keys of those who are on the current roster or on one to come, by {@code who}. */
    synchronized Map<String, byte[]> on(Rosters rosters) throws IOException {
        var people = rosters.fromCurrentOn().stream().flatMap(link -> link.roster().people().stream())
                .map(person -> who(person.ed25519())).collect(Collectors.toSet());
        Map<String, byte[]> keys = read();
        keys.keySet().retainAll(people);
        return keys;
    }

    private static String who(byte[] ed25519) {
        return Derive.h(Label.WHO, ed25519).hex();
    }

    private Map<String, byte[]> read() throws IOException {
        Map<String, byte[]> all = new TreeMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split(" ", 2);
                byte[] key = parts.length == 2 && parts[0].length() == 2 * Hash.LENGTH
                        ? ClientKey.parseAuthorized(parts[1]).orElseThrow(() -> new IOException(FILE))
                        : HexFormat.of().parseHex("");
                if (key.length == 0) {
                    throw new IOException(FILE);
                }
                all.put(parts[0], key);
            }
        }
        return all;
    }
}
