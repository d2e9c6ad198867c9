package org.tresllaves;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * A server's keys and its panel, made by the shipped commands in one folder, and what people do there: office needs two of three, society one of two, and
 * one of the office may be excluded. All five may be drawn as readers.
 */
@NullMarked
final class PanelOfFive {
    static final List<String> PEOPLE = List.of("Ana", "Ben", "Eva", "Luz", "Tom");
    private static final Pattern ID = Pattern.compile("Request ([0-9a-f]{16})");
    private static final Pattern WORDS = Pattern.compile("(?m)^(?:\\p{L}+ ){11}\\p{L}+$");

    private static Optional<Path> made = Optional.empty();

    private final Path folder;
    private final Commands commands;
    private List<String> sources = List.of();
    private List<String> people = List.of();

    private PanelOfFive(Path folder) {
        this.folder = folder;
        this.commands = new Commands(folder);
    }

    /** One that is not made yet. */
    static PanelOfFive in(Path folder) {
        return new PanelOfFive(folder);
    }

    /** The one of this JVM, which is made once: every test gets a copy of everybody's files and of a server that was never started. */
    static PanelOfFive copyTo(Path folder) throws IOException {
        new Commands(folder).copy(once()).ok();
        return new PanelOfFive(folder);
    }

    private static synchronized Path once() throws IOException {
        if (made.isEmpty()) {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/panels")), "panel");
            new PanelOfFive(folder.toAbsolutePath()).make();
            made = Optional.of(folder.toAbsolutePath());
        }
        return made.get();
    }

    private void make() throws IOException {
        Files.writeString(folder.resolve("pass"), "a passphrase for tests\n");
        Files.writeString(folder.resolve("server.keys"),
                commands.server("init", "--name", "test", "--data", "data", "--key", "server.key", "--capacity",
                        "200M", "--largest", "64M").ok().out());
        for (String name : PEOPLE) {
            Files.writeString(folder.resolve(name + ".card"),
                    commands.people("key", "new", "--name", name, "--out", name + ".key", "--passphrase-file", "pass")
                            .ok().out());
        }
        commands.people("panel", "draft", "--name", "Test", "--bench", "office:2:2:1", "--bench", "society:1:1",
                "--member", "office:Ana.card", "--member", "office:Ben.card", "--member", "office:Eva.card",
                "--member", "society:Luz.card", "--member", "society:Tom.card", "--logs", "server.keys", "--out",
                "roster").ok();
        for (String name : PEOPLE) {
            commands.people("panel", "sign", "roster", "--key", name + ".key", "--passphrase-file", "pass").ok();
        }
        Matcher id = Pattern.compile("Panel id: ([0-9a-f]{64})")
                .matcher(commands.people("panel", "show", "roster").ok().out());
        assertThat(id.find()).isTrue();
        Files.writeString(folder.resolve("panel"), id.group(1));
        commands.server("init", "--data", "data", "--key", "server.key", "--panel", "roster").ok();
    }

    /** Where sources find the server from now on, and where the panel does: options of every command. */
    void at(List<String> forSources, List<String> forPeople) {
        sources = join(forSources, List.of("--panel", "panel"));
        people = join(forPeople, List.of("--panel", "panel"));
    }

    Commands commands() {
        return commands;
    }

    Commands.Done submit(String words, String... arguments) throws IOException {
        Commands.Done done = commands.people(join(List.of("submit"), List.of(arguments), sources)).ok();
        keepWords(words, done);
        return done;
    }

    /** Keeps the twelve words that a command printed. */
    void keepWords(String words, Commands.Done done) throws IOException {
        Matcher found = WORDS.matcher(done.out());
        assertThat(found.find()).as(done.toString()).isTrue();
        Files.writeString(folder.resolve(words), found.group());
    }

    Commands.Done back(String words, String... arguments) {
        return commands.people(join(List.of("return", "--words", words), List.of(arguments), sources));
    }

    Commands.Done docket(String name, String... arguments) {
        return docketAt(people, name, arguments);
    }

    Commands.Done docketAt(List<String> where, String name, String... arguments) {
        return commands.people(join(join(List.of("docket"), List.of(arguments)),
                List.of("--key", name + ".key", "--passphrase-file", "pass"), where));
    }

    String request(String name, List<String> scope) {
        Commands.Done done = docket(name, join(List.of("request"), scope).toArray(String[]::new)).ok();
        Matcher id = ID.matcher(done.out());
        assertThat(id.find()).as(done.toString()).isTrue();
        return id.group(1);
    }

    /** These approve, everybody else refuses: then nobody is left to wait for. */
    void answer(String request, String... approve) {
        for (String name : PEOPLE) {
            if (Arrays.asList(approve).contains(name)) {
                docket(name, "approve", request).ok();
            } else {
                docket(name, "refuse", request, "--reason", "other").ok();
            }
        }
    }

    interface Attempt {
        Commands.Done run();
    }

    /** Tries again, now and then, until an epoch has passed that shows it. */
    static Commands.Done until(Attempt attempt, Predicate<Commands.Done> holds) throws InterruptedException {
        Commands.Done last = attempt.run();
        for (int tries = 0; tries < 40 && !holds.test(last); tries++) {
            TimeUnit.SECONDS.sleep(1);
            last = attempt.run();
        }
        assertThat(holds.test(last)).as(last.toString()).isTrue();
        return last;
    }

    /** The folders of reports that were opened into this one. */
    List<Path> manifests(String out) throws IOException {
        if (!Files.exists(folder.resolve(out))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder.resolve(out))) {
            return files.filter(file -> file.endsWith("manifest.json")).map(file -> file.resolveSibling(""))
                    .map(Path::normalize).toList();
        }
    }

    /** The folder of the one of them that has this text. */
    Path report(String out, Path text) throws IOException {
        String wanted = Files.readString(text);
        for (Path opened : manifests(out)) {
            if (Files.readString(opened.resolve("report.txt")).equals(wanted)) {
                return opened;
            }
        }
        throw new AssertionError("no such report in " + out);
    }

    static byte[] contents(Path report, String name) throws IOException {
        try (Stream<Path> files = Files.list(report)) {
            return Files.readAllBytes(files.filter(file -> file.toString().endsWith(name)).findFirst().orElseThrow());
        }
    }

    static List<String> join(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static String[] join(List<String> first, List<String> second, List<String> third) {
        return join(join(first, second), third).toArray(String[]::new);
    }
}
