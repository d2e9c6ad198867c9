package org.tresllaves.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * What people see, command by command, in {@code src/test/resources/transcripts}: to be read. Random hex, keys, words, folders and ports are masked. After
 * a wanted change run it with {@code -Dtranscripts=write} and read the difference.
 */
class TranscriptTest {
    private static final Path HOME = Path.of("src/test/resources/transcripts");

    @TempDir
    Path dir;
    private final StringBuilder seen = new StringBuilder();

    @ParameterizedTest
    @ValueSource(strings = {"es", "en"})
    void everyCommandsHelp(String language) throws Exception {
        help(language, Tresllaves.line(Runs.of(ScriptedTerminal.nobody(""), language)), List.of());
        compare(language, "help");
    }

    private void help(String language, CommandLine line, List<String> path) {
        ScriptedTerminal terminal = ScriptedTerminal.nobody("");
        List<String> asked = Stream.concat(path.stream(), Stream.of("--help")).toList();
        int exit = Runs.run(terminal, language, asked.toArray(String[]::new));
        keep(new Town.Done("tresllaves " + String.join(" ", asked), exit, terminal.data(), terminal.talk()));
        line.getSubcommands().forEach((name, sub) -> help(language, sub,
                Stream.concat(path.stream(), Stream.of(name)).toList()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"es", "en"})
    void keysAndRosters(String language) throws Exception {
        try (Town town = Town.on(dir).in(language)) {
            String secret = "caballo grapa batería correcta";
            keep(town.run(ScriptedTerminal.person(secret, "otra cosa muy distinta"),
                    List.of("key", "new", "--name", "Nora", "--out", "@Nora.key")));
            Town.Done card = town.run(ScriptedTerminal.person(secret, secret),
                    List.of("key", "new", "--name", "Nora", "--out", "@Nora.key"));
            keep(card);
            Files.writeString(dir.resolve("Nora.card"), card.data());
            keep(town.run(ScriptedTerminal.person("corta"), List.of("key", "new", "--name", "Olga", "--out",
                    "@Olga.key")));
            keep(town.run(ScriptedTerminal.person(secret), List.of("key", "show", "--key", "@Nora.key")));
            keep(town.run(ScriptedTerminal.person("equivocada y larga"), List.of("key", "show", "--key",
                    "@Nora.key")));
            for (String name : List.of("Ana", "Blas")) {
                Files.writeString(dir.resolve(name + ".card"), town.people("key", "show", "--key",
                        "@" + name + ".key", "--passphrase-file", "@pass").ok().data());
            }
            Files.write(dir.resolve("logs"), town.trial().chain().last().roster().policy().subList(0, 3));
            keep(town.people("panel", "draft", "--name", "Defensoría", "--bench", "oficina:2:2:1", "--member",
                    "oficina:@Ana.card", "--member", "oficina:@Blas.card", "--logs", "@logs", "--out", "@draft"));
            keep(town.people("panel", "draft", "--name", "Defensoría", "--bench", "oficina:2:2:1", "--member",
                    "oficina:@Ana.card", "--member", "oficina:@Blas.card", "--member", "oficina:@Nora.card", "--logs",
                    "@logs", "--out", "@draft"));
            keep(town.people("panel", "sign", "@draft", "--key", "@Ana.key", "--passphrase-file", "@pass"));
            keep(town.people("panel", "sign", "@draft", "--key", "@Caro.key", "--passphrase-file", "@pass"));
            keep(town.people("panel", "show", "--server", town.address(), "--out", "@saved"));
            keep(town.people("panel", "show", "--server", "http://example.org"));
            for (String name : Town.PEOPLE) {
                Town.Done renewed = town.people("key", "renew", "--key", "@" + name + ".key", "--passphrase-file",
                        "@pass", "--after", "@saved");
                keep(name.equals("Ana"), renewed);
                Files.writeString(dir.resolve(name + ".card"), renewed.data());
            }
            keep(town.people("panel", "draft", "--after", "@saved", "--bench", "oficina:2:2:1", "--bench",
                    "sociedad:1:1", "--member", "oficina:@Ana.card", "--member", "oficina:@Blas.card", "--member",
                    "oficina:@Caro.card", "--member", "sociedad:@Fito.card", "--member", "sociedad:@Gema.card",
                    "--reader", "@Rita.card", "--out", "@next"));
            for (String name : Town.PEOPLE.subList(0, 5)) {
                keep(name.equals("Ana"), town.people("panel", "sign", "@next", "--after", "@saved", "--key",
                        "@" + name + ".key", "--passphrase-file", "@pass"));
            }
            keep(town.at("panel", "publish", "@next", "--key", "@Ana.key", "--passphrase-file", "@pass"));
            town.people("panel", "sign", "@next", "--after", "@saved", "--key", "@Rita.key", "--passphrase-file",
                    "@pass").ok();
            keep(town.at("panel", "publish", "@next", "--key", "@Ana.key", "--passphrase-file", "@pass"));
            Files.copy(dir.resolve("saved"), dir.resolve("panel"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            keep(town.docket("Blas", "list"));
            keep(town.people("verify", "--roster", "@saved"));
        }
        compare(language, "keys-and-rosters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"es", "en"})
    void theWayOfAReport(String language) throws Exception {
        try (Town town = Town.on(dir).in(language)) {
            String yes = Texts.of(language).text("ask.yes");
            Files.writeString(dir.resolve("text"), "El puente se paga y no se hace.");
            Files.writeString(dir.resolve("me"), "María Pérez, oficina 12");
            ScriptedTerminal source = ScriptedTerminal.person(yes, "equivocada").thenAnswer(TranscriptTest::asked)
                    .thenAnswer(TranscriptTest::asked);
            Town.Done sent = town.run(source, List.of("submit", "@text", "--file", "@me", "--identity", "@me",
                    "--exclude", "Caro", "--promise", "@promise", "--server", town.address()));
            keep(sent);
            Files.writeString(dir.resolve("words"), sent.data().lines().filter(l -> l.split(" ").length == 12)
                    .findFirst().orElseThrow());
            keep(town.at("return", "--words", "@words"));
            town.nextDay();
            keep(town.at("return", "--words", "@words"));
            Files.writeString(dir.resolve("few"), "ábaco abdomen");
            keep(town.at("return", "--words", "@few"));
            keep(town.people("verify", "--promise", "@promise", "--server", town.address(), "--panel", "@panel"));

            for (String name : Town.PEOPLE) {
                keep(name.equals("Rita"), town.docket(name, "list"));
            }
            List<String> ask = new ArrayList<>(List.of("request"));
            ask.addAll(Arrays.asList(town.everyBatch()));
            Town.Done asked = town.docket("Rita", ask.toArray(String[]::new));
            keep(asked);
            String request = id(asked);
            keep(town.docket("Saul", "approve", request));
            keep(town.docket(ScriptedTerminal.person("x"), "Ana", "approve", request));
            keep(town.docket(ScriptedTerminal.person(yes), "Ana", "approve", request));
            keep(town.docket("Ana", "approve", request));
            keep(town.docket("Gema", "refuse", request, "--reason", "why"));
            keep(town.docket("Gema", "refuse", request, "--reason", "other"));
            keep(town.docket("Rita", "open", request, "--out", "@opened.Rita"));
            for (String name : List.of("Blas", "Caro", "Fito")) {
                town.docket(name, "approve", request).ok();
            }
            String reader = "";
            String nobody = "";
            for (String name : Town.PEOPLE) {
                Town.Done open = town.docket(name, "open", request, "--out", "@opened." + name);
                boolean drawn = open.exit() == 0;
                keep(drawn && reader.isEmpty() || !drawn && nobody.isEmpty(), open);
                reader = drawn && reader.isEmpty() ? name : reader;
                nobody = !drawn && nobody.isEmpty() ? name : nobody;
            }
            String folder = town.opened("opened." + reader).getFirst().toString();
            keep(town.docket(reader, "request", "--entry", folder, "--reader", "Caro"));
            Town.Done who = town.docket(reader, "request", "--entry", folder, "--reason", "identity", "--reader",
                    reader);
            keep(who);
            town.docket("Ana", "approve", id(who)).ok();
            town.answer(id(who), "Blas", "Fito");
            keep(town.docket(reader, "open", id(who), "--out", "@opened." + reader));
            Files.writeString(dir.resolve("reply"), "¿Qué puente?");
            keep(town.docket(reader, "reply", folder, "@reply"));
            keep(town.docket(reader, "close", request));
            town.nextDay();
            keep(town.at("return", "--words", "@words"));
            Files.writeString(dir.resolve("more"), "El de la carretera vieja.");
            keep(town.at("return", "--words", "@words", "--follow-up", "@more", "--connect"));
            town.nextDay();
            keep(town.at(ScriptedTerminal.person("x"), "return", "--words", "@words", "--withdraw", "2"));
            keep(town.at(ScriptedTerminal.person(yes), "return", "--words", "@words", "--withdraw", "2"));
            keep(town.at(ScriptedTerminal.person(yes), "return", "--words", "@words", "--withdraw", "1"));
            town.trial().clock().forward(Duration.ofDays(20));
            keep(town.docket("Rita", "list"));
        }
        compare(language, "a-report");
    }

    private static String id(Town.Done asked) {
        return java.util.regex.Pattern.compile("\\b[0-9a-f]{16}\\b").matcher(asked.data()).results().findFirst()
                .orElseThrow(() -> new AssertionError(asked.toString())).group();
    }

    private static String asked(ScriptedTerminal terminal) {
        String question = terminal.talk().lines().reduce("", (before, line) -> line);
        int position = Integer.parseInt(question.replaceAll("\\D", ""));
        return terminal.data().lines().filter(line -> line.split(" ").length == 12).findFirst().orElseThrow()
                .split(" ")[position - 1];
    }

    private void keep(Town.Done done) {
        seen.append("$ ").append(done.command()).append('\n').append(done.data());
        done.talk().lines().forEach(line -> seen.append("! ").append(line).append('\n'));
        seen.append("= ").append(done.exit()).append("\n\n");
    }

    private void keep(boolean wanted, Town.Done done) {
        if (wanted) {
            keep(done);
        }
    }

    /** How many empty batches there are depends on when the server's own clockwork looks at the clock that the test moves. */
    private String masked() {
        return seen.toString().replaceAll("(?m)(^  \\p{L}+ )\\d+, .*\\n(?:^  \\p{L}+ \\d+, .*\\n)*", "$1N, DATE\n")
                .replaceAll("( --batch \\d+)+", " --batch N").replaceAll("(?m)^(  \\p{L}+: )\\d+(, \\d+)*$", "$1N")
                .replace(dir.toString() + "/", "@").replaceAll("127\\.0\\.0\\.1:(?!8480)\\d{4,5}",
                        "127.0.0.1:PORT")
                .replaceAll("\\b[0-9a-f]{64}\\b", "HEX64").replaceAll("\\b[0-9a-f]{32}\\b", "HEX32")
                .replaceAll("\\b[0-9a-f]{16}\\b", "HEX16").replaceAll("\\+[0-9a-f]{8}\\+", "+HEX8+")
                .replaceAll("[A-Za-z0-9+/]{40,}=*", "BASE64")
                .replaceAll("(?m)^(\\p{L}+ ){11}\\p{L}+$", "TWELVE WORDS")
                .replaceAll("(?m)^(! )?  (\\p{Ll}+ ){2}\\p{Ll}+$", "$1  THREE WORDS");
    }

    private void compare(String language, String name) throws IOException {
        Path file = HOME.resolve(name + "." + language + ".txt");
        if ("write".equals(System.getProperty("transcripts"))) {
            Files.createDirectories(HOME);
            Files.writeString(file, masked(), StandardCharsets.UTF_8);
        }
        assertThat(masked()).as("run with -Dtranscripts=write and read the difference of " + file)
                .isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
    }
}
