package org.tresllaves.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.client.Intake;
import org.tresllaves.client.LocalDialer;
import org.tresllaves.panel.DayKey;
import org.tresllaves.panel.TestPanel;
import org.tresllaves.protocol.Eid;

/** A member answers a request once, however often the way breaks and whatever the server shows. */
class ApproveTest {
    @TempDir
    Path dir;

    /** A town with one report, asked for. */
    private static String asked(Town town) throws Exception {
        town.submit("words", "Lo vi.").ok();
        town.nextDay();
        for (String name : Town.PEOPLE) {
            town.docket(name, "list").ok();
        }
        return town.request("Rita", town.everyBatch());
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.filter(file -> file.toString().endsWith(".approval")).toList();
        }
    }

    @Test
    void whatWasSignedForArrivesHoweverOftenTheWayBreaks() throws Exception {
        try (Town town = Town.on(dir)) {
            String request = asked(town);
            // The note and three of seven bundles get through.
            town.by(new CutDialer("PUT /v1/docket/bundle/", 3));
            Town.Done cut = town.docket("Ana", "approve", request);
            assertThat(cut.exit()).as(cut.toString()).isEqualTo(4);
            assertThat(kept()).hasSize(1);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept().getFirst())))
                    .isEqualTo("rw-------");
            // It breaks again, and then it does not.
            assertThat(town.by(new CutDialer("PUT /v1/docket/bundle/", 1)).docket("Ana", "approve", request).exit())
                    .isEqualTo(4);
            Town.Done again = town.by(new LocalDialer()).docket("Ana", "approve", request).ok();
            assertThat(again.talk()).contains("on the docket already", "everything you approved is on the server now");
            assertThat(town.docket("Ana", "approve", request).ok().talk()).contains("on the docket already");

            town.answer(request, "Blas", "Fito");
            assertThat(opened(town, request)).as("two people drawn by lot read it").hasSize(2);
        }
    }

    @Test
    void anApprovalNobodyHeardOfIsSentAsItWasMade() throws Exception {
        try (Town town = Town.on(dir)) {
            String request = asked(town);
            assertThat(town.by(new CutDialer("POST /v1/docket/note", 0)).docket("Ana", "approve", request).exit())
                    .isEqualTo(4);
            byte[] first = Files.readAllBytes(kept().getFirst());
            assertThat(town.by(new CutDialer("PUT /v1/docket/bundle/", 0)).docket("Ana", "approve", request).exit())
                    .isEqualTo(4);
            assertThat(kept()).hasSize(1);
            assertThat(Files.readAllBytes(kept().getFirst())).isEqualTo(first);
            town.by(new LocalDialer()).docket("Ana", "approve", request).ok();
            town.answer(request, "Blas", "Fito");
            assertThat(opened(town, request)).hasSize(2);
        }
    }

    @Test
    void aServerThatHidesAnApprovalGetsTheSameBytesAgain() throws Exception {
        try (Town town = Town.on(dir); FalseServer hiding = new FalseServer(town.address())) {
            String request = asked(town);
            hiding.hide();
            town.by(hiding).docket("Ana", "approve", request).ok();
            List<String> first = FalseServer.handedIn(hiding.taken());
            assertThat(first).as("a note, and a bundle for each reader").hasSize(1 + Town.PEOPLE.size());
            Town.Done again = town.docket("Ana", "approve", request).ok();
            assertThat(again.talk()).contains("You approved this before, and the server does not show it");
            assertThat(FalseServer.handedIn(hiding.taken())).isEqualTo(first);
            town.by(new LocalDialer()).answer(request, "Blas", "Fito");
            assertThat(opened(town, request)).as("and what it has is good").hasSize(2);
        }
    }

    @Test
    void whatWasKeptAndIsDamagedStopsAndIsNotMadeAnew() throws Exception {
        try (Town town = Town.on(dir); FalseServer hiding = new FalseServer(town.address())) {
            String request = asked(town);
            hiding.hide();
            town.by(hiding).docket("Ana", "approve", request).ok();
            byte[] good = Files.readAllBytes(kept().getFirst());
            hiding.taken();
            for (byte[] bad : List.of(new byte[0], java.util.Arrays.copyOf(good, good.length - 1), flipped(good),
                    Files.readAllBytes(town.path("Ana.key")))) {
                Files.write(kept().getFirst(), bad);
                Town.Done stopped = town.docket("Ana", "approve", request);
                assertThat(stopped.exit()).as(stopped.toString()).isEqualTo(3);
                assertThat(stopped.talk()).contains("damaged", "Nothing was sent");
            }
            assertThat(FalseServer.handedIn(hiding.taken())).isEmpty();
            Files.write(kept().getFirst(), good);
            town.docket("Ana", "approve", request).ok();
        }
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] other = bytes.clone();
        other[other.length - 1] ^= 1;
        return other;
    }

    @Test
    void anotherAnswerInTheWayAndTheEndOfTheRequestStopIt() throws Exception {
        try (Town town = Town.on(dir)) {
            String request = asked(town);
            assertThat(town.by(new CutDialer("POST /v1/docket/note", 0)).docket("Ana", "approve", request).exit())
                    .isEqualTo(4);
            town.by(new LocalDialer()).docket("Ana", "refuse", request, "--reason", "other").ok();
            assertThat(town.docket("Ana", "approve", request).talk()).contains("you have answered it already");
            assertThat(kept()).hasSize(1);
            town.trial().clock().forward(Duration.ofDays(20));
            assertThat(town.docket("Ana", "approve", request).exit()).isEqualTo(3);
            assertThat(kept()).as("nobody can be asked for it any more").isEmpty();
        }
    }

    @Test
    void noBundleGoesOutBeforeItsNoteIsOnTheDocket() throws Exception {
        try (Town town = Town.on(dir); FalseServer server = new FalseServer(town.address())) {
            String request = asked(town);
            town.by(server).docket("Ana", "approve", request).ok();
            List<String> calls = FalseServer.handedIn(server.taken());
            assertThat(calls.getFirst()).startsWith("POST /v1/docket/note ");
            assertThat(calls.subList(1, calls.size())).allMatch(call -> call.startsWith("PUT /v1/docket/bundle/"));
            // A note that does not get through: nothing else is tried.
            town.by(new CutDialer("POST /v1/docket/note", 0)).docket("Blas", "approve", request);
            town.by(server);
            assertThat(new String(server.get("/v1/docket"), java.nio.charset.StandardCharsets.ISO_8859_1)
                    .split("v1/approve", -1)).as("only Ana is on the docket").hasSize(2);
            // A request that the docket does not show is none.
            server.show("/v1/docket", new byte[0]);
            assertThat(town.docket("Blas", "approve", request).exit()).isNotZero();
            assertThat(FalseServer.handedIn(server.taken())).isEmpty();
        }
    }

    @Test
    void anotherDayKeyThanThePublishedOneStopsAndALostReportIsSeen() throws Exception {
        try (Town town = Town.on(dir); FalseServer server = new FalseServer(town.address())) {
            String request = asked(town);
            town.by(server);
            List<Intake.Batch> window = town.window();
            Intake.Batch batch = window.stream().filter(b -> reports(town, b).size() == 1).findFirst().orElseThrow();
            String path = "/v1/docket/day-key/" + batch.leaf().number();
            server.show(path, town.sealedDayKey("Ana", batch.leaf().number(), new byte[32]));
            Town.Done other = town.docket("Ana", "approve", request);
            assertThat(other.exit()).isEqualTo(3);
            assertThat(other.talk()).contains("another day key than the one it published");
            assertThat(FalseServer.handedIn(server.taken())).isEmpty();
            server.show(path, new byte[0]);
            Eid lost = reports(town, batch).iterator().next();
            server.show("/v1/docket/envelope/" + lost.hex() + "/digests", new byte[0]);
            assertThat(town.docket("Blas", "approve", request).ok().talk())
                    .contains("For batch " + batch.leaf().number() + " the server gave you no day key")
                    .doesNotContain("stands in the public record as a report");
            server.show(path, town.dayKey("Caro", batch.leaf().number()));
            assertThat(town.docket("Caro", "approve", request).ok().talk())
                    .contains("Careful: " + lost.hex() + " stands in the public record as a report")
                    .doesNotContain("no day key");
        }
    }

    private static Set<Eid> reports(Town town, Intake.Batch batch) {
        try {
            return DayKey.open(batch.leaf(), town.dayKey("Ana", batch.leaf().number()), town.trial().chain(),
                    TestPanel.person("Ana")).orElseThrow().reports(batch.entries());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> opened(Town town, String request) throws IOException {
        List<Path> opened = new ArrayList<>();
        for (String name : Town.PEOPLE) {
            town.docket(name, "open", request, "--out", "@opened." + name);
            opened.addAll(town.opened("opened." + name));
        }
        return opened;
    }
}
