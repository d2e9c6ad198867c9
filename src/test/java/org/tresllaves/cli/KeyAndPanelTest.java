package org.tresllaves.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.protocol.Languages;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.Secret;
import org.tresllaves.protocol.Questionnaires;
import org.tresllaves.protocol.VerifierKey;
import org.tresllaves.tlog.RosterChain;

/** From nothing to a signed roster, as a person types it. */
class KeyAndPanelTest {
    @TempDir
    Path dir;

    private String path(String name) {
        return dir.resolve(name).toString();
    }

    private Path passphrase() throws IOException {
        Path file = dir.resolve("pass");
        Files.writeString(file, "correct horse battery\n");
        return file;
    }

    private void person(String name) throws IOException {
        ScriptedTerminal terminal = ScriptedTerminal.nobody("");
        int exit = Runs.run(terminal, "en", "key", "new", "--name", name, "--out", path(name + ".key"),
                "--passphrase-file", passphrase().toString());
        assertThat(exit).as(terminal.talk()).isZero();
        Files.writeString(dir.resolve(name + ".card"), terminal.data());
    }

    private static String vkey(String origin) {
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        return new VerifierKey(origin, VerifierKey.Type.ED25519, Ed25519.keyPair(Secret.taking(seed)).publicKey())
                .encode();
    }

    @Test
    void aPassphraseIsTypedTwiceAndNeverShown() {
        ScriptedTerminal terminal = ScriptedTerminal.person("a long passphrase", "a long passphrase");
        assertThat(Runs.run(terminal, "en", "key", "new", "--name", "Ana Ruiz", "--out", path("ana.key"))).isZero();
        assertThat(terminal.data()).startsWith("tresllaves/v1/card Ana_Ruiz+").hasLineCount(1);
        assertThat(terminal.talk()).doesNotContain("a long passphrase");
    }

    @Test
    void aFailedRunLeavesNoFile() throws IOException {
        ScriptedTerminal terminal = ScriptedTerminal.person("a long passphrase", "another passphrase");
        assertThat(Runs.run(terminal, "en", "key", "new", "--name", "Ana", "--out", path("ana.key"))).isEqualTo(3);
        assertThat(terminal.talk())
                .endsWith("error: The two passphrases differ.\nhint: No file was made. Run it again.\n");
        try (var files = Files.list(dir)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aWrongPassphraseSaysSoInSpanish() throws IOException {
        person("ana");
        ScriptedTerminal terminal = ScriptedTerminal.person("wrong wrong wrong");
        assertThat(Runs.run(terminal, "es", "key", "show", "--key", path("ana.key"))).isEqualTo(3);
        assertThat(terminal.talk()).contains(
                "error: " + path("ana.key") + " no se abre: la frase de paso no es esa, o el archivo fue alterado.");
    }

    @Test
    void aPanelIsDraftedShownAndSigned() throws Exception {
        for (String name : List.of("ana", "ben", "eva", "luz", "tom")) {
            person(name);
        }
        Files.write(dir.resolve("logs"), List.of(vkey("test/roster"), vkey("test/intake"), vkey("test/docket")));
        ScriptedTerminal draft = ScriptedTerminal.nobody("");
        int exit = Runs.run(draft, "en", "panel", "draft", "--name", "The Office", "--bench", "office:2:2:1", "--bench",
                "society:1:1", "--member", "office:"
                        + path("ana.card"),
                "--member", "office:" + path("ben.card"), "--member", "office:" + path("eva.card"), "--member",
                "society:" + path(
                        "luz.card"),
                "--reader", path("tom.card"), "--logs", path("logs"), "--out",
                path("roster.note"));
        assertThat(exit).as(draft.talk()).isZero();
        assertThat(draft.data()).contains("Panel: The Office (epoch 0)",
                "Bench office: a report needs 2 of 3, an identity 2; one person can be excluded",
                "1. ana (not signed)", "Valid: from March 1, 2027 to May 29, 2027");
        for (String name : List.of("ana", "ben", "eva", "luz", "tom")) {
            assertThat(Runs.run(ScriptedTerminal.nobody(""), "en", "panel", "sign", path("roster.note"), "--key",
                    path(name + ".key"),
                    "--passphrase-file", passphrase().toString())).isZero();
        }
        RosterChain chain = RosterChain.trustingGenesis(Files.readAllBytes(dir.resolve("roster.note")));
        assertThat(chain.last().roster().forms())
                .isEqualTo(Questionnaires.read(Path.of("config/questionnaires")).listed()).hasSize(9);
        ScriptedTerminal shown = ScriptedTerminal.nobody("");
        assertThat(Runs.run(shown, "pt", "panel", "show", path("roster.note"))).isZero();
        assertThat(shown.data()).contains("5. tom (assinou)", chain.panelId().hex()).doesNotContain("não assinou");
        assertThat(Pin.read(String.join(" ", Pin.lines(chain.panelId(), "pt"))).test(chain.panelId())).isTrue();
        Files.writeString(dir.resolve("words"), String.join("\n", Pin.lines(chain.panelId(), "fr")),
                StandardCharsets.UTF_8);
        assertThat(Pin.read(path("words")).test(chain.panelId())).isTrue();
        assertThat(Pin.read(path("roster.note")).test(chain.panelId())).isTrue();
    }

    @Test
    void questionnairesAreCheckedAndListed() throws Exception {
        ScriptedTerminal terminal = ScriptedTerminal.nobody("");
        assertThat(Runs.run(terminal, "fr", "panel", "forms", "config/questionnaires")).isZero();
        assertThat(terminal.data().lines().toList())
                .isEqualTo(Questionnaires.read(Path.of("config/questionnaires")).listed()
                        .stream().map(form -> "form " + form.id() + " " + form.hash().hex()).toList());
        assertThat(terminal.talk()).contains("9 questionnaires en ar, en, es, fr, pt");
    }

    @Test
    void aBrokenQuestionnaireIsToldByFileAndLine() throws IOException {
        Files.createDirectories(dir.resolve("forms/es"));
        Files.writeString(dir.resolve("forms/core.json"),
                "{\n\"version\": 1,\n\"sections\": [\"who\", \"who\"],\n\"consents\": [],"
                        + "\"mechanisms\": [], \"advice\": [], \"fields\": []}\n");
        for (String name : List.of("a.json", "es/core.json", "es/a.json")) {
            Files.writeString(dir.resolve("forms").resolve(name), "{}");
        }
        ScriptedTerminal terminal = ScriptedTerminal.nobody("");
        assertThat(Runs.run(terminal, "es", "panel", "forms", path("forms"))).isEqualTo(3);
        assertThat(terminal.talk())
                .startsWith("error: " + path("forms/core.json") + ", línea 3: «who» está dos veces.\nqué hacer: ");
        assertThat(terminal.data()).isEmpty();
        assertThat(Runs.run(ScriptedTerminal.nobody(""), "es", "panel", "forms", path("nowhere"))).isEqualTo(3);
    }

    @Test
    void aBrokenRuleNamesIt() throws IOException {
        person("ana");
        Files.write(dir.resolve("logs"), List.of(vkey("test/roster"), vkey("test/intake"), vkey("test/docket")));
        ScriptedTerminal draft = ScriptedTerminal.nobody("");
        assertThat(Runs.run(draft, "en", "panel", "draft", "--name", "One", "--bench", "b:1:1", "--member",
                "b:" + path("ana.card"), "--logs", path("logs"),
                "--out", path("roster.note"))).isEqualTo(3);
        assertThat(draft.talk()).startsWith("error: The roster breaks a rule: ");
        assertThat(dir.resolve("roster.note")).doesNotExist();
    }

    @Test
    void theCommandLineIsExplainedInThePersonsLanguage() {
        ScriptedTerminal terminal = ScriptedTerminal.nobody("");
        assertThat(Runs.run(terminal, "fr", "key", "new", "--name", "Ana")).isEqualTo(2);
        assertThat(terminal.talk()).isEqualTo(
                "erreur : Il manque : --out\nque faire : « tresllaves key new --help » le montre avec des exemples.\n");
    }

    @Test
    void nothingLeavesThisMachineInClear() {
        for (String address : List.of("http://example.org", "https://127.0.0.1", "http://10.0.0.1:80",
                "http://127.0.0.1.example.org")) {
            ScriptedTerminal terminal = ScriptedTerminal.nobody("");
            assertThat(Runs.run(terminal, "en", "panel", "show", "--server", address)).isEqualTo(3);
            assertThat(terminal.talk()).contains("never goes there in the open");
        }
        ScriptedTerminal onion = ScriptedTerminal.nobody("");
        assertThat(Runs.run(onion, "en", "panel", "show", "--server", "http://" + "a".repeat(56) + ".onion"))
                .isEqualTo(3);
        assertThat(onion.talk()).contains("One letter of that onion address is wrong");
    }

    @Test
    void withoutTorOneLineSaysHowToStartIt() throws IOException {
        int closed;
        try (java.net.ServerSocket gone = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            closed = gone.getLocalPort();
        }
        String onion = org.tresllaves.onion.OnionAddress.of(new byte[32]).host();
        Map<String, String> said = Map.of("en", "open Tor Browser", "es", "abra el Navegador Tor", "pt",
                "abra o Navegador Tor", "fr", "ouvrez le Navigateur Tor");
        for (String language : Languages.ALL) {
            ScriptedTerminal terminal = ScriptedTerminal.nobody("");
            assertThat(Runs.run(terminal, language, "panel", "show", "--server", onion, "--tor", "" + closed))
                    .isEqualTo(4);
            assertThat(terminal.talk().lines()).hasSize(2).anyMatch(line -> line.contains(said.get(language)));
        }
        ScriptedTerminal far = ScriptedTerminal.nobody("");
        assertThat(Runs.run(far, "en", "panel", "show", "--server", onion, "--tor",
                "10.0.0.1:9050")).isEqualTo(3);
        assertThat(far.talk()).contains("not the address of a Tor");
    }
}
