package org.tresllaves.server.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A directory in somebody else's hands: every byte of every file, and what can be made of them. The driver's own library is listed as "library" and not searched. */
public record Seized(Path directory, Path key, Map<String, byte[]> files) {
    private static final int ROW = 32 + Holding.LENGTH + 16;

    /** A frame of the write-ahead log: which page it carries. */
    public record Wal(int index, int page, byte[] bytes) {
        public boolean holds(byte[] needle) {
            return indexOf(bytes, needle, 0) >= 0;
        }
    }

    public static Seized copy(Path live, Path to) throws IOException {
        Path key = live.resolveSibling("server.key");
        try (Stream<Path> walk = Files.walk(live)) {
            for (Path file : walk.toList()) {
                Path target = to.resolve(live.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        Seized seized = of(to);
        return new Seized(to, key, seized.files());
    }

    public static Seized of(Path directory) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = directory.relativize(file).toString();
                boolean library = name.startsWith("tmp/sqlite-");
                if (library || Files.size(file) > 0) {
                    files.put(library ? "library" : name, library ? new byte[0] : Files.readAllBytes(file));
                }
            }
        }
        return new Seized(directory, directory, files);
    }

    public java.util.Set<String> names() {
        return files.keySet();
    }

    public Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new TreeMap<>();
        files.forEach((name, bytes) -> sizes.put(name, bytes.length));
        return sizes;
    }

    public boolean contains(byte[] needle) {
        return files.values().stream().anyMatch(bytes -> indexOf(bytes, needle, 0) >= 0);
    }

    /** The same with a key file from elsewhere. */
    public Seized with(Path otherKey) {
        return new Seized(directory, otherKey, files);
    }

    /** The same but for one file. */
    public Seized without(String name) {
        Map<String, byte[]> others = new TreeMap<>(files);
        others.remove(name);
        return new Seized(directory, key, others);
    }

    /** Which of these are there, in one pass over every file. */
    public List<byte[]> found(java.util.Collection<byte[]> needles) {
        Map<Integer, List<byte[]>> starts = new java.util.HashMap<>();
        boolean[] worth = new boolean[1 << 16];
        for (byte[] needle : needles) {
            int start = (needle[0] & 0xff) << 8 | needle[1] & 0xff;
            worth[start] = true;
            starts.computeIfAbsent(start, any -> new ArrayList<>()).add(needle);
        }
        List<byte[]> found = new ArrayList<>();
        for (byte[] bytes : files.values()) {
            for (int at = 0; at + 1 < bytes.length; at++) {
                int start = (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
                if (worth[start]) {
                    for (byte[] needle : starts.getOrDefault(start, List.of())) {
                        int end = at + needle.length;
                        if (end <= bytes.length && java.util.Arrays.equals(bytes, at, end, needle, 0, needle.length)) {
                            found.add(needle);
                        }
                    }
                }
            }
        }
        return found;
    }

    static int indexOf(byte[] bytes, byte[] needle, int from) {
        for (int at = from; at <= bytes.length - needle.length; at++) {
            int k = 0;
            while (k < needle.length && bytes[at + k] == needle[k]) {
                k++;
            }
            if (k == needle.length) {
                return at;
            }
        }
        return -1;
    }

    /** Places that read as a time of the run, in eight bytes of seconds to nanoseconds, either end first, or in text. */
    public List<String> times(long fromMillis, long toMillis) {
        List<String> found = new ArrayList<>();
        files.forEach((name, bytes) -> {
            ByteBuffer big = ByteBuffer.wrap(bytes);
            ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = 0; at + 8 <= bytes.length; at++) {
                if (isTime(big.getLong(at), fromMillis, toMillis) || isTime(little.getLong(at), fromMillis, toMillis)) {
                    found.add(name + " at " + at);
                }
            }
            decimals(bytes, fromMillis / 1000 - 1, toMillis / 1000 + 1)
                    .forEach(text -> found.add(name + " " + text));
            for (String text : texts(toMillis)) {
                if (indexOf(bytes, text.getBytes(StandardCharsets.US_ASCII), 0) >= 0) {
                    found.add(name + " " + text);
                }
            }
        });
        return found;
    }

    private static boolean isTime(long value, long fromMillis, long toMillis) {
        long unit = 1;
        for (int power = 0; power < 4; power++, unit *= 1000) {
            if (value >= (fromMillis / 1000 - 1) * unit && value <= (toMillis / 1000 + 1) * unit) {
                return true;
            }
        }
        return false;
    }

    /** Ten digits that are a second of the run; milliseconds begin with them. */
    private static List<String> decimals(byte[] bytes, long from, long to) {
        List<String> found = new ArrayList<>();
        int digits = 0;
        for (int at = 0; at < bytes.length; at++) {
            digits = bytes[at] >= '0' && bytes[at] <= '9' ? digits + 1 : 0;
            if (digits >= 10) {
                String text = new String(bytes, at - 9, 10, StandardCharsets.US_ASCII);
                if (Long.parseLong(text) >= from && Long.parseLong(text) <= to) {
                    found.add(text);
                }
            }
        }
        return found;
    }

    /** The date with an hour after it. */
    private static List<String> texts(long toMillis) {
        List<String> texts = new ArrayList<>();
        for (String pattern : List.of("yyyy-MM-dd'T'HH", "yyyy-MM-dd HH", "dd/MMM/yyyy:HH", "yyyyMMdd'T'HH")) {
            texts.add(DateTimeFormatter.ofPattern(pattern, java.util.Locale.ENGLISH).withZone(ZoneOffset.UTC)
                    .format(Instant.ofEpochMilli(toMillis)));
        }
        return texts;
    }

    /** How far the chest's bytes are from evenly spread, in standard deviations. */
    public double skewOfChest() {
        return skew(List.of(file("chest")));
    }

    public double skewOfRows() throws SQLException {
        List<byte[]> rows = new ArrayList<>();
        String url = "jdbc:sqlite:file:" + directory.resolve("tresllaves.db") + "?mode=ro&immutable=1";
        // The log may hold the newest pages: a thief reads them too.
        try (Connection connection = DriverManager
                .getConnection(wal().isEmpty() ? url : "jdbc:sqlite:" + directory.resolve("tresllaves.db"));
                ResultSet found = connection.createStatement().executeQuery("SELECT sealed FROM slot")) {
            while (found.next()) {
                rows.add(found.getBytes(1));
            }
        }
        return skew(rows);
    }

    private static double skew(List<byte[]> parts) {
        long[] counts = new long[256];
        long total = 0;
        for (byte[] part : parts) {
            for (byte b : part) {
                counts[b & 0xff]++;
            }
            total += part.length;
        }
        double expected = total / 256.0;
        double chi = 0;
        for (long count : counts) {
            chi += (count - expected) * (count - expected) / expected;
        }
        return (chi - 255) / Math.sqrt(2 * 255);
    }

    byte[] file(String name) {
        return files.getOrDefault(name, new byte[0]);
    }

    /** Bytes of the two databases that differ outside the sealed rows. */
    public int bytesApartFromChestAndRows(Seized other) throws SQLException {
        byte[] mine = withoutRows();
        byte[] theirs = other.withoutRows();
        int differ = 0;
        for (int at = 0; at < mine.length; at++) {
            differ += mine[at] == theirs[at] ? 0 : 1;
        }
        return differ;
    }

    private byte[] withoutRows() throws SQLException {
        byte[] bytes = file("tresllaves.db").clone();
        try (Connection connection = DriverManager.getConnection(
                "jdbc:sqlite:file:" + directory.resolve("tresllaves.db") + "?mode=ro&immutable=1");
                ResultSet found = connection.createStatement().executeQuery("SELECT sealed FROM slot")) {
            while (found.next()) {
                int at = indexOf(bytes, found.getBytes(1), 0);
                java.util.Arrays.fill(bytes, at, at + ROW, (byte) 0);
            }
        }
        return bytes;
    }

    /** What is in the write-ahead log, in its order: the order of writing. */
    public List<Wal> wal() {
        ByteBuffer log = ByteBuffer.wrap(file("tresllaves.db-wal"));
        List<Wal> frames = new ArrayList<>();
        if (log.limit() < 32) {
            return frames;
        }
        int page = log.getInt(8);
        for (int at = 32; at + 24 + page <= log.limit(); at += 24 + page) {
            byte[] bytes = new byte[page];
            log.get(at + 24, bytes);
            frames.add(new Wal(frames.size(), log.getInt(at), bytes));
        }
        return frames;
    }

    /** Spearman's. */
    public static double rankCorrelation(List<Double> a, List<Double> b) {
        double[] ranksA = ranks(a);
        double[] ranksB = ranks(b);
        double mean = (a.size() - 1) / 2.0;
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < ranksA.length; i++) {
            ab += (ranksA[i] - mean) * (ranksB[i] - mean);
            aa += (ranksA[i] - mean) * (ranksA[i] - mean);
            bb += (ranksB[i] - mean) * (ranksB[i] - mean);
        }
        return ab / Math.sqrt(aa * bb);
    }

    private static double[] ranks(List<Double> values) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            order.add(i);
        }
        order.sort(java.util.Comparator.comparing(values::get));
        double[] ranks = new double[values.size()];
        for (int rank = 0; rank < ranks.length; rank++) {
            ranks[order.get(rank)] = rank;
        }
        return ranks;
    }
}
