package org.tresllaves.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on a real terminal: what is typed unseen, two words typed back, and Ctrl-C. */
class TerminalTest {
    private static final String PASSPHRASE = "correct horse battery";

    @TempDir
    Path dir;

    @BeforeEach
    void temporary() throws IOException {
        Files.createDirectory(dir.resolve("tmp"));
    }

    @Test
    void aPassphraseIsNotSeenAndTheEchoComesBack() throws Exception {
        try (Pty pty = Pty.run(dir, List.of("key", "new", "--name", "Ana", "--out", "ana.key"))) {
            pty.shows("New passphrase.*: ");
            pty.line(PASSPHRASE);
            pty.shows("same passphrase.*: ");
            pty.line(PASSPHRASE);
            String screen = pty.ended();
            assertThat(screen).contains("exit=0").doesNotContain("horse").containsPattern("[^-]echo ");
        }
        assertThat(dir.resolve("ana.key")).exists();
    }

    @Test
    void ctrlCAtAHiddenPromptGivesTheEchoBack() throws Exception {
        try (Pty pty = Pty.run(dir, List.of("key", "new", "--name", "Ana", "--out", "ana.key"))) {
            pty.shows("New passphrase.*: ");
            pty.type(PASSPHRASE);
            pty.type(Pty.CTRL_C);
            brokenOff(pty.ended());
            assertThat(pty.screen()).doesNotContain("horse");
        }
        nothingIsLeft();
    }

    @Test
    void twoWordsAreTypedBackFromTheScreen() throws Exception {
        try (Town town = Town.on(dir); Pty pty = submit(town)) {
            List<String> words = words(pty);
            for (int asked = 0; asked < 2; asked++) {
                pty.line(words.get(position(pty, asked) - 1));
            }
            assertThat(pty.ended()).contains("exit=0", "The report is with the server");
        }
        assertThat(inTmp()).isEmpty();
    }

    @Test
    void ctrlCBeforeTheWordsAreTypedBackSendsNothing() throws Exception {
        try (Town town = Town.on(dir)) {
            try (Pty pty = submit(town)) {
                List<String> words = words(pty);
                pty.line(words.get(position(pty, 0) - 1));
                position(pty, 1);
                pty.type(Pty.CTRL_C);
                brokenOff(pty.ended());
                Files.writeString(dir.resolve("words"), String.join(" ", words));
            }
            town.nextDay();
            assertThat(town.at("return", "--words", "@words").exit()).as("nothing with these words").isEqualTo(7);
        }
        assertThat(inTmp()).isEmpty();
    }

    @Test
    void ctrlCWhileALargeReportIsSealedLeavesNothing() throws Exception {
        try (Town town = Town.on(dir)) {
            try (RandomAccessFile film = new RandomAccessFile(town.path("film").toFile(), "rw")) {
                film.setLength(200L << 20);
            }
            Files.writeString(dir.resolve("text"), "Lo vi.");
            List<Path> before = files(dir);
            try (Pty pty = Pty.run(dir, List.of("submit", "text", "--file", "film", "--out", "sealed", "--rosters",
                    "rosters", "--panel", "panel"))) {
                pty.shows("\\[#*\\.+\\]");
                pty.type(Pty.CTRL_C);
                brokenOff(pty.ended());
                assertThat(pty.screen()).as("no words for what was never sealed").doesNotContain("Write");
            }
            assertThat(files(dir)).containsExactlyInAnyOrderElementsOf(before);
        }
        assertThat(inTmp()).isEmpty();
    }

    private Pty submit(Town town) throws IOException {
        Files.writeString(dir.resolve("text"), "Lo vi.");
        return Pty.run(dir, List.of("submit", "text", "--server", town.address(), "--panel", "panel"));
    }

    private static List<String> words(Pty pty) throws InterruptedException {
        return List.of(pty.shows("(?m)^((?:[a-z]+ ){11}[a-z]+)\\r?$").group(1).split(" "));
    }

    /** The number of the word that is asked for, this being the first question or the second. */
    private static int position(Pty pty, int question) throws InterruptedException {
        Matcher asked = pty.shows("(?s)" + ".*?From your note, word (\\d+): ".repeat(question + 1));
        return Integer.parseInt(asked.group(asked.groupCount()));
    }

    private static void brokenOff(String screen) {
        assertThat(screen).contains("exit=130", "Stopped. What was not said to be done may not have happened")
                .containsPattern("[^-]echo ").containsPattern("[^-]icanon")
                .doesNotContain("Exception", "\tat ", "error:");
    }

    private void nothingIsLeft() throws IOException {
        assertThat(files(dir)).containsExactly(dir.resolve("tmp"));
        assertThat(inTmp()).isEmpty();
    }

    private List<Path> inTmp() throws IOException {
        return files(dir.resolve("tmp"));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.toList());
        }
    }
}
