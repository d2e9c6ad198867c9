package org.tresllaves;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One report the whole way by the shipped commands: office needs two of three, society one of two, and Eva of the office is excluded by the source. All
 * five may be drawn as readers.
 */
@NullMarked
final class WholeWayTest {
    private static final List<String> PEOPLE = List.of("Ana", "Ben", "Eva", "Luz", "Tom");
    private static final Path SAMPLES = Path.of("config/samples").toAbsolutePath();
    private static final Pattern ID = Pattern.compile("Request ([0-9a-f]{16})");
    private static final Pattern BATCH = Pattern.compile("(?m)^  batch ([0-9]+), ");
    private static final Pattern WORDS = Pattern.compile("(?m)^(?:\\p{L}+ ){11}\\p{L}+$");

    @TempDir
    Path folder = Path.of("");
    private Commands commands = new Commands(folder);
    private List<String> at = List.of();
    private List<Process> servers = new ArrayList<>();

    @BeforeEach
    void aPanelAndItsServer() throws Exception {
        commands = new Commands(folder);
        Files.writeString(folder.resolve("pass"), "a passphrase for tests\n");
        Files.writeString(folder.resolve("server.keys"),
                commands.server("init", "--name", "test", "--data", "data", "--key", "server.key", "--capacity", "64M",
                        "--largest", "16M")
                        .ok().out());
        for (String name : PEOPLE) {
            Files.writeString(folder.resolve(name + ".card"),
                    commands.people("key", "new", "--name", name, "--out", name + ".key", "--passphrase-file", "pass")
                            .ok().out());
        }
        commands.people("panel", "draft", "--name", "Test", "--bench", "office:2:2:1", "--bench", "society:1:1",
                "--member", "office:Ana.card",
                "--member", "office:Ben.card", "--member", "office:Eva.card", "--member", "society:Luz.card",
                "--member", "society:Tom.card",
                "--logs", "server.keys", "--out", "roster").ok();
        for (String name : PEOPLE) {
            commands.people("panel", "sign", "roster", "--key", name + ".key", "--passphrase-file", "pass").ok();
        }
        Matcher id = Pattern.compile("[0-9a-f]{64}").matcher(commands.people("panel", "show", "roster").ok().out());
        assertThat(id.find()).isTrue();
        Files.writeString(folder.resolve("panel"), id.group());
        commands.server("init", "--data", "data", "--key", "server.key", "--panel", "roster").ok();
        int port = Commands.freePort();
        servers.add(commands.serve(port, "serve", "--data", "data", "--key", "server.key", "--port", "" + port,
                "--epoch", "4s"));
        at = List.of("--server", "http://127.0.0.1:" + port, "--panel", "panel");
    }

    @AfterEach
    void end() throws InterruptedException {
        for (Process server : servers) {
            server.destroy();
            assertThat(server.waitFor(20, TimeUnit.SECONDS)).as("the server ends when asked").isTrue();
        }
    }

    @Test
    void aReportGoesTheWholeWay() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "El puente se paga y no se hace.");
        Files.writeString(folder.resolve("me"), "María Pérez, oficina 12");
        submit("words", text.toString(), "--file", sample("photo.jpg"), "--file", sample("invoices.pdf"), "--identity",
                "me", "--exclude",
                "Eva");
        submit("words2", text.toString());
        until(() -> back("words"), done -> done.exit() == 0);
        until(() -> back("words2"), done -> done.exit() == 0);
        assertThat(back("words2", "--withdraw", "1").ok()).isNotNull();
        assertThat(until(() -> back("words2"), done -> done.out().contains("Withdrawn")).out()).doesNotContain("ALARM");

        for (String name : PEOPLE) {
            docket(name, "list").ok();
        }
        String batches = docket("Ana", "list").ok().out();
        List<String> scope = BATCH.matcher(batches).results().flatMap(batch -> Stream.of("--batch", batch.group(1)))
                .toList();

        String below = request("Ana", scope);
        answer(below, "Ana", "Eva", "Luz");
        for (String name : PEOPLE) {
            Commands.Done open = docket(name, "open", below, "--out", "below." + name);
            assertThat(open.exit()).as("a decoy opens nothing: " + open).isNotZero();
            assertThat(manifests("below." + name)).isEmpty();
        }

        String asked = request("Ben", scope);
        answer(asked, "Ana", "Ben", "Luz");
        List<String> readers = new ArrayList<>();
        for (String name : PEOPLE) {
            if (docket(name, "open", asked, "--out", "opened." + name).exit() == 0) {
                readers.add(name);
            }
        }
        assertThat(readers).as("two people drawn by lot, never the excluded one").hasSize(2).doesNotContain("Eva");
        String reader = readers.getFirst();
        Path report = manifests("opened." + reader).getFirst();
        assertThat(report.resolve("report.txt")).hasContent("El puente se paga y no se hace.");
        assertThat(contents(report, "photo.jpg")).isEqualTo(Files.readAllBytes(Path.of(sample("photo.jpg"))));
        assertThat(contents(report, "invoices.pdf")).isEqualTo(Files.readAllBytes(Path.of(sample("invoices.pdf"))));

        String eid = report.getFileName().toString();
        String who = request(reader, List.of("--entry", eid, "--reader", reader, "--reason", "identity"));
        answer(who, "Ana", "Ben", "Tom");
        docket(reader, "open", who, "--out", "identity").ok();
        assertThat(folder.resolve("identity").resolve(eid + ".identity.txt")).hasContent("María Pérez, oficina 12");

        Path reply = Files.writeString(folder.resolve("reply"), "¿Qué puente?");
        docket(reader, "reply", report.toString(), reply.toString()).ok();
        assertThat(until(() -> back("words"), done -> done.out().contains("¿Qué puente?")).out())
                .contains("Opened by the panel");
        assertThat(back("words2").out()).doesNotContain("¿Qué puente?");

        Files.writeString(folder.resolve("more"), "El de la carretera vieja.");
        back("words", "--follow-up", "more", "--connect").ok();
        assertThat(until(() -> back("words"), done -> done.out().contains("Report 2")).exit()).isZero();
        assertNothingOf(text, reply);
    }

    @Test
    void aFileSealedWithoutANetworkIsHandedInByAFormAndOpens() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "Sellado sin red.");
        commands.people("panel", "show", "--out", "rosters", at.get(0), at.get(1)).ok();
        Commands.Done sealed = commands.people("submit", text.toString(), "--out", "sealed.tll", "--rosters", "rosters",
                "--panel", "panel").ok();
        Matcher found = WORDS.matcher(sealed.out());
        assertThat(found.find()).as(sealed.toString()).isTrue();
        Files.writeString(folder.resolve("words"), found.group());
        String form = at.get(1) + "/sealed";
        assertThat(commands.form(form, text.toString()).exit()).as("a text is no sealed file").isNotZero();
        assertThat(commands.form(form, "sealed.tll").ok().out()).contains("Su informe quedó registrado");
        until(() -> back("words"), done -> done.exit() == 0);

        for (String name : PEOPLE) {
            docket(name, "list").ok();
        }
        String batches = docket("Ana", "list").ok().out();
        String asked = request("Ben", BATCH.matcher(batches).results()
                .flatMap(batch -> Stream.of("--batch", batch.group(1))).toList());
        answer(asked, "Ana", "Ben", "Eva", "Luz");
        int opened = 0;
        for (String name : PEOPLE) {
            if (docket(name, "open", asked, "--out", "opened." + name).exit() == 0) {
                assertThat(manifests("opened." + name).getFirst().resolve("report.txt")).hasContent("Sellado sin red.");
                opened++;
            }
        }
        assertThat(opened).as("two people drawn by lot").isEqualTo(2);
        assertNothingOf(text);
    }

    /** The server's own folder and what it printed hold none of it. */
    private void assertNothingOf(Path... texts) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            List<Path> all = Stream.concat(Stream.of(folder.resolve("serve.log")), files.filter(Files::isRegularFile))
                    .toList();
            for (Path file : all) {
                String bytes = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
                for (Path text : texts) {
                    assertThat(bytes.contains(
                            new String(Files.readAllBytes(text), java.nio.charset.StandardCharsets.ISO_8859_1)))
                            .as(file + "")
                            .isFalse();
                }
                assertThat(bytes.contains("photo.jpg")).as(file + "").isFalse();
            }
        }
    }

    private void submit(String words, String... arguments) throws IOException {
        Commands.Done done = commands.people(join(List.of("submit"), List.of(arguments), at)).ok();
        Matcher found = WORDS.matcher(done.out());
        assertThat(found.find()).as(done.toString()).isTrue();
        Files.writeString(folder.resolve(words), found.group());
    }

    private Commands.Done back(String words, String... arguments) {
        return commands.people(join(List.of("return", "--words", words), List.of(arguments), at));
    }

    private Commands.Done docket(String name, String... arguments) {
        return commands.people(
                join(List.of("docket"), List.of(arguments),
                        List.of("--key", name + ".key", "--passphrase-file", "pass"), at));
    }

    private String request(String name, List<String> scope) {
        Commands.Done done = docket(name, join(List.of("request"), scope)).ok();
        Matcher id = ID.matcher(done.out());
        assertThat(id.find()).as(done.toString()).isTrue();
        return id.group(1);
    }

    /** These approve, everybody else refuses: then nobody is left to wait for. */
    private void answer(String request, String... approve) {
        for (String name : PEOPLE) {
            if (Arrays.asList(approve).contains(name)) {
                docket(name, "approve", request).ok();
            } else {
                docket(name, "refuse", request, "--reason", "other").ok();
            }
        }
    }

    private interface Attempt {
        Commands.Done run();
    }

    /** Tries again until an epoch has passed that shows it. */
    private static Commands.Done until(Attempt attempt, Predicate<Commands.Done> holds) {
        Commands.Done last = attempt.run();
        for (int tries = 0; tries < 40 && !holds.test(last); tries++) {
            last = attempt.run();
        }
        assertThat(holds.test(last)).as(last.toString()).isTrue();
        return last;
    }

    private List<Path> manifests(String out) throws IOException {
        if (!Files.exists(folder.resolve(out))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder.resolve(out))) {
            return files.filter(file -> file.endsWith("manifest.json")).map(file -> file.resolveSibling(""))
                    .map(Path::normalize).toList();
        }
    }

    private static byte[] contents(Path report, String name) throws IOException {
        try (Stream<Path> files = Files.list(report)) {
            return Files.readAllBytes(files.filter(file -> file.toString().endsWith(name)).findFirst().orElseThrow());
        }
    }

    private static String sample(String name) {
        return SAMPLES.resolve(name).toString();
    }

    private static String[] join(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toArray(String[]::new);
    }

    private static String[] join(List<String> first, List<String> second, List<String> third) {
        return join(List.of(join(first, second)), third);
    }

    private static String[] join(List<String> first, List<String> second, List<String> third, List<String> fourth) {
        return join(List.of(join(first, second, third)), fourth);
    }
}
