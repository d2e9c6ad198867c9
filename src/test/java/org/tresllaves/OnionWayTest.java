package org.tresllaves;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.tresllaves.onion.Control;
import org.tresllaves.onion.Testnet;
import org.tresllaves.protocol.Promise;

/**
 * One report of 25 MiB the whole way over a real network of tors, by the shipped commands: in by the sources' onion service, its circuit broken on the way;
 * opened by the docket's own, which lets nobody in whose key it does not know; answered, and the answer read.
 */
@NullMarked
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
final class OnionWayTest {
    private static final int SIZE = 25 << 20;
    private static final long BREAK_AT = 24L << 20;

    @TempDir
    Path folder = Path.of("");
    private PanelOfFive panel = PanelOfFive.in(folder);
    private List<Process> servers = new ArrayList<>();
    private List<String> docket = List.of();
    private String sources = "";
    private Testnet.Client client;

    OnionWayTest() throws Exception {
        client = Testnet.shared().anotherClient("ana"); // whose circuits are broken, and nobody else's
    }

    @BeforeEach
    void aServerOnTor() throws Exception {
        Testnet net = Testnet.shared();
        panel = PanelOfFive.copyTo(folder);
        Process server = panel.commands().start("tresllaves-server", "serve", "--data", "data", "--key", "server.key",
                "--socket", "sources.socket", "--docket-socket", "docket.socket", "--onion", "--control",
                net.serviceControl().toString(), "--epoch", "25s");
        servers.add(server);
        sources = panel.commands().said(server, Pattern.compile("(?m)^sources (http://\\S+)$"));
        String members = panel.commands().said(server, Pattern.compile("(?m)^docket (http://\\S+)$"));
        docket = List.of("--server", members);
        panel.at(List.of("--server", sources, "--tor", client.socks().toString()), with(client));
    }

    private List<String> with(Testnet.Client tor) {
        return PanelOfFive.join(docket,
                List.of("--tor", tor.socks().toString(), "--tor-control", tor.control().toString()));
    }

    @AfterEach
    void end() throws InterruptedException {
        for (Process server : servers) {
            server.destroy();
            assertThat(server.waitFor(20, TimeUnit.SECONDS)).as("the server ends when asked").isTrue();
        }
    }

    @Test
    void aReportGoesTheWholeWayOverTor() throws Exception {
        Testnet.Client evas = Testnet.shared().anotherClient("eva");
        byte[] video = new byte[SIZE];
        new SecureRandom().nextBytes(video);
        Files.write(folder.resolve("video.bin"), video);
        Path text = Files.writeString(folder.resolve("text"), "El puente se paga y no se hace.");
        PanelOfFive.until(() -> show(), done -> done.exit() == 0);

        String said = submitAcrossABreak(text);
        assertThat(said).contains("The connection broke. Going on where it stopped");

        panel.commands().server("admit", "--data", "data", "--key", "server.key", "Ana.card", "Ben.card", "Luz.card",
                "Tom.card").ok();
        PanelOfFive.until(() -> panel.docket("Ana", "list"), done -> done.exit() == 0);
        assertNobodyElseGetsIn(evas);

        PanelOfFive.until(() -> panel.back("words"), done -> done.exit() == 0);
        for (String name : List.of("Ben", "Luz", "Tom")) {
            panel.docket(name, "list").ok();
        }
        long batch = Promise.parse(Files.readAllBytes(folder.resolve("promise"))).batch();
        String asked = panel.request("Ana", List.of("--batch", "" + batch));
        for (String name : List.of("Ana", "Ben", "Luz")) {
            panel.docket(name, "approve", asked).ok();
        }
        panel.docket("Tom", "refuse", asked, "--reason", "other").ok();
        panel.commands().server("admit", "--data", "data", "--key", "server.key", "Eva.card").ok();
        List<String> hers = PanelOfFive.join(with(evas), List.of("--panel", "panel"));
        PanelOfFive.until(() -> panel.docketAt(hers, "Eva", "refuse", asked, "--reason", "other"),
                done -> done.exit() == 0);

        List<String> readers = new ArrayList<>();
        for (String name : List.of("Ana", "Ben", "Luz", "Tom")) {
            if (panel.docket(name, "open", asked, "--out", "opened." + name).exit() == 0) {
                readers.add(name);
            }
        }
        assertThat(readers).as("Eva, who looked only after the request, cannot be one").hasSizeBetween(1, 2);
        Path report = panel.manifests("opened." + readers.getFirst()).getFirst();
        assertThat(report.resolve("report.txt")).hasContent("El puente se paga y no se hace.");
        assertThat(PanelOfFive.contents(report, "video.bin")).isEqualTo(video);

        Path reply = Files.writeString(folder.resolve("reply"), "¿Qué puente?");
        panel.docket(readers.getFirst(), "reply", report.toString(), reply.toString()).ok();
        PanelOfFive.until(() -> panel.back("words"), done -> done.out().contains("¿Qué puente?"));
        assertThat(server()).as("what the server said").doesNotContain("failure");
    }

    private String server() throws IOException {
        return panel.commands().log(servers.getFirst());
    }

    private Commands.Done show() {
        return panel.commands().people("panel", "show", "--server", sources, "--tor", client.socks().toString());
    }

    /** Submits, and closes every circuit to a service once so much has gone up. */
    private String submitAcrossABreak(Path text) throws Exception {
        try (Control control = Control.open(client.control(), new SecureRandom())) {
            long before = Long.parseLong(control.info("traffic/written"));
            CompletableFuture<Commands.Done> submitted = CompletableFuture.supplyAsync(() -> {
                try {
                    return panel.submit("words", text.toString(), "--file", "video.bin", "--promise", "promise");
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            while (!submitted.isDone() && Long.parseLong(control.info("traffic/written")) < before + BREAK_AT) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            assertThat(submitted).as("still on its way when the circuit breaks").isNotDone();
            Matcher circuit = Pattern.compile("(?m)^(?:circuit-status=)?([0-9]+) BUILT .*PURPOSE=HS_CLIENT_REND")
                    .matcher(String.join("\n", control.ask("GETINFO circuit-status")));
            int broken = 0;
            while (circuit.find()) {
                control.ask("CLOSECIRCUIT " + circuit.group(1));
                broken++;
            }
            assertThat(broken).isPositive();
            return submitted.get(300, TimeUnit.SECONDS).err();
        }
    }

    /** Without a key: not even a connection. With one that nobody admitted: neither. And by the sources' service there is no log-in. */
    private void assertNobodyElseGetsIn(Testnet.Client evas) {
        List<String> without = PanelOfFive.join(docket,
                List.of("--tor", evas.socks().toString(), "--tor-control", client.control().toString()));
        Commands.Done keyless = panel.docketAt(PanelOfFive.join(without, List.of("--panel", "panel")), "Eva", "list");
        assertThat(keyless.exit()).as(keyless.toString()).isEqualTo(4);
        assertThat(keyless.err()).contains("your Tor has no key for it");
        Commands.Done unknown = panel.docketAt(PanelOfFive.join(with(evas), List.of("--panel", "panel")), "Eva",
                "list");
        assertThat(unknown.exit()).as(unknown.toString()).isEqualTo(4);
        assertThat(unknown.err()).contains("does not know the key");
        Commands.Done wrongDoor = panel.docketAt(List.of("--server", sources, "--tor", client.socks().toString(),
                "--tor-control", client.control().toString(), "--panel", "panel"), "Ana", "list");
        assertThat(wrongDoor.exit()).as(wrongDoor.toString()).isEqualTo(5);
    }
}
