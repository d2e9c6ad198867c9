package org.tresllaves.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;
import org.tresllaves.server.db.Database;
import org.tresllaves.server.intake.Seized;

/** Ways of looking at a seized directory that need no structure: times in few bytes, times of files, encodings of a text, pairs that lie closer than others. */
final class Looks {
    private Looks() {
    }

    /** Four bytes, either end first, that read as a second of the run; not in the chest, where chance alone would give some. */
    static List<String> shortTimes(Seized seized, long fromMillis, long toMillis) {
        List<String> found = new ArrayList<>();
        seized.files().forEach((name, bytes) -> {
            if (!name.equals("chest")) {
                ByteBuffer big = ByteBuffer.wrap(bytes);
                ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                for (int at = 0; at + 4 <= bytes.length; at++) {
                    for (long second : new long[]{big.getInt(at) & 0xffffffffL, little.getInt(at) & 0xffffffffL}) {
                        if (second >= fromMillis / 1000 && second <= toMillis / 1000) {
                            found.add(name + " at " + at);
                        }
                    }
                }
            }
        });
        return found;
    }

    /** Files and directories whose own times are of the run. The database's three are written each second whatever comes. */
    static List<String> fileTimes(Path live, long fromMillis) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(live)) {
            for (Path path : walk.filter(p -> !p.getFileName().toString().startsWith(Database.FILE)).toList()) {
                BasicFileAttributes times = Files.readAttributes(path, BasicFileAttributes.class);
                if (times.lastModifiedTime().toMillis() >= fromMillis) {
                    found.add(live.relativize(path).toString());
                }
            }
        }
        return found;
    }

    /** A text as programs write it down. */
    static List<byte[]> encodings(String text) {
        return List.of(text.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_16LE),
                text.getBytes(StandardCharsets.UTF_16BE),
                java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.US_ASCII),
                java.net.URLEncoder.encode(text, StandardCharsets.UTF_8).getBytes(StandardCharsets.US_ASCII));
    }

    /** What of these is there, in any encoding. */
    static List<String> held(Seized seized, java.util.Collection<String> texts) {
        return seized.found(texts.stream().flatMap(text -> encodings(text).stream()).toList()).stream()
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1)).distinct().toList();
    }

    static boolean holds(Seized seized, String text) {
        return !held(seized, List.of(text)).isEmpty();
    }

    /**
     * How much closer the two of each pair are than two of anybody's, in standard deviations of what drawing pairs by lot gives: far below zero links
     * them, about zero says nothing.
     */
    static <T> double closeness(List<Map.Entry<T, T>> pairs, List<T> all, ToDoubleBiFunction<T, T> distance) {
        double found = pairs.stream().mapToDouble(p -> distance.applyAsDouble(p.getKey(), p.getValue())).average()
                .orElseThrow();
        Random lot = new Random(7);
        double sum = 0;
        double squares = 0;
        int draws = 150;
        for (int draw = 0; draw < draws; draw++) {
            double mean = 0;
            for (int i = 0; i < pairs.size(); i++) {
                int one = lot.nextInt(all.size());
                int other = (one + 1 + lot.nextInt(all.size() - 1)) % all.size();
                mean += distance.applyAsDouble(all.get(one), all.get(other)) / pairs.size();
            }
            sum += mean;
            squares += mean * mean;
        }
        double mean = sum / draws;
        return (found - mean) / Math.sqrt(Math.max(1e-9, squares / draws - mean * mean));
    }
}
