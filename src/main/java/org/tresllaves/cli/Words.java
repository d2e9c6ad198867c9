package org.tresllaves.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.tresllaves.protocol.WordList;
import org.tresllaves.source.BadPhrase;
import org.tresllaves.source.CodePhrase;

/** The source's twelve words: shown once, checked by having two typed back, read again on return. Never taken from the command line. */
final class Words {
    private static final int LIMIT = 4096;
    private static final int TRIES = 3;

    private Words() {
    }

    /** Prints the words and, where somebody is there, has two of them typed back from the note. */
    static void hand(Run run, CodePhrase phrase) throws Stop, IOException {
        List<String> words = phrase.words();
        run.say("words.write");
        run.print(String.join(" ", words));
        run.terminal().out().flush();
        if (!run.terminal().canAsk()) {
            return;
        }
        int first = below(run.random(), CodePhrase.WORDS);
        int second = (first + 1 + below(run.random(), CodePhrase.WORDS - 1)) % CodePhrase.WORDS;
        confirm(run, words, Math.min(first, second));
        confirm(run, words, Math.max(first, second));
    }

    private static int below(SecureRandom random, int n) {
        return random.nextInt(n);
    }

    private static void confirm(Run run, List<String> words, int position) throws Stop, IOException {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            String typed = run.terminal().ask(run.texts().text("words.ask", position + 1))
                    .orElseThrow(() -> new Stop(Problem.WORDS_NOT_CONFIRMED));
            if (WordList.key(typed.strip()).equals(WordList.key(words.get(position)))) {
                return;
            }
            run.say("words.no");
        }
        throw new Stop(Problem.WORDS_NOT_CONFIRMED);
    }

    /** The phrases that typed words, or those in a file, can mean. The caller closes them. */
    static List<CodePhrase> read(Run run, Optional<Path> file) throws Stop, IOException {
        if (file.isEmpty() && !run.terminal().canAsk()) {
            throw new Stop(Problem.WORDS_MISSING);
        }
        String typed = file.isPresent()
                ? Input.text(file.get().toString(), run, LIMIT)
                : run.terminal().ask(run.texts().text("words.type")).orElseThrow(
                        () -> new Stop(Problem.WORDS_MISSING));
        try {
            return CodePhrase.parse(typed);
        } catch (BadPhrase e) {
            throw problem(run, e);
        }
    }

    private static Stop problem(Run run, BadPhrase bad) {
        return switch (bad.reason()) {
            case COUNT -> new Stop(Problem.WORDS_COUNT, bad.count());
            case CHECKSUM -> new Stop(Problem.WORDS_CHECKSUM);
            case UNKNOWN_WORD -> new Stop(Problem.WORD_UNKNOWN, bad.position(), Letters.tameLine(bad.word()),
                    bad.suggestions().isEmpty()
                            ? ""
                            : run.texts().text("words.meant", String.join(", ", bad.suggestions())));
        };
    }
}
