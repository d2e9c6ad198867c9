package org.tresllaves.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The ten official word lists of BIP-39, 2,048 words each (spec: source secrets). Words are found by their key: NFKD, lower case, accents
 * (U+0300 to U+036F) left out, since people type without them. Within one list every word has a key of its own.
 */
public enum WordList {
    ENGLISH("english", "en"), SPANISH("spanish", "es"), FRENCH("french", "fr"), PORTUGUESE("portuguese",
            "pt"), ITALIAN("italian", "it"), CZECH("czech", "cs"), JAPANESE("japanese", "ja"), KOREAN("korean",
                    "ko"), CHINESE_SIMPLIFIED("simplified-chinese",
                            "zh-hans"), CHINESE_TRADITIONAL("traditional-chinese", "zh-hant");

    /** How many words each list has: 11 bits' worth. */
    public static final int SIZE = 2048;

    private final String file;
    private final String language;
    private volatile Optional<Loaded> loaded = Optional.empty();

    WordList(String file, String language) {
        this.file = file;
        this.language = language;
    }

    private record Loaded(List<String> words, Map<String, Integer> index) {
    }

    /** The list for a language tag such as {@code es} or {@code pt-BR}. */
    public static Optional<WordList> ofLanguage(String tag) {
        String wanted = tag.toLowerCase(Locale.ROOT);
        for (WordList list : values()) {
            if (wanted.equals(list.language) || wanted.startsWith(list.language + "-")) {
                return Optional.of(list);
            }
        }
        return Optional.empty();
    }

    /** The language's tag: {@code en}, {@code es}, {@code zh-hans}. */
    public String language() {
        return language;
    }

    /** The words in order, as they are shown to people (NFC). */
    public List<String> words() {
        return load().words;
    }

    public String word(int index) {
        return load().words.get(index);
    }

    /** Where a word stands in the list, however it is typed. */
    public OptionalInt indexOf(String typed) {
        Integer at = load().index.get(key(typed));
        return at == null ? OptionalInt.empty() : OptionalInt.of(at);
    }

    /** The form in which words are compared. */
    public static String key(String typed) {
        StringBuilder out = new StringBuilder(typed.length());
        String lower = Normalizer.normalize(typed, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c < '\u0300' || c > '\u036f') {
                out.append(c);
            }
        }
        return out.toString();
    }

    private Loaded load() {
        Optional<Loaded> ready = loaded;
        if (ready.isEmpty()) {
            ready = Optional.of(read());
            loaded = ready;
        }
        return ready.get();
    }

    private Loaded read() {
        List<String> words = lines().stream().map(word -> Normalizer.normalize(word, Normalizer.Form.NFC)).toList();
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            index.put(key(words.get(i)), i);
        }
        if (words.size() != SIZE || index.size() != SIZE) {
            throw new IllegalStateException("the word list " + file + " is damaged");
        }
        return new Loaded(words, Map.copyOf(index));
    }

    private List<String> lines() {
        try (InputStream in = WordList.class.getResourceAsStream("/org/tresllaves/words/" + file + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("the word list " + file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("reading the word list " + file, e);
        }
    }
}
