package org.tresllaves.source;

import java.util.List;

/** Typed words that are no code phrase. Its message names no word, so that none reaches a log; the accessors do, for the person who typed. */
public final class BadPhrase extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Reason {
        /** Not twelve words: {@link #count()} says how many. */
        COUNT,
        /** The word at {@link #position()} is in no list that has the others. */
        UNKNOWN_WORD,
        /** The checksum fails: two words swapped, or a wrong word. One wrong phrase in sixteen passes. */
        CHECKSUM
    }

    private final Reason reason;
    private final int number;
    private final String word;
    private final transient List<String> suggestions;

    private BadPhrase(Reason reason, int number, String word, List<String> suggestions) {
        super(reason.name(), null, false, false);
        this.reason = reason;
        this.number = number;
        this.word = word;
        this.suggestions = suggestions;
    }

    static BadPhrase count(int words) {
        return new BadPhrase(Reason.COUNT, words, "", List.of());
    }

    static BadPhrase unknown(int position, String word, List<String> suggestions) {
        return new BadPhrase(Reason.UNKNOWN_WORD, position, word, suggestions);
    }

    static BadPhrase checksum() {
        return new BadPhrase(Reason.CHECKSUM, 0, "", List.of());
    }

    public Reason reason() {
        return reason;
    }

    /** How many words were typed. */
    public int count() {
        return number;
    }

    /** Which word is unknown, counted from 1. */
    public int position() {
        return number;
    }

    /** The unknown word as it was typed. */
    public String word() {
        return word;
    }

    /** Up to three words of the list that look like it. */
    public List<String> suggestions() {
        return suggestions;
    }
}
