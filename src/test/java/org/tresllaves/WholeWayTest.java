package org.tresllaves;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.tresllaves.protocol.Promise;

/**
 * Reports the whole way by the shipped commands: office needs two of three, society one of two, and Eva of the office is excluded by one source. Another takes
 * its report back, and a third one's is sealed without a network and handed in by a form. All five people may be drawn as readers.
 */
@NullMarked
@Execution(ExecutionMode.CONCURRENT)
final class WholeWayTest {
    private static final Path SAMPLES = Path.of("config/samples").toAbsolutePath();
    private static final Pattern BATCH = Pattern.compile("(?m)^  batch ([0-9]+), ");

    @TempDir
    Path folder = Path.of("");
    private PanelOfFive panel = PanelOfFive.in(folder);
    private String url = "";
    private List<Process> servers = new ArrayList<>();

    @BeforeEach
    void aPanelAndItsServer() throws Exception {
        panel = PanelOfFive.copyTo(folder);
        int port = Commands.freePort();
        servers.add(panel.commands().serve(port, "serve", "--data", "data", "--key", "server.key", "--port", "" + port,
                "--epoch", "4s"));
        url = "http://127.0.0.1:" + port;
        List<String> at = List.of("--server", url);
        panel.at(at, at);
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
        panel.submit("words", text.toString(), "--file", sample("photo.jpg"), "--file", sample("invoices.pdf"),
                "--identity",
                "me", "--exclude",
                "Eva", "--promise", "promise");
        panel.submit("words2", text.toString(), "--promise", "promise2");
        PanelOfFive.until(() -> panel.back("words"), done -> done.exit() == 0);
        PanelOfFive.until(() -> panel.back("words2"), done -> done.exit() == 0);
        assertThat(panel.back("words2", "--withdraw", "1").ok()).isNotNull();
        assertThat(PanelOfFive.until(() -> panel.back("words2"), done -> done.out().contains("Withdrawn")).out())
                .doesNotContain("ALARM");

        for (String name : PanelOfFive.PEOPLE) {
            panel.docket(name, "list").ok();
        }
        long first = batch("promise");
        String below = panel.request("Ana", scope(Stream.of(first, batch("promise2"))));
        panel.answer(below, "Ana", "Eva", "Luz");
        for (String name : PanelOfFive.PEOPLE) {
            Commands.Done open = panel.docket(name, "open", below, "--out", "below." + name);
            assertThat(open.exit()).as("a decoy opens nothing: " + open).isNotZero();
            assertThat(panel.manifests("below." + name)).isEmpty();
        }

        Path offline = Files.writeString(folder.resolve("offline"), "Sellado sin red.");
        long before = batches().getLast();
        handInSealed(offline);
        PanelOfFive.until(() -> panel.back("words3"), done -> done.exit() == 0);

        String asked = panel.request("Ben",
                scope(Stream.concat(Stream.of(first), batches().stream().filter(batch -> batch > before))));
        panel.answer(asked, "Ana", "Ben", "Luz");
        Map<String, List<String>> readers = new TreeMap<>();
        for (String name : PanelOfFive.PEOPLE) {
            panel.docket(name, "open", asked, "--out", "opened." + name);
            for (Path opened : panel.manifests("opened." + name)) {
                readers.computeIfAbsent(Files.readString(opened.resolve("report.txt")), any -> new ArrayList<>())
                        .add(name);
            }
        }
        assertThat(readers).as("each opens for two people drawn by lot").containsOnlyKeys(Files.readString(text),
                Files.readString(offline)).allSatisfy((any, people) -> assertThat(people).hasSize(2));
        List<String> drawn = Objects.requireNonNull(readers.get(Files.readString(text)));
        assertThat(drawn).as("never the excluded one").doesNotContain("Eva");
        String reader = drawn.getFirst();
        Path report = panel.report("opened." + reader, text);
        assertThat(PanelOfFive.contents(report, "photo.jpg"))
                .isEqualTo(Files.readAllBytes(Path.of(sample("photo.jpg"))));
        assertThat(PanelOfFive.contents(report, "invoices.pdf"))
                .isEqualTo(Files.readAllBytes(Path.of(sample("invoices.pdf"))));

        String eid = report.getFileName().toString();
        String who = panel.request(reader, List.of("--entry", eid, "--reader", reader, "--reason", "identity"));
        panel.answer(who, "Ana", "Ben", "Tom");
        panel.docket(reader, "open", who, "--out", "identity").ok();
        assertThat(folder.resolve("identity").resolve(eid + ".identity.txt")).hasContent("María Pérez, oficina 12");

        Path reply = Files.writeString(folder.resolve("reply"), "¿Qué puente?");
        panel.docket(reader, "reply", report.toString(), reply.toString()).ok();
        assertThat(PanelOfFive.until(() -> panel.back("words"), done -> done.out().contains("¿Qué puente?")).out())
                .contains("Opened by the panel");
        assertThat(panel.back("words2").out()).doesNotContain("¿Qué puente?");

        Files.writeString(folder.resolve("more"), "El de la carretera vieja.");
        panel.back("words", "--follow-up", "more", "--connect").ok();
        assertThat(PanelOfFive.until(() -> panel.back("words"), done -> done.out().contains("Report 2")).exit())
                .isZero();
        assertNothingOf(text, offline, reply);
    }

    /** Every batch that the docket's list shows. */
    private List<Long> batches() {
        return BATCH.matcher(panel.docket("Ana", "list").ok().out()).results()
                .map(batch -> Long.valueOf(batch.group(1))).toList();
    }

    /** The batch that a promise names. */
    private long batch(String promise) throws Exception {
        return Promise.parse(Files.readAllBytes(folder.resolve(promise))).batch();
    }

    private static List<String> scope(Stream<Long> batches) {
        return batches.distinct().sorted().flatMap(batch -> Stream.of("--batch", "" + batch)).toList();
    }

    /** A file sealed without a network, handed in by a form, as a browser without scripts does. */
    private void handInSealed(Path text) throws IOException {
        panel.commands().people("panel", "show", "--out", "rosters", "--server", url).ok();
        Commands.Done sealed = panel.commands().people("submit", text.toString(), "--out", "sealed.tll", "--rosters",
                "rosters", "--panel", "panel").ok();
        panel.keepWords("words3", sealed);
        String form = url + "/sealed";
        assertThat(panel.commands().form(form, text.toString()).exit()).as("a text is no sealed file").isNotZero();
        assertThat(panel.commands().form(form, "sealed.tll").ok().out()).contains("Su informe quedó registrado");
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

    private static String sample(String name) {
        return SAMPLES.resolve(name).toString();
    }
}
