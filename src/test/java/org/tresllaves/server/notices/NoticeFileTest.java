package org.tresllaves.server.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tresllaves.onion.OnionAddress;
import org.tresllaves.server.notices.BadNoticeFile.Reason;

/** The file of notices: what is read, and the exact refusal for each violation (spec: notices). */
class NoticeFileTest {
    private static final String ONION = OnionAddress.of(new byte[32]).host();
    private static final List<String> GOOD = List.of("tresllaves/v1/notices", "", "# Tor of this machine",
            "socks unix:/run/tor/socks", "smtp mail.example.org 465 tls", "user notices@example.org",
            "password correct  horse # battery", "from notices@example.org", "to ana@example.org es",
            "to luz@example.org", "hook https://chat.example.org:8443/hooks/x?y=z en");

    @TempDir
    Path dir;

    private Path written(List<String> lines) throws IOException {
        Path file = Files.write(dir.resolve("notices"), lines);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void refused(Reason reason, int line, String key, List<String> lines) throws IOException {
        Path file = written(lines);
        assertThatThrownBy(() -> NoticeFile.read(file)).isInstanceOfSatisfying(BadNoticeFile.class, bad -> {
            assertThat(bad.reason()).isEqualTo(reason);
            assertThat(bad.line()).isEqualTo(line);
            assertThat(bad.key()).isEqualTo(key);
        });
    }

    private static List<String> with(int line, String text) {
        return IntStream.range(0, GOOD.size())
                .mapToObj(i -> i + 1 == line ? text : GOOD.get(i)).toList();
    }

    @Test
    void theExampleOfThePageIsRead() throws Exception {
        String page = Files.readString(Path.of("src/site/markdown/spec/notices.md"));
        int from = page.indexOf("```\n") + 4;
        List<String> example = page.substring(from, page.indexOf("\n```", from)).lines().toList();
        assertThat(NoticeFile.read(written(example)).notices()).extracting(Notice::to).containsExactly(
                "ana@example.org", "luz@example.org", "https://hook.example.org");
    }

    @Test
    void everyKeyIsRead() throws Exception {
        NoticeFile file = NoticeFile.read(written(GOOD));
        assertThat(file.socks()).hasToString("unix:/run/tor/socks");
        assertThat(file.notices()).extracting(Notice::to).containsExactly("ana@example.org", "luz@example.org",
                "https://chat.example.org");
        Mail mail = (Mail) file.notices().getFirst();
        assertThat(mail.server().login()).hasValue(
                new MailServer.Login("notices@example.org", "correct  horse # battery"));
        assertThat(mail.toString()).doesNotContain("horse");
        assertThat(((Hook) file.notices().getLast()).target()).isEqualTo("/hooks/x?y=z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw-rw----", "rw----r--", "rwx------", "rw-----w-"})
    void aFileThatOthersCanReachIsRefused(String mode) throws Exception {
        Path file = Files.setPosixFilePermissions(written(GOOD), PosixFilePermissions.fromString(mode));
        assertThatThrownBy(() -> NoticeFile.read(file)).isInstanceOfSatisfying(BadNoticeFile.class,
                bad -> assertThat(bad.reason()).isEqualTo(Reason.PRIVATE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "FIRST_LINE|1||tresllaves/v2/notices",
            "KEY|2||bcc ana@example.org",
            "TWICE|9|from|from eva@example.org",
            "TWICE|5|socks|socks 9050",
            "VALUE|4|socks|socks 192.0.2.7:9050",
            "VALUE|4|socks|socks unix:relative",
            "VALUE|4|socks|socks",
            "VALUE|5|smtp|smtp mail.example.org 465",
            "VALUE|5|smtp|smtp mail.example.org 465 none",
            "VALUE|5|smtp|smtp mail.example.org 465 plain",
            "VALUE|5|smtp|smtp mail.example.org 65536 tls",
            "VALUE|5|smtp|smtp 192.0.2.7 465 tls",
            "VALUE|5|smtp|smtp localhost 465 tls",
            "VALUE|2|trust|trust /nonexistent",
            "VALUE|8|from|from Ana <ana@example.org>",
            "VALUE|9|to|to ana@example.org,eva@example.org",
            "VALUE|9|to|to ana@localhost es",
            "VALUE|9|to|to ana@example.org de",
            "VALUE|9|to|to ana@example.org es en",
            "VALUE|11|hook|hook http://chat.example.org/x",
            "VALUE|11|hook|hook https://user@chat.example.org/x",
            "VALUE|11|hook|hook https://chat.example.org/x#y",
            "VALUE|11|hook|hook https://192.0.2.7/x",
            "VALUE|11|hook|hook https://chat.example.org/x de",
            "MISSING|0|socks|# no way out",
            "MISSING|0|smtp|# no server",
            "MISSING|0|from|# no sender",
            "MISSING|0|user|# no name",
            "MISSING|0|password|# no password"})
    void eachViolationIsToldWithItsLine(Reason reason, int line, String key, String text) throws Exception {
        int at = line > 0 ? line : List.of("socks", "smtp", "user", "password", "from").indexOf(key) + 4;
        refused(reason, line, key == null ? "" : key, with(at, text));
    }

    @Test
    void anOnionNeedsNoTlsAndAWrongLetterOfItIsSeen() throws Exception {
        List<String> plain = with(5, "smtp " + ONION + " 25 plain");
        assertThat(NoticeFile.read(written(plain)).notices()).hasSize(3);
        assertThat(NoticeFile.read(written(with(11, "hook http://" + ONION + "/x"))).notices()).hasSize(3);
        String wrong = (ONION.charAt(0) == 'a' ? "b" : "a") + ONION.substring(1);
        refused(Reason.VALUE, 5, "smtp", with(5, "smtp " + wrong + " 25 plain"));
        refused(Reason.VALUE, 11, "hook", with(11, "hook http://" + wrong + "/x"));
    }

    @Test
    void nothingToSendAndTooMuchToSend() throws Exception {
        refused(Reason.MISSING, 0, "to", GOOD.subList(0, 8));
        List<String> many = new ArrayList<>(GOOD.subList(0, 8));
        many.addAll(Collections.nCopies(65, "to ana@example.org es"));
        refused(Reason.LONG, 73, "to", many);
        refused(Reason.LONG, 0, "", List.of("tresllaves/v1/notices", "#".repeat(70_000)));
        Path none = dir.resolve("none");
        assertThatThrownBy(() -> NoticeFile.read(none)).isInstanceOf(BadNoticeFile.class);
    }

    @Test
    void fourLanguagesSayEverything() throws IOException {
        for (String bundle : List.of("server/texts", "server/notices/notice")) {
            Properties english = texts(bundle, "");
            for (String language : List.of("_es", "_pt", "_fr")) {
                assertThat(texts(bundle, language).keySet()).as(bundle + language).isEqualTo(english.keySet());
            }
        }
        assertThat(texts("server/texts", "").stringPropertyNames()).containsAll(
                Arrays.stream(Reason.values()).map(reason -> "notices." + reason).toList());
    }

    private static Properties texts(String bundle, String language) throws IOException {
        Properties texts = new Properties();
        try (Reader in = Files.newBufferedReader(
                Path.of("src/main/resources/org/tresllaves", bundle + language + ".properties"))) {
            texts.load(in);
        }
        return texts;
    }
}
