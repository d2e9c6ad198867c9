package org.tresllaves.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tresllaves.protocol.Languages;
import org.tresllaves.panel.Approval;
import org.tresllaves.protocol.Roster;
import org.tresllaves.tlog.RosterChain;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Four complete languages, every text used, none written into the code. */
class TextsTest {
    private static final Path SOURCES = Path.of("src/main/java/org/tresllaves/cli");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static Set<String> keys(String language) {
        return new TreeSet<>(Texts.of(language).bundle().keySet());
    }

    @Test
    void everyLanguageHasTheSameKeys() {
        for (String language : Languages.ALL) {
            Set<String> own = Texts.of(language).bundle().getLocale().getLanguage().isEmpty()
                    ? keys("en")
                    : ownKeys(language);
            assertThat(own).as(language).isEqualTo(keys("en"));
        }
    }

    /** Without the parent, which would fill in English. */
    private static Set<String> ownKeys(String language) {
        try (var in = Texts.class.getResourceAsStream("/org/tresllaves/cli/texts_" + language + ".properties")) {
            var properties = new java.util.Properties();
            properties
                    .load(new java.io.InputStreamReader(java.util.Objects.requireNonNull(in), StandardCharsets.UTF_8));
            return new TreeSet<>(properties.stringPropertyNames());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What one half of the program calls a report the other does not call by another name: command, server, page, leaflet, notices. */
    @Test
    void aThingHasOneNounInEveryText() throws IOException {
        Map<String, String> others = Map.of("es", "denuncias?|reportes?|ficheros?|quien informa", "pt",
                "denúncias?|relatórios?|ficheiros?|registos?|quem relata", "fr",
                "dénonciations?|rapports?|comités?");
        Path resources = Path.of("src/main/resources/org/tresllaves");
        int read = 0;
        try (Stream<Path> all = Stream.concat(Files.walk(resources), Files.list(Path.of("src/main/web")))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Matcher language = Pattern.compile("[._](es|pt|fr)\\.(?:properties|json)$").matcher(file.toString());
                if (language.find()) {
                    read++;
                    assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(
                            "(?iuU)\\b(?:" + others.get(language.group(1)) + ")\\b");
                }
            }
        }
        assertThat(read).isGreaterThan(15);
    }

    @Test
    void everyTextTakesTheSameValuesInEveryLanguage() {
        for (String key : keys("en")) {
            Set<String> english = values(Texts.of("en").bundle().getString(key));
            for (String language : Languages.ALL) {
                String text = Texts.of(language).bundle().getString(key);
                assertThat(values(text)).as(language + " " + key).isEqualTo(english);
                assertThat(text).as(language + " " + key).isNotBlank();
                if (!key.contains("usage") && !key.startsWith("option.")) {
                    assertThat(new MessageFormat(text)).isNotNull();
                    assertThat(text).as("a straight quote would eat what follows: " + key).doesNotContain("'");
                }
            }
        }
    }

    private static Set<String> values(String text) {
        return Pattern.compile("\\{(\\d)").matcher(text).results().map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyProblemSaysWhatHappenedAndWhatToDo() {
        assertThat(keys("en"))
                .containsAll(Arrays.stream(Problem.values()).flatMap(p -> Stream.of(p.error(), p.hint())).toList());
    }

    @Test
    void everyCheckOfARequestIsSaidInWords() {
        assertThat(keys("en")).containsAll(Arrays.stream(org.tresllaves.panel.Refused.Reason.values())
                .filter(reason -> reason != org.tresllaves.panel.Refused.Reason.NOT_CLOSED)
                .map(reason -> "request-check." + reason.name()).toList());
    }

    @Test
    void everyRuleOfARosterIsSaidInWords() {
        assertThat(keys("en")).containsAll(Stream
                .concat(Arrays.stream(Roster.Flaw.values()), Arrays.stream(RosterChain.Flaw.values()))
                .map(flaw -> "roster-rule." + flaw.toString()).toList());
    }

    @Test
    void whatCouldNotBeReleasedIsSaidInWords() {
        assertThat(keys("en")).containsAll(Arrays.stream(Approval.Outcome.values())
                .filter(DocketApprove::isWorrying).map(outcome -> "outcome." + outcome.name()).toList());
    }

    @Test
    void everyFlawOfAQuestionnaireIsSaidInWords() {
        assertThat(keys("en")).containsAll(Arrays.stream(org.tresllaves.protocol.BadQuestionnaire.Flaw.values())
                .map(flaw -> "form-flaw." + flaw.name()).toList());
    }

    @Test
    void everyTextIsUsed() throws IOException {
        Set<String> used = new TreeSet<>(
                Arrays.stream(Problem.values()).flatMap(p -> Stream.of(p.error(), p.hint())).toList());
        Set<String> literals = literals();
        for (String key : keys("en")) {
            boolean family = literals.stream().anyMatch(literal -> literal.endsWith(".") && key.startsWith(literal));
            if (literals.contains(key) || literals.contains("${bundle:" + key + "}") || family) {
                used.add(key);
            }
        }
        help(Tresllaves.line(Runs.of(ScriptedTerminal.nobody(""), "en")).getCommandSpec(), used);
        Set<String> unused = keys("en");
        unused.removeAll(used);
        assertThat(unused).isEmpty();
    }

    private static void help(CommandSpec spec, Set<String> used) {
        String prefix = spec.qualifiedName(".");
        for (String part : List.of("header", "description", "footer")) {
            String key = prefix + ".usage." + part;
            if (keys("en").contains(key)) {
                used.add(key);
            }
        }
        used.addAll(List.of("usage.synopsisHeading", "usage.parameterListHeading", "usage.optionListHeading",
                "usage.commandListHeading", "usage.footerHeading"));
        spec.subcommands().values().stream().map(CommandLine::getCommandSpec).forEach(sub -> help(sub, used));
    }

    @Test
    void everyCommandHasAHeaderExamplesAndDescribedOptions() {
        CommandSpec top = Tresllaves.line(Runs.of(ScriptedTerminal.nobody(""), "en")).getCommandSpec();
        check(top);
    }

    private static void check(CommandSpec spec) {
        String prefix = spec.qualifiedName(".");
        assertThat(keys("en")).contains(prefix + ".usage.header", prefix + ".usage.footer");
        for (ArgSpec arg : spec.args()) {
            assertThat(keys("en")).as(spec.qualifiedName() + " " + arg.paramLabel()).contains(arg.descriptionKey());
        }
        spec.subcommands().values().forEach(sub -> check(sub.getCommandSpec()));
    }

    /** A literal with two words in it would be a text that only speaks one language. */
    @Test
    void noTextIsWrittenIntoTheCode() throws IOException {
        Pattern words = Pattern.compile("\\p{L}{2,} \\p{L}{2,}");
        Set<String> found = literals().stream().filter(literal -> words.matcher(literal).find())
                .filter(literal -> !literal.startsWith("tresllaves "))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).isEmpty();
    }

    private static Set<String> literals() throws IOException {
        Set<String> literals = new TreeSet<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (!line.strip().startsWith("*") && !line.strip().startsWith("/")
                            && !line.contains("IllegalStateException(")) {
                        Matcher matcher = LITERAL.matcher(line);
                        while (matcher.find()) {
                            literals.add(matcher.group(1));
                        }
                    }
                }
            }
        }
        return literals;
    }
}
