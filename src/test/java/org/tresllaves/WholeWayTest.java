package org.tresllaves;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    private static final Path SAMPLES = Path.of("config/samples").toAbsolutePath();
    private static final Pattern BATCH = Pattern.compile("(?m)^  batch ([0-9]+), ");

    @TempDir
    Path folder = Path.of("");
    private PanelOfFive panel = PanelOfFive.in(folder);
    private String url = "";
    private List<Process> servers = new ArrayList<>();

    @BeforeEach
    void aPanelAndItsServer() throws Exception {
        panel = PanelOfFive.make(folder, "64M", "16M");
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
                "Eva");
        panel.submit("words2", text.toString());
        PanelOfFive.until(() -> panel.back("words"), done -> done.exit() == 0);
        PanelOfFive.until(() -> panel.back("words2"), done -> done.exit() == 0);
        assertThat(panel.back("words2", "--withdraw", "1").ok()).isNotNull();
        assertThat(PanelOfFive.until(() -> panel.back("words2"), done -> done.out().contains("Withdrawn")).out())
                .doesNotContain("ALARM");

        for (String name : PanelOfFive.PEOPLE) {
            panel.docket(name, "list").ok();
        }
        String batches = panel.docket("Ana", "list").ok().out();
        List<String> scope = BATCH.matcher(batches).results().flatMap(batch -> Stream.of("--batch", batch.group(1)))
                .toList();

        String below = panel.request("Ana", scope);
        panel.answer(below, "Ana", "Eva", "Luz");
        for (String name : PanelOfFive.PEOPLE) {
            Commands.Done open = panel.docket(name, "open", below, "--out", "below." + name);
            assertThat(open.exit()).as("a decoy opens nothing: " + open).isNotZero();
            assertThat(panel.manifests("below." + name)).isEmpty();
        }

        String asked = panel.request("Ben", scope);
        panel.answer(asked, "Ana", "Ben", "Luz");
        List<String> readers = new ArrayList<>();
        for (String name : PanelOfFive.PEOPLE) {
            if (panel.docket(name, "open", asked, "--out", "opened." + name).exit() == 0) {
                readers.add(name);
            }
        }
        assertThat(readers).as("two people drawn by lot, never the excluded one").hasSize(2).doesNotContain("Eva");
        String reader = readers.getFirst();
        Path report = panel.manifests("opened." + reader).getFirst();
        assertThat(report.resolve("report.txt")).hasContent("El puente se paga y no se hace.");
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
        assertNothingOf(text, reply);
    }

    @Test
    void aFileSealedWithoutANetworkIsHandedInByAFormAndOpens() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "Sellado sin red.");
        panel.commands().people("panel", "show", "--out", "rosters", "--server", url).ok();
        Commands.Done sealed = panel.commands()
                .people("submit", text.toString(), "--out", "sealed.tll", "--rosters", "rosters",
                        "--panel", "panel")
                .ok();
        panel.keepWords("words", sealed);
        String form = url + "/sealed";
        assertThat(panel.commands().form(form, text.toString()).exit()).as("a text is no sealed file").isNotZero();
        assertThat(panel.commands().form(form, "sealed.tll").ok().out()).contains("Su informe quedó registrado");
        PanelOfFive.until(() -> panel.back("words"), done -> done.exit() == 0);

        for (String name : PanelOfFive.PEOPLE) {
            panel.docket(name, "list").ok();
        }
        String batches = panel.docket("Ana", "list").ok().out();
        String asked = panel.request("Ben", BATCH.matcher(batches).results()
                .flatMap(batch -> Stream.of("--batch", batch.group(1))).toList());
        panel.answer(asked, "Ana", "Ben", "Eva", "Luz");
        int opened = 0;
        for (String name : PanelOfFive.PEOPLE) {
            if (panel.docket(name, "open", asked, "--out", "opened." + name).exit() == 0) {
                assertThat(panel.manifests("opened." + name).getFirst().resolve("report.txt"))
                        .hasContent("Sellado sin red.");
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

    private static String sample(String name) {
        return SAMPLES.resolve(name).toString();
    }
}
