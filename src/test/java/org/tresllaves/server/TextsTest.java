package org.tresllaves.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.tresllaves.protocol.Languages;
import org.tresllaves.server.notices.BadNoticeFile;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** The operator's command speaks four languages completely, and each of its commands has a help page with an example that it can parse. */
@ResourceLock(Resources.LOCALE)
class TextsTest {
    private static final Path SOURCES = Path.of("src/main/java/org/tresllaves/server");
    private static final Locale BEFORE = Locale.getDefault();

    @AfterEach
    void back() {
        Locale.setDefault(BEFORE);
    }

    private static Properties texts(String language) throws IOException {
        String file = "texts" + (language.equals("en") ? "" : "_" + language) + ".properties";
        try (var in = Objects.requireNonNull(Texts.class.getResourceAsStream(file))) {
            Properties texts = new Properties();
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return texts;
        }
    }

    @Test
    void everyLanguageHasTheSameKeysWithTheSameValues() throws IOException {
        Properties english = texts("en");
        for (String language : Languages.ALL) {
            Properties own = texts(language);
            assertThat(own.stringPropertyNames()).as(language).isEqualTo(english.stringPropertyNames());
            for (String key : own.stringPropertyNames()) {
                String text = own.getProperty(key);
                assertThat(values(text)).as(language + " " + key).isEqualTo(values(english.getProperty(key)));
                assertThat(text).as("a straight quote would eat what follows: " + key).isNotBlank().doesNotContain("'");
                if (!key.contains("usage.")) {
                    assertThat(new MessageFormat(text)).isNotNull();
                }
            }
        }
    }

    private static Set<String> values(String text) {
        return Pattern.compile("\\{(\\d)").matcher(text).results().map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyTextIsUsed() throws IOException {
        Set<String> unused = new TreeSet<>(texts("en").stringPropertyNames());
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                code.append(Files.readString(file));
            }
        }
        unused.removeIf(key -> code.indexOf("\"" + key + "\"") >= 0 || code.indexOf("bundle:" + key + "}") >= 0);
        for (BadNoticeFile.Reason reason : BadNoticeFile.Reason.values()) {
            assertThat(unused.remove("notices." + reason.name())).as("a text for %s", reason).isTrue();
        }
        unused.removeIf(key -> key.startsWith("usage.") && key.endsWith("Heading"));
        commands(Main.command().getCommandSpec()).forEach(spec -> List.of("header", "description", "footer")
                .forEach(part -> unused.remove(spec.qualifiedName(".") + ".usage." + part)));
        assertThat(unused).isEmpty();
    }

    private static Stream<CommandSpec> commands(CommandSpec top) {
        return Stream.concat(Stream.of(top),
                top.subcommands().values().stream().map(CommandLine::getCommandSpec));
    }

    @Test
    void everyCommandHasAHeaderExamplesAndDescribedOptions() throws IOException {
        Set<String> keys = texts("en").stringPropertyNames();
        commands(Main.command().getCommandSpec()).forEach(spec -> {
            String prefix = spec.qualifiedName(".");
            assertThat(keys).contains(prefix + ".usage.header", prefix + ".usage.footer");
            for (ArgSpec arg : spec.args()) {
                assertThat(keys).as(spec.qualifiedName() + " " + arg.paramLabel()).contains(arg.descriptionKey());
            }
        });
    }

    /** What a help page shows as an example is taken by the parser, in every language. */
    @Test
    void everyExampleParses() throws IOException {
        for (String language : Languages.ALL) {
            Properties texts = texts(language);
            texts.stringPropertyNames().stream().filter(key -> key.endsWith(".usage.footer"))
                    .flatMap(key -> Stream.of(texts.getProperty(key).split("%n"))).map(String::strip)
                    .filter(line -> line.startsWith("tresllaves-server "))
                    .map(line -> line.replaceAll(" > .*", "").split(" "))
                    .forEach(line -> Main.command().parseArgs(List.of(line).subList(1, line.length).toArray(
                            String[]::new)));
        }
    }

    @Test
    void aBadLineIsToldInOneSentenceOfTheOperatorsLanguage() {
        Locale.setDefault(Locale.forLanguageTag("es"));
        assertThat(told("serve")).isEqualTo(
                "error: falta algo: --data, --key. «tresllaves-server serve --help» lo muestra con ejemplos\n");
        assertThat(told("srve"))
                .isEqualTo(
                        "error: «srve» no se entiende aquí. «tresllaves-server --help» muestra lo que se puede dar\n");
        assertThat(told("status", "--data", "d", "--data", "e", "--key", "k"))
                .isEqualTo("error: --data aparece dos veces; vea «tresllaves-server status --help»\n");
        assertThat(told("serve", "--data", "d", "--key", "k", "--port", "many")).isEqualTo(
                "error: --port no puede ser «many». «tresllaves-server serve --help» muestra la forma\n");
        assertThat(told("status", "--data", "d", "--key", "k", "--language", "xx")).isEqualTo(
                "error: --language no puede ser «xx». «tresllaves-server --help» muestra la forma\n");
    }

    private static String told(String... line) {
        StringWriter said = new StringWriter();
        CommandLine command = Main.command();
        command.setErr(new PrintWriter(said, true));
        assertThat(command.execute(line)).isEqualTo(2);
        return said.toString();
    }
}
