package org.tresllaves.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.client.LocalDialer;

/** An approval whose way to the server breaks. */
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

    private List<Path> unsent() throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.filter(file -> file.toString().endsWith(".unsent")).toList();
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
            assertThat(unsent()).hasSize(1);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(unsent().getFirst())))
                    .isEqualTo("rw-------");
            // It breaks again, and then it does not.
            assertThat(town.by(new CutDialer("PUT /v1/docket/bundle/", 1)).docket("Ana", "approve", request).exit())
                    .isEqualTo(4);
            Town.Done again = town.by(new LocalDialer()).docket("Ana", "approve", request).ok();
            assertThat(again.talk()).contains("everything you approved is on the server now");
            assertThat(unsent()).isEmpty();
            assertThat(town.docket("Ana", "approve", request).talk()).contains("you have answered it already");

            town.answer(request, "Blas", "Fito");
            List<Path> opened = opened(town, request);
            assertThat(opened).as("two people drawn by lot read it").hasSize(2);
        }
    }

    @Test
    void anApprovalNobodyHeardOfIsMadeAnew() throws Exception {
        try (Town town = Town.on(dir)) {
            String request = asked(town);
            assertThat(town.by(new CutDialer("POST /v1/docket/note", 0)).docket("Ana", "approve", request).exit())
                    .isEqualTo(4);
            assertThat(unsent()).hasSize(1);
            byte[] first = Files.readAllBytes(unsent().getFirst());
            assertThat(town.by(new CutDialer("PUT /v1/docket/bundle/", 0)).docket("Ana", "approve", request).exit())
                    .isEqualTo(4);
            assertThat(Files.readAllBytes(unsent().getFirst())).isNotEqualTo(first);
            town.by(new LocalDialer()).docket("Ana", "approve", request).ok();
            town.answer(request, "Blas", "Fito");
            assertThat(opened(town, request)).hasSize(2);
        }
    }

    private static List<Path> opened(Town town, String request) throws IOException {
        List<Path> opened = new java.util.ArrayList<>();
        for (String name : Town.PEOPLE) {
            town.docket(name, "open", request, "--out", "@opened." + name);
            opened.addAll(town.opened("opened." + name));
        }
        return opened;
    }
}
