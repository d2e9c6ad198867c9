package org.tresllaves.crypto;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Malformed;

/**
 * Writing replies to the board and finding those of one report in a whole board (spec: replies). Finding never guesses: what is missing, doubled or
 * forged is said, and parts of two replies are never joined.
 */
public final class Replies {
    /** Counters that are always looked up; records may have left the board before these. */
    public static final int ALWAYS = 64;
    /** How far beyond the last record found the search goes. */
    public static final int GAP = 4;

    private Replies() {
    }

    /** Somebody who may have replied, and on which days (since 1970-01-01) the panel's roster held them. */
    public record Signer(byte[] ed25519, LongPredicate onDay) {
    }

    /** A record and the day of its batch. */
    public record Dated(byte[] bytes, long day) {
    }

    /**
     * One reply, or what of it can be told.
     *
     * @param counter that of its first part
     * @param texts the parts there are, by number from 0
     * @param doubled whether two records claim one of its parts, so that nothing could be joined
     */
    public record Reply(Hash who, long counter, long day, int parts, Map<Integer, String> texts, boolean doubled) {
        public boolean isComplete() {
            return texts.size() == parts;
        }

        /** Its parts joined; only complete replies have a text. */
        public String text() {
            if (!isComplete()) {
                throw new IllegalStateException("parts are missing");
            }
            return String.join("", new TreeMap<>(texts).values());
        }

        /** Numbers of the parts that are not there. */
        public List<Integer> missing() {
            return java.util.stream.IntStream.range(0, parts).filter(part -> !texts.containsKey(part)).boxed().toList();
        }
    }

    /** A counter below the last one found at which nothing valid stands: a record withheld, or gone from the board. */
    public record Gap(Hash who, long counter) {
    }

    /**
     * What a board holds for one report.
     *
     * @param refused records with a right tag that are not valid: damaged, forged, or signed by somebody the panel did not have that day
     * @param next by who: the counter its next reply starts at
     */
    public record Found(List<Reply> replies, List<Gap> gaps, int refused, Map<Hash, Long> next) {
    }

    /** Seals a text as one or more records, at most 16, under consecutive counters. */
    public static List<byte[]> seal(Secret rs, BoardRecord.Writer writer, long counter, long day, String text) {
        List<String> parts = split(text);
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            records.add(BoardRecord.seal(rs, writer, counter + i,
                    new BoardRecord.Part(i, parts.size(), day, parts.get(i))));
        }
        return records;
    }

    /** How many records a text takes; more than {@link BoardRecord#MAX_PARTS} cannot be sealed. */
    public static int parts(String text) {
        return split(text).size();
    }

    /** Finds everything on the board that belongs to rs. */
    public static Found read(Secret rs, Hash panelId, Collection<Signer> signers, List<Dated> board) {
        Map<String, List<Dated>> byTag = new HashMap<>();
        for (Dated record : board) {
            byTag.computeIfAbsent(tag(record.bytes()), tag -> new ArrayList<>()).add(record);
        }
        Finder finder = new Finder(rs, panelId, byTag);
        signers.forEach(finder::look);
        finder.replies.sort(Comparator.comparingLong(Reply::day).thenComparingLong(Reply::counter));
        return new Found(List.copyOf(finder.replies), List.copyOf(finder.gaps), finder.refused,
                Map.copyOf(finder.next));
    }

    private static String tag(byte[] record) {
        return new String(record, 0, Math.min(16, record.length), StandardCharsets.ISO_8859_1);
    }

    /** Cuts at code points, so that each part is UTF-8 on its own. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        int bytes = 0;
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            int length = Character.toString(text.codePointAt(at)).getBytes(StandardCharsets.UTF_8).length;
            if (bytes + length > BoardRecord.MAX_TEXT) {
                parts.add(text.substring(from, at));
                from = at;
                bytes = 0;
            }
            bytes += length;
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** The reply a part belongs to. */
    private record Whole(long start, int parts, long day) {
    }

    private static final class Finder {
        private final Secret rs;
        private final Hash panelId;
        private final Map<String, List<Dated>> byTag;
        private final List<Reply> replies = new ArrayList<>();
        private final List<Gap> gaps = new ArrayList<>();
        private final Map<Hash, Long> next = new HashMap<>();
        private int refused;

        Finder(Secret rs, Hash panelId, Map<String, List<Dated>> byTag) {
            this.rs = rs;
            this.panelId = panelId;
            this.byTag = byTag;
        }

        void look(Signer signer) {
            Hash who = BoardRecord.who(signer.ed25519());
            Map<Whole, TreeMap<Integer, List<String>>> wholes = new HashMap<>();
            List<Long> empty = new ArrayList<>();
            long last = -1;
            for (long counter = 0; counter < Math.max(ALWAYS, last + 1 + GAP); counter++) {
                Set<BoardRecord.Part> parts = at(signer, who, counter);
                if (parts.isEmpty()) {
                    empty.add(counter);
                } else {
                    last = counter;
                }
                for (BoardRecord.Part part : parts) {
                    wholes.computeIfAbsent(new Whole(counter - part.part(), part.parts(), part.day()),
                            whole -> new TreeMap<>()).computeIfAbsent(part.part(), number -> new ArrayList<>())
                            .add(part.text());
                }
            }
            long end = last;
            empty.stream().filter(counter -> counter < end).forEach(counter -> gaps.add(new Gap(who, counter)));
            wholes.forEach((whole, parts) -> join(who, whole, parts));
            next.put(who, last + 1);
        }

        /** The valid parts under one counter; the same part in two records counts once. */
        private Set<BoardRecord.Part> at(Signer signer, Hash who, long counter) {
            Set<BoardRecord.Part> parts = new HashSet<>();
            for (Dated record : byTag.getOrDefault(tag(BoardRecord.tag(rs, who, counter)), List.of())) {
                try {
                    BoardRecord.Part part = BoardRecord.open(rs, panelId, signer.ed25519(), counter, record.bytes());
                    if (signer.onDay().test(record.day())) {
                        parts.add(part);
                    } else {
                        refused++;
                    }
                } catch (Malformed e) {
                    refused++;
                }
            }
            return parts;
        }

        private void join(Hash who, Whole whole, TreeMap<Integer, List<String>> parts) {
            boolean doubled = parts.values().stream().anyMatch(texts -> texts.size() > 1);
            if (!doubled) {
                Map<Integer, String> texts = new TreeMap<>();
                parts.forEach((part, text) -> texts.put(part, text.getFirst()));
                replies.add(new Reply(who, whole.start(), whole.day(), whole.parts(), texts, false));
                return;
            }
            parts.forEach((part, texts) -> texts.stream().sorted().forEach(text -> replies.add(new Reply(who,
                    whole.start(), whole.day(), whole.parts(), Map.of(part, text), whole.parts() > 1))));
        }
    }
}
