package org.tresllaves.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A panel changes by the shipped commands: new keys, a draft after the last roster, everybody's lines, the server, seven days. */
class RosterChangeTest {
    @TempDir
    Path dir;

    private static Town.Done draft(Town town, List<String> members, String... more) throws Exception {
        for (String name : Town.PEOPLE) {
            if (Files.exists(town.path(name + ".key"))) {
                Town.Done card = members.contains(name)
                        ? town.people("key", "renew", "--key", "@" + name + ".key", "--passphrase-file", "@pass",
                                "--after", "@rosters").ok()
                        : town.people("key", "show", "--key", "@" + name + ".key", "--passphrase-file", "@pass").ok();
                Files.writeString(town.path(name + ".card"), card.data());
            }
        }
        List<String> line = new ArrayList<>(List.of("panel", "draft", "--after", "@rosters", "--bench", "office:2:2:1",
                "--bench", "civil:1:1", "--reader", "@Rita.card", "--out", "@next"));
        for (String name : members) {
            line.addAll(List.of("--member", (List.of("Fito", "Gema").contains(name) ? "civil:@" : "office:@") + name
                    + ".card"));
        }
        line.addAll(List.of(more));
        return town.people(line.toArray(String[]::new));
    }

    private static Town.Done sign(Town town, String name) {
        return town.people("panel", "sign", "@next", "--after", "@rosters", "--key", "@" + name + ".key",
                "--passphrase-file", "@pass");
    }

    private static Town.Done publish(Town town) {
        return town.at("panel", "publish", "@next", "--key", "@Ana.key", "--passphrase-file", "@pass");
    }

    @Test
    void aNewRosterWaitsSevenDaysInPublicAndThenSealsAndOpens() throws Exception {
        try (Town town = Town.on(dir)) {
            List<String> members = List.of("Ana", "Blas", "Caro", "Fito", "Gema");
            draft(town, members, "--retain", "300,90,30", "--reader", "@Saul.card").ok();
            for (String name : Town.PEOPLE.subList(0, 6)) {
                sign(town, name).ok();
            }
            Town.Done early = publish(town);
            assertThat(early.exit()).isEqualTo(3);
            assertThat(early.talk()).contains("These people have not signed it yet: Saul.");
            sign(town, "Saul").ok();
            assertThat(town.people("panel", "show", "@next").ok().data()).doesNotContain("not signed");
            assertThat(publish(town).ok().talk()).contains("Published");

            // Whoever kept the rosters before is told of the new one, and still seals to the old one for a week.
            Town.Done told = town.submit("words", "Lo vi.").ok();
            assertThat(told.talk()).doesNotContain("newer list");
            Files.copy(dir.resolve("rosters"), dir.resolve("panel"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertThat(town.submit("words2", "Lo vi.").ok().talk()).contains("newer list of people than your file");
            Files.delete(dir.resolve("rosters"));
            town.people("panel", "show", "--server", town.address(), "--out", "@rosters").ok();
            Files.copy(dir.resolve("rosters"), dir.resolve("panel"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertThat(town.submit("words3", "Lo vi.").ok().talk()).doesNotContain("newer list");
            assertThat(town.people("verify", "--roster", "@rosters").ok().toString()).contains("2 rosters are signed");

            town.trial().clock().forward(Duration.ofDays(8));
            town.submit("words4", "Lo vi después.").ok();
            town.nextDay();
            for (String name : Town.PEOPLE) {
                town.docket(name, "list").ok();
            }
            String request = town.request("Rita", town.everyBatch());
            Town.Done ana = town.docket("Ana", "approve", request).ok();
            assertThat(ana.talk()).as("reports of both rosters").contains("4 shares were released");
            town.answer(request, "Blas", "Fito");
            int opened = 0;
            for (String name : Town.PEOPLE) {
                town.docket(name, "open", request, "--out", "@opened." + name);
                opened += town.opened("opened." + name).size();
            }
            assertThat(opened).as("four reports, two readers each").isEqualTo(8);
        }
    }

    @Test
    void aMemberWhoseKeyFileLacksTheNewKeyDoesNotSign() throws Exception {
        try (Town town = Town.on(dir)) {
            Files.copy(dir.resolve("Blas.key"), dir.resolve("old.key"));
            draft(town, List.of("Ana", "Blas", "Caro", "Fito", "Gema")).ok();
            Files.copy(dir.resolve("old.key"), dir.resolve("Blas.key"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            byte[] before = Files.readAllBytes(dir.resolve("next"));
            Town.Done refused = sign(town, "Blas");
            assertThat(refused.exit()).isEqualTo(3);
            assertThat(refused.talk()).contains("has a sealing key for Blas that is not in this key file", "key renew");
            assertThat(dir.resolve("next")).hasBinaryContent(before);
        }
    }

    @Test
    void aRemovalIsCurrentAtOnceAndWhoeverWasRemovedSeesNothingMore() throws Exception {
        try (Town town = Town.on(dir)) {
            // Saul, a reader, goes; everybody else signs.
            String today = town.trial().clock().instant().toString().substring(0, 10);
            draft(town, List.of("Ana", "Blas", "Caro", "Fito", "Gema"), "--retain", "365,90,30", "--from", today).ok();
            for (String name : Town.PEOPLE.subList(0, 6)) {
                sign(town, name).ok();
            }
            publish(town).ok();
            assertThat(town.docket("Saul", "list").exit()).isEqualTo(5);
            assertThat(town.docket("Saul", "list").talk()).contains("Check that your key is on the current roster");
            town.docket("Rita", "list").ok();
            assertThat(town.submit("words", "Lo vi.").exit()).isZero();
        }
    }

    @Test
    void aServerThatGoesBackIsFoundOut() throws Exception {
        try (Town town = Town.on(dir)) {
            draft(town, List.of("Ana", "Blas", "Caro", "Fito", "Gema"), "--reader", "@Saul.card").ok();
            for (String name : Town.PEOPLE) {
                sign(town, name).ok();
            }
            var chain = town.trial().chain().then(Files.readAllBytes(dir.resolve("next")));
            Files.write(dir.resolve("panel"), org.tresllaves.tlog.NoteList.encode(chain.notes()));
            Town.Done back = town.submit("words", "Lo vi.");
            assertThat(back.exit()).isEqualTo(6);
            assertThat(back.talk()).contains("Danger: this server shows an older or another list");
        }
    }

    @Test
    void tooSoonIsRefusedByTheServer() throws Exception {
        try (Town town = Town.on(dir)) {
            String today = town.trial().clock().instant().toString().substring(0, 10);
            draft(town, List.of("Ana", "Blas", "Caro", "Fito", "Gema"), "--reader", "@Saul.card", "--from", today,
                    "--admin", "4").ok();
            for (String name : Town.PEOPLE) {
                sign(town, name).ok();
            }
            assertThat(publish(town).exit()).isEqualTo(5);
        }
    }
}
