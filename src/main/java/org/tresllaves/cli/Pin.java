package org.tresllaves.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.WordList;
import org.tresllaves.tlog.Fingerprint;
import org.tresllaves.tlog.RosterChain;

/** Which panel the person means: its twelve fingerprint words in any language, its id in hex, or a file with one of these or with the first roster. */
final class Pin {
    private static final int LIMIT = 256 * 1024;

    private Pin() {
    }

    /** Reads what was given with --panel. */
    static Predicate<Hash> read(String given) throws Stop, IOException {
        return Files.isRegularFile(Path.of(given)) ? ofFile(Path.of(given)) : ofText(given);
    }

    /** The rosters in a file saved by {@code panel show --out}: what the person saw last, behind which no server may go. */
    static Optional<RosterChain> saved(String given) throws Stop {
        Path file = Path.of(given);
        return RosterFile.isChain(file) ? Optional.of(RosterFile.chain(file)) : Optional.empty();
    }

    private static Predicate<Hash> ofFile(Path file) throws Stop {
        if (RosterFile.isChain(file)) {
            return RosterFile.chain(file).panelId()::equals;
        }
        byte[] bytes = Input.bytes(file, LIMIT);
        try {
            return RosterChain.trustingGenesis(bytes).panelId()::equals;
        } catch (Malformed e) {
            return ofText(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    private static Predicate<Hash> ofText(String text) throws Stop {
        String typed = text.strip();
        if (typed.matches("[0-9a-fA-F]{64}")) {
            return Hash.of(HexFormat.of().parseHex(typed))::equals;
        }
        List<String> words = List.of(typed.split("[\\s,·]+")).stream().map(WordList::key).toList();
        if (words.size() != Fingerprint.WORDS) {
            throw new Stop(Problem.PANEL_MALFORMED, words.size());
        }
        return id -> matches(id, words);
    }

    private static boolean matches(Hash panelId, List<String> keys) {
        for (WordList list : WordList.values()) {
            if (Fingerprint.words(panelId, list).stream().map(WordList::key).toList().equals(keys)) {
                return true;
            }
        }
        return false;
    }

    /** The fingerprint in the person's language, in four groups of three, one a line. */
    static List<String> lines(Hash panelId, String language) {
        List<String> words = Fingerprint.words(panelId, WordList.ofLanguage(language).orElse(WordList.ENGLISH));
        return List.of(0, 3, 6, 9).stream().map(i -> "  " + String.join(" ", words.subList(i, i + 3))).toList();
    }
}
