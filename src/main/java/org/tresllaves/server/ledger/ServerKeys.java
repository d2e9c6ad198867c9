package org.tresllaves.server.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.Secret;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.VerifierKey;
import org.tresllaves.tlog.Policy;

/**
 * The server's own secrets, kept in a file outside the data directory (design: data): the storage key, without which a copied data directory is noise,
 * and the seeds of the keys that sign the three logs. {@code "TLSK" | u8 version 1 | storage key 32 | seeds 3 x 32 | name}.
 */
public final class ServerKeys implements AutoCloseable {
    private static final byte[] MAGIC = {'T', 'L', 'S', 'K', 1};
    private static final int KEY = 32;
    private static final int SECRETS = KEY * (1 + Policy.Origin.values().length);
    private static final int MAX_NAME = 200;

    private final Secret storage;
    private final Map<Policy.Origin, LogKey> logs;

    private ServerKeys(Secret storage, Map<Policy.Origin, LogKey> logs) {
        this.storage = storage;
        this.logs = logs;
    }

    /** Makes new keys for a server of this name and writes them; an existing file is never touched. */
    public static ServerKeys create(Path file, String name, SecureRandom random) throws IOException {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        if (!VerifierKey.isKeyName(name) || text.length > MAX_NAME) {
            throw new IllegalArgumentException("a server's name has no spaces and no plus");
        }
        byte[] secrets = new byte[SECRETS];
        random.nextBytes(secrets);
        byte[] bytes = ByteBuffer.allocate(MAGIC.length + SECRETS + text.length).put(MAGIC).put(secrets).put(text)
                .array();
        try (FileChannel out = FileChannel.open(file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
            out.force(true);
        }
        return of(bytes);
    }

    /** Reads the file {@link #create} wrote. */
    public static ServerKeys read(Path file) throws IOException {
        return of(Files.readAllBytes(file));
    }

    private static ServerKeys of(byte[] bytes) throws IOException {
        int end = MAGIC.length + SECRETS;
        if (bytes.length <= end || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IOException("not a server's key file");
        }
        String name = new String(bytes, end, bytes.length - end, StandardCharsets.UTF_8);
        Map<Policy.Origin, LogKey> logs = new EnumMap<>(Policy.Origin.class);
        for (Policy.Origin origin : Policy.Origin.values()) {
            int at = MAGIC.length + KEY * (1 + origin.ordinal());
            logs.put(origin, LogKey.of(name + origin.suffix(), Secret.taking(Arrays.copyOfRange(bytes, at, at + KEY))));
        }
        Secret storage = Secret.taking(Arrays.copyOfRange(bytes, MAGIC.length, MAGIC.length + KEY));
        Arrays.fill(bytes, (byte) 0);
        return new ServerKeys(storage, logs);
    }

    /** What the rows of the data directory are sealed under. */
    public SecretKey storage() {
        byte[] raw = storage.reveal();
        try {
            return new SecretKeySpec(raw, "HmacSHA256");
        } finally {
            Arrays.fill(raw, (byte) 0);
        }
    }

    /** X("onion-service", storage key, door, 32): the seed of one of the server's two onion services (spec: onion). Whoever keeps this file keeps their addresses. */
    public byte[] onionSeed(String door) {
        byte[] raw = storage.reveal();
        try {
            return Derive.x(Label.ONION_SERVICE, raw, door.getBytes(StandardCharsets.US_ASCII), KEY);
        } finally {
            Arrays.fill(raw, (byte) 0);
        }
    }

    /** The key that signs this log. */
    public LogKey log(Policy.Origin origin) {
        LogKey key = logs.get(origin);
        if (key == null) {
            throw new IllegalStateException("every log has its key");
        }
        return key;
    }

    /** A log's signing key. */
    public record LogKey(VerifierKey vkey, Secret seed) {
        static LogKey of(String name, Secret seed) {
            return new LogKey(new VerifierKey(name, VerifierKey.Type.ED25519, Ed25519.keyPair(seed).publicKey()), seed);
        }

        /** Ed25519 over these bytes. */
        public byte[] sign(byte[] bytes) {
            return Ed25519.sign(new Ed25519.KeyPair(seed, vkey.key()), bytes);
        }
    }

    @Override
    public void close() {
        storage.close();
        logs.values().forEach(key -> key.seed().close());
    }
}
