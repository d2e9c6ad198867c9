package org.tresllaves.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.client.LocalDialer;

/** What a source does at the keyboard, and what goes wrong there. */
class SourceTest {
    @TempDir
    Path dir;

    @Test
    void aReturnFollowsUpAndWithdraws() throws Exception {
        try (Town town = Town.on(dir)) {
            town.submit("words", "Lo vi.").ok();
            assertThat(town.at("return", "--words", "@words").exit()).as("before its batch").isEqualTo(7);
            town.nextDay();
            Files.writeString(dir.resolve("more"), "Y otra cosa.");
            Town.Done more = town.at("return", "--words", "@words", "--follow-up", "@more", "--connect").ok();
            assertThat(more.data()).contains("Report 1").doesNotContain("Report 2");
            town.nextDay();
            assertThat(town.at("return", "--words", "@words").ok().data()).contains("Report 1", "Report 2");
            ScriptedTerminal refuses = ScriptedTerminal.person("no");
            assertThat(town.at(refuses, "return", "--words", "@words", "--withdraw", "2").exit()).isEqualTo(3);
            assertThat(town.at("return", "--words", "@words").data()).doesNotContain("Withdrawn");
            assertThat(town.at(ScriptedTerminal.person("yes"), "return", "--words", "@words", "--withdraw", "2").ok()
                    .talk()).contains("Withdrawn.");
            String after = town.at("return", "--words", "@words").ok().data();
            assertThat(after.substring(after.indexOf("Report 2"))).contains("Withdrawn with these words");
            assertThat(after.substring(0, after.indexOf("Report 2"))).doesNotContain("Withdrawn");
            assertThat(town.at("return", "--words", "@words", "--withdraw", "3").exit()).isEqualTo(2);
        }
    }

    @Test
    void wrongWordsAreNamed() throws Exception {
        try (Town town = Town.on(dir)) {
            town.submit("words", "Lo vi.").ok();
            town.nextDay();
            List<String> words = List.of(Files.readString(dir.resolve("words")).split(" "));
            Town.Done eleven = back(town, String.join(" ", words.subList(0, 11)));
            assertThat(eleven.talk()).contains("There are twelve words; you gave 11.");
            List<String> misspelt = new java.util.ArrayList<>(words);
            misspelt.set(4, misspelt.get(4) + "qq");
            Town.Done unknown = back(town, String.join(" ", misspelt));
            assertThat(unknown.exit()).isEqualTo(3);
            assertThat(unknown.talk()).contains("Word 5", "“" + misspelt.get(4) + "”", words.get(4));
            for (int i = 0, tried = 0; i < 11 && tried < 3; i++) {
                List<String> swapped = new java.util.ArrayList<>(words);
                Collections.swap(swapped, i, i + 1);
                Town.Done done = back(town, String.join(" ", swapped));
                if (!done.talk().contains("Nothing found")) { // one swap in sixteen has a good checksum
                    assertThat(done.talk()).contains("do not fit together");
                    tried++;
                }
            }
            String typed = String.join("   ", words).toUpperCase(java.util.Locale.ROOT);
            assertThat(town.at(ScriptedTerminal.person(typed), "return").ok().data()).contains("Report 1");
        }
    }

    private Town.Done back(Town town, String words) throws IOException {
        Files.writeString(dir.resolve("typed"), words);
        return town.at("return", "--words", "@typed");
    }

    @Test
    void theWordsAreAskedForBeforeTheFirstByteGoesUp() throws Exception {
        try (Town town = Town.on(dir)) {
            Files.writeString(dir.resolve("text"), "Lo vi.");
            ScriptedTerminal careless = ScriptedTerminal.person("one", "two", "three");
            Town.Done stopped = town.at(careless, "submit", "@text");
            assertThat(stopped.exit()).isEqualTo(3);
            assertThat(stopped.talk()).contains("That is not the word", "nothing was sent");
            ScriptedTerminal careful = ScriptedTerminal.person().thenAnswer(SourceTest::asked)
                    .thenAnswer(SourceTest::asked);
            assertThat(town.at(careful, "submit", "@text").exit()).isZero();
        }
    }

    /** The word the last question is about, from the words shown. */
    private static String asked(ScriptedTerminal terminal) {
        String question = terminal.talk().lines().reduce("", (before, line) -> line);
        int position = Integer.parseInt(question.replaceAll("\\D", ""));
        return Arrays.asList(terminal.data().lines().filter(line -> line.split(" ").length == 12).findFirst()
                .orElseThrow().split(" ")).get(position - 1);
    }

    @Test
    void aFullServerIsHeardBeforeAnythingIsSent() throws Exception {
        try (Town town = Town.on(dir)) {
            for (int i = 0; i < 16; i++) {
                town.submit("words", "Lo vi.").ok();
            }
            Files.delete(dir.resolve("words"));
            // Whatever is put would break the way: nothing is.
            Town.Done full = town.by(new CutDialer("PUT ", 0)).submit("words", "Lo vi.", "--promise", "@promise");
            assertThat(full.exit()).as(full.toString()).isEqualTo(5);
            assertThat(full.talk()).contains("error: The server has no room for this report.", "Nothing was sent.");
            assertThat(full.data()).as("no words for a report that was not sent").isEmpty();
            assertThat(dir.resolve("promise")).doesNotExist();
        }
    }

    @Test
    void aRunThatFailsLeavesNoFile() throws Exception {
        try (Town town = Town.on(dir)) {
            town.by(new CutDialer("PUT ", 0));
            List<Path> before = files();
            Town.Done failed = town.submit("words", "Lo vi.", "--promise", "@promise");
            assertThat(failed.exit()).isEqualTo(4);
            assertThat(files()).containsExactlyInAnyOrderElementsOf(Stream.concat(before.stream(),
                    Stream.of(dir.resolve("text"))).toList());
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            try (Stream<Path> left = Files.list(temporary)) {
                assertThat(left.filter(file -> file.getFileName().toString().startsWith("sealed-"))).isEmpty();
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.toList();
        }
    }

    /** Attack 8: the same calls with the same bytes, up to where a report of its own goes out, whether the server shows everything or an older state of it. */
    @Test
    void whatASourceSendsDoesNotDependOnWhatItIsShown() throws Exception {
        try (Town town = Town.on(dir); FalseServer server = new FalseServer(town.address())) {
            town.nextDay();
            byte[] before = server.get("/v1/intake");
            assertThat(before).isNotEmpty();
            town.submit("words", "Lo vi.").ok();
            town.nextDay();
            town.docket("Rita", "list").ok();
            town.by(server);
            assertThat(town.at("return", "--words", "@words").ok().data()).contains("Report 1");
            List<String> honest = server.taken();
            server.show("/v1/intake", before);
            assertThat(town.at("return", "--words", "@words").exit()).as("it sees something else").isEqualTo(7);
            assertThat(server.taken()).isEqualTo(honest);
            town.submit("other words", "Lo vi.").ok();
            List<String> first = server.taken();
            assertThat(first.getFirst()).as("rosters come first, since all else is checked by them")
                    .contains("rosters");
            assertThat(first.subList(0, honest.size())).as("a first visit looks like a return").isEqualTo(honest);
            assertThat(first.get(honest.size())).startsWith("POST /v1/upload/");
        }
    }

    @Test
    void whatOutWritesIsVerifiedAndWhatIsDamagedIsNot() throws Exception {
        try (Town town = Town.on(dir)) {
            Files.writeString(dir.resolve("text"), "Lo vi.");
            Town.Done sealed = town.people("submit", "@text", "--out", "@sealed", "--rosters", "@rosters", "--panel",
                    "@panel").ok();
            assertThat(sealed.talk()).contains("sealed");
            byte[] good = Files.readAllBytes(dir.resolve("sealed"));
            String told = verified(town, good).ok().data();
            assertThat(told).contains("well formed");
            byte[] bare = Arrays.copyOfRange(good, good.length - 65_536, good.length);
            assertThat(verified(town, bare).ok().data()).as("the same envelope").isEqualTo(told);
            byte[] other = good.clone();
            other[good.length - 1] ^= 1;
            assertThat(verified(town, other).talk()).contains("is not what its first bytes say");
            byte[] foreign = good.clone();
            foreign[good.length - 65_536 + 6] ^= 1;
            assertThat(verified(town, foreign).exit()).isEqualTo(6);
            assertThat(verified(town, Arrays.copyOf(good, good.length - 1)).talk()).contains("its length is none");
            assertThat(verified(town, Arrays.copyOf(good, good.length + 1)).talk()).contains("its length is none");
            assertThat(verified(town, Arrays.copyOf(good, 20)).talk()).contains("TRUNCATED");
            assertThat(verified(town, new byte[1000]).talk()).contains("MAGIC");
        }
    }

    private Town.Done verified(Town town, byte[] file) throws IOException {
        Files.write(dir.resolve("given"), file);
        return town.people("verify", "--envelope", "@given", "--roster", "@rosters");
    }

    @Test
    void aUnixSocketIsAnAddressLikeAnother() throws Exception {
        try (Town town = Town.onSocket(dir)) {
            town.submit("words", "Lo vi.").ok();
            town.nextDay();
            assertThat(town.at("return", "--words", "@words").ok().data()).contains("Report 1");
            town.docket("Rita", "list").ok();
            Town.Done nobody = town.people("panel", "show", "--server", "unix:" + dir.resolve("nothing"));
            assertThat(nobody.exit()).isEqualTo(4);
            assertThat(nobody.talk()).contains("No server answers at that address.");
            assertThat(town.people("panel", "show", "--server", "unix:relative").exit()).isEqualTo(3);
        }
    }

    @Test
    void whereNoPanelIsNamedThePersonCompares() throws Exception {
        try (Town town = Town.on(dir)) {
            Files.writeString(dir.resolve("text"), "Lo vi.");
            ScriptedTerminal doubts = ScriptedTerminal.person("no");
            Town.Done no = town.run(doubts, List.of("submit", "@text", "--server", town.address()));
            assertThat(no.exit()).isEqualTo(6);
            assertThat(no.talk()).contains("Send nothing.");
            assertThat(town.run(ScriptedTerminal.nobody(""), List.of("submit", "@text", "--server", town.address()))
                    .talk()).contains("nobody can be asked to compare");
            town.by(new LocalDialer());
            String words = String.join(" ", Pin.lines(town.trial().chain().panelId(), "es"));
            Files.writeString(dir.resolve("panel"), words.strip());
            town.submit("words", "Lo vi.").ok();
            Files.writeString(dir.resolve("panel"), "0".repeat(64));
            assertThat(town.submit("words", "Lo vi.").exit()).isEqualTo(6);
        }
    }
}
