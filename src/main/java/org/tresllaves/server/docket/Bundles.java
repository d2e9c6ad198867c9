package org.tresllaves.server.docket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tresllaves.crypto.Derive;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;
import org.tresllaves.server.db.DiskFull;

/**
 * Bundles of sealed releases, each in a file of a random name with a date of 1970: {@code approve hash 32 | u8 reader | bundle}. What is in one only
 * its reader can open; the server keeps it no longer than the reader needs.
 */
public final class Bundles {
    private static final int HEAD = Hash.LENGTH + 1;
    private static final FileTime NEVER = FileTime.fromMillis(0);
    private static final String PART = ".part";

    private final Path dir;
    private final SecureRandom random;
    private final Map<Name, Path> files = new HashMap<>();

    /** Which bundle: the hash of the APPROVE that names it, and the reader's index. */
    public record Name(Hash approve, int reader) {
    }

    /** A bundle on the disk. */
    record Stored(Path path, long length) {
        void writeTo(OutputStream out) throws IOException {
            try (InputStream in = Files.newInputStream(path)) {
                in.skipNBytes(HEAD);
                in.transferTo(out);
            }
        }
    }

    private Bundles(Path dir, SecureRandom random) {
        this.dir = dir;
        this.random = random;
    }

    public static Bundles open(Path dir, SecureRandom random) throws IOException {
        Bundles bundles = new Bundles(Files.createDirectories(dir), random);
        List<Path> found;
        try (Stream<Path> list = Files.list(dir)) {
            found = list.toList();
        }
        for (Path path : found) {
            bundles.take(path);
        }
        return bundles;
    }

    /** A file that a crash left half written is removed. */
    private void take(Path path) throws IOException {
        if (path.toString().endsWith(PART)) {
            Files.delete(path);
            return;
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] head = in.readNBytes(HEAD);
            files.put(new Name(Hash.of(java.util.Arrays.copyOf(head, Hash.LENGTH)), head[Hash.LENGTH]), path);
        }
    }

    /** Stores a bundle if it is the one whose hash was announced; putting it again changes nothing. */
    void put(Name name, Hash hash, InputStream in, long length) throws IOException, Refused {
        Path part = dir.resolve(fresh() + PART);
        try {
            if (!hash.equals(write(part, name, in, length))) {
                throw new Refused(Refusal.REFUSED);
            }
            keep(name, part);
        } catch (IOException e) {
            throw DiskFull.orSame(dir, e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Hash write(Path part, Name name, InputStream in, long length) throws IOException, Refused {
        MessageDigest digest = Derive.hasher(Label.BUNDLE);
        byte[] piece = new byte[64 * 1024];
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(Derive.concat(name.approve().bytes(), new byte[]{(byte) name.reader()})));
            long left = length;
            while (left > 0) {
                int read = in.read(piece, 0, (int) Math.min(left, piece.length));
                if (read < 0) {
                    throw new Refused(Refusal.MALFORMED);
                }
                digest.update(piece, 0, read);
                out.write(ByteBuffer.wrap(piece, 0, read));
                left -= read;
            }
            out.force(true);
        }
        return Hash.of(digest.digest());
    }

    private synchronized void keep(Name name, Path part) throws IOException {
        if (!files.containsKey(name)) {
            Path path = dir.resolve(fresh());
            Files.setLastModifiedTime(part, NEVER);
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel parent = FileChannel.open(dir)) {
                parent.force(true);
            }
            Files.setLastModifiedTime(dir, NEVER);
            files.put(name, path);
        }
    }

    synchronized Optional<Stored> find(Name name) {
        return Optional.ofNullable(files.get(name)).map(path -> new Stored(path, path.toFile().length() - HEAD));
    }

    synchronized List<Name> names() {
        return List.copyOf(files.keySet());
    }

    /** Overwrites and removes a bundle. */
    synchronized void erase(Name name) throws IOException {
        Path path = files.remove(name);
        if (path != null) {
            byte[] noise = new byte[64 * 1024];
            try (FileChannel out = FileChannel.open(path, StandardOpenOption.WRITE)) {
                for (long at = 0; at < out.size(); at += noise.length) {
                    random.nextBytes(noise);
                    out.write(ByteBuffer.wrap(noise, 0, (int) Math.min(noise.length, out.size() - at)), at);
                }
                out.force(true);
            }
            Files.delete(path);
            Files.setLastModifiedTime(dir, NEVER);
        }
    }

    private String fresh() {
        byte[] name = new byte[16];
        random.nextBytes(name);
        return HexFormat.of().formatHex(name);
    }
}
