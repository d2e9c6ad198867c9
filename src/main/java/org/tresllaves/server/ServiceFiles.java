package org.tresllaves.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.tresllaves.onion.ClientKey;
import org.tresllaves.onion.OnionService;

/** Both services as files for a Tor that is not asked over its control port: {@code torrc} to include, and their directories with keys. All of it is secret. */
final class ServiceFiles {
    private static final String SECRET = "== ed25519v1-secret: type0 ==\0\0\0";

    private ServiceFiles() {
    }

    /** Tor may read them at any moment, and a docket without a client is open to everybody: keys are there before its lines are, and go after them. */
    static void write(Path to, Onions.Pair services, Map<String, byte[]> admitted) throws IOException {
        directory(to);
        List<String> torrc = new ArrayList<>();
        torrc.addAll(lines(to.resolve("sources"), services.sources()));
        key(to.resolve("sources"), services.sources());
        Path docket = to.resolve("docket");
        key(docket, services.docket());
        Path clients = docket.resolve("authorized_clients");
        Set<String> current = clients(clients, admitted);
        if (!admitted.isEmpty()) {
            torrc.add("");
            torrc.addAll(lines(docket, services.docket()));
        }
        put(to.resolve("torrc"), (String.join("\n", torrc) + "\n").getBytes(StandardCharsets.UTF_8));
        keepOnly(clients, current);
    }

    /** The order counts: each service's options follow its directory. */
    private static List<String> lines(Path directory, OnionService service) {
        return List.of("HiddenServiceDir " + directory.toAbsolutePath(), "HiddenServicePort 80 " + service.target(),
                "HiddenServiceMaxStreams " + OnionService.MAX_STREAMS, "HiddenServiceMaxStreamsCloseCircuit 1",
                "HiddenServicePoWDefensesEnabled 1", "HiddenServiceEnableIntroDoSDefense 1");
    }

    private static void key(Path directory, OnionService service) throws IOException {
        directory(directory);
        byte[] expanded = service.expanded();
        put(directory.resolve("hs_ed25519_secret_key"), ByteBuffer.allocate(SECRET.length() + expanded.length)
                .put(SECRET.getBytes(StandardCharsets.US_ASCII)).put(expanded).array());
        put(directory.resolve("hostname"), (service.address() + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static Set<String> clients(Path clients, Map<String, byte[]> admitted) throws IOException {
        directory(clients);
        Set<String> names = new HashSet<>();
        for (Map.Entry<String, byte[]> person : admitted.entrySet()) {
            String name = person.getKey().substring(0, 32) + ".auth";
            put(clients.resolve(name),
                    (ClientKey.authorized(person.getValue()) + "\n").getBytes(StandardCharsets.US_ASCII));
            names.add(name);
        }
        return names;
    }

    private static void keepOnly(Path clients, Set<String> names) throws IOException {
        try (Stream<Path> all = Files.list(clients)) {
            for (Path file : all.filter(path -> !names.contains(path.getFileName().toString())).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void directory(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }

    private static void put(Path file, byte[] bytes) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(fresh, bytes);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
