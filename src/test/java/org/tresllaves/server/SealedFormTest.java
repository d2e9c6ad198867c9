package org.tresllaves.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.SealedFile;
import org.tresllaves.server.intake.Capacity;
import org.tresllaves.source.Addressee;
import org.tresllaves.source.Composer;
import org.tresllaves.source.Draft;
import org.tresllaves.source.SealedReport;
import org.tresllaves.source.SourceSecrets;

/** A sealed file handed in by a form, as a browser without scripts sends it, and everything else that somebody could send there. */
final class SealedFormTest {
    private static final String BOUNDARY = "----WebKitFormBoundaryAbC123";
    private static final String PART = "Content-Disposition: form-data; name=\"sealed\"; filename=\"informe.tll\"\r\n"
            + "Content-Type: application/octet-stream\r\n";

    @TempDir
    static Path dir;
    private static Trial trial;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        trial = Trial.start(dir, new Listen.Port(0));
        trial.server().grow(new Capacity(8, 8, 8));
        port = trial.server().port();
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    private static byte[] sealed(String text) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SourceSecrets secrets = SourceSecrets.of(trial.random().secret(16), trial.chain().panelId());
                SealedReport report = new Composer(trial.random(), dir, Bucket.MIB_1).seal(Draft.of(text, "es"),
                        Addressee.of(trial.chain(), trial.chain().last()), secrets, (done, total) -> {
                        })) {
            report.write(out);
        }
        return out.toByteArray();
    }

    private static byte[] body(String before, byte[] file, String after) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(before.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(file);
        out.writeBytes(after.getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }

    private static byte[] form(byte[] file) {
        return body("--" + BOUNDARY + "\r\n" + PART + "\r\n", file, "\r\n--" + BOUNDARY + "--\r\n");
    }

    private static Raw.Answer post(byte[] body) throws Exception {
        return post("multipart/form-data; boundary=" + BOUNDARY, body);
    }

    private static Raw.Answer post(String type, byte[] body) throws Exception {
        return Raw.call(port, "POST", "/sealed", Map.of("Content-Type", type), Optional.of(body));
    }

    private static String page(Raw.Answer answer) {
        HeadersTest.assertClean(answer, "/sealed");
        assertThat(answer.headers()).containsEntry("content-type", "text/html;charset=utf-8");
        String page = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(page).contains("lang=\"es\"", "lang=\"en\"", "lang=\"pt\"", "lang=\"fr\"",
                "lang=\"ar\" dir=\"rtl\"").doesNotContain("null", "<script", "style");
        return page;
    }

    @Test
    void aNameInAnyScriptIsNoObstacle() throws Exception {
        String named = new String("تقرير م Å.tll".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        byte[] body = body("--" + BOUNDARY + "\r\n" + PART.replace("informe.tll", named) + "\r\n", sealed("named"),
                "\r\n--" + BOUNDARY + "--\r\n");
        assertThat(post(body).status()).isEqualTo(200);
    }

    private static void refused(String what, int status, byte[] body) throws Exception {
        Raw.Answer answer = post(body);
        assertThat(answer.status()).as(what).isEqualTo(status);
        assertThat(page(answer)).as(what).contains("Your report is not recorded");
    }

    @Test
    void aSealedFileIsRecordedOnceHoweverOftenItIsSent() throws Exception {
        byte[] file = sealed("El puente.");
        Raw.Answer first = post(form(file));
        assertThat(first.status()).isEqualTo(200);
        assertThat(page(first)).contains("Su informe quedó registrado", "Your report is recorded");
        Raw.Answer again = post("multipart/form-data; boundary=\"" + BOUNDARY + "\"", form(file));
        assertThat(again.body()).isEqualTo(first.body());
        byte[] otherTag = file.clone();
        otherTag[5] ^= 1;
        refused("another rtag for an accepted report", 409, form(otherTag));
        trial.publish();
        Header.Prefix prefix = prefix(file);
        byte[] window = Raw.get(port, "/v1/intake").body();
        assertThat(new String(window, StandardCharsets.ISO_8859_1))
                .contains(new String(prefix.eid().bytes(), StandardCharsets.ISO_8859_1));
        byte[] envelope = Arrays.copyOfRange(file, file.length - (int) Bucket.KIB_64.length(), file.length);
        assertThat(trial.get(trial.login("Ana"), "/v1/docket/envelope/" + prefix.eid().hex() + "/0").body())
                .isEqualTo(envelope);
    }

    private static Header.Prefix prefix(byte[] file) throws Exception {
        return Header.Prefix.parseStart(Arrays.copyOfRange(file, SealedFile.length(Bucket.KIB_64), file.length));
    }

    @Test
    void hostileFormsAreRefusedAndLeaveNoRoomTaken() throws Exception {
        byte[] file = sealed("Otro puente.");
        String open = "--" + BOUNDARY + "\r\n";
        String close = "\r\n--" + BOUNDARY + "--\r\n";
        refused("no part", 400, body("--" + BOUNDARY + "--\r\n", new byte[0], ""));
        refused("nothing", 400, new byte[0]);
        refused("another name", 400, body(open + PART.replace("sealed", "other") + "\r\n", file, close));
        refused("no file name", 400,
                body(open + "Content-Disposition: form-data; name=\"sealed\"\r\n\r\n", file, close));
        refused("no disposition", 400, body(open + "Content-Type: text/plain\r\n\r\n", file, close));
        refused("two dispositions", 400, body(open + PART + PART + "\r\n", file, close));
        refused("an unknown header", 400, body(open + PART + "X-Note: a\r\n\r\n", file, close));
        refused("transfer encoding", 400,
                body(open + PART + "Content-Transfer-Encoding: base64\r\n\r\n", file, close));
        refused("giant headers", 400, body(open + PART + "Content-Type: " + "a".repeat(100_000) + "\r\n\r\n", file,
                close));
        refused("headers without end", 400, body(open + "a".repeat(500_000), new byte[0], ""));
        refused("a text before the first part", 400, body("hello\r\n" + open + PART + "\r\n", file, close));
        refused("another boundary", 400, body("--other\r\n" + PART + "\r\n", file, "\r\n--other--\r\n"));
        refused("bare newlines", 400, body(("--" + BOUNDARY + "\r\n" + PART + "\r\n").replace("\r", ""), file, close));
        refused("two files", 400, body(open + PART + "\r\n", file,
                "\r\n" + open + PART + "\r\n" + "again" + close));
        refused("a field after the file", 400, body(open + PART + "\r\n", file,
                "\r\n" + open + "Content-Disposition: form-data; name=\"note\"\r\n\r\nhello" + close));
        refused("bytes after the end", 400, body(open + PART + "\r\n", file, close + "x"));
        refused("another closing line", 400, body(open + PART + "\r\n", file, "\r\n--" + BOUNDARY + "\r\n"));
        refused("the boundary inside a short file", 400, body(open + PART + "\r\n", Arrays.copyOf(file, 2000),
                close + "x".repeat(70_000)));
        refused("cut off", 400, body(open + PART + "\r\n", Arrays.copyOf(file, file.length / 2), ""));
        refused("one byte too many", 400, form(Arrays.copyOf(file, file.length + 1)));
        for (String type : List.of("application/octet-stream", "text/plain", "application/x-www-form-urlencoded",
                "multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=" + BOUNDARY,
                "multipart/form-data; boundary=" + "a".repeat(71), "multipart/form-data; boundary=a b",
                "multipart/form-data; boundary=" + BOUNDARY + "; boundary=x")) {
            Raw.Answer answer = post(type, form(file));
            assertThat(answer.status()).as(type).isEqualTo(400);
            page(answer);
        }
        Raw.Answer charset = post("multipart/form-data; boundary=" + BOUNDARY + "; charset=nothing", form(file));
        assertThat(charset.status()).isEqualTo(400);
        assertThat(trial.said()).isEmpty();
        assertThat(post(form(file)).status()).as("it was the forms, not the file").isEqualTo(200);
    }

    @Test
    void whatIsNotASealedFileForThisPanelIsRefused() throws Exception {
        byte[] file = sealed("Un tercer puente.");
        int start = SealedFile.length(Bucket.KIB_64);
        refused("plaintext", 400, form("Mi jefe se llevó el dinero.".repeat(4000).getBytes(StandardCharsets.UTF_8)));
        refused("an envelope without its start", 400, form(Arrays.copyOfRange(file, start, file.length)));
        refused("a ninth bucket", 400, form(with(file, 4, 8)));
        refused("a bucket this server does not take", 413, form(large(file)));
        refused("plaintext behind a right start", 422, form(plaintextIn(file, start)));
        refused("another magic", 422, form(with(file, start, 'X')));
        refused("another panel", 422, form(with(file, start + 6, file[start + 6] ^ 1)));
        refused("a roster that is not taken", 410, form(with(file, start + 38, file[start + 38] ^ 1)));
        refused("another digest", 400, form(with(file, SealedFile.START, file[SealedFile.START] ^ 1)));
        refused("a changed body", 400, form(with(file, file.length - 1, file[file.length - 1] ^ 1)));
        assertThat(post(form(file)).status()).isEqualTo(200);
    }

    private static byte[] with(byte[] file, int at, int value) {
        byte[] changed = file.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static byte[] plaintextIn(byte[] file, int start) {
        byte[] changed = file.clone();
        Arrays.fill(changed, start, changed.length, (byte) 'a');
        return changed;
    }

    /** The same prefix in a file that says it is of 4 MiB. */
    private static byte[] large(byte[] file) {
        int segments = Bucket.MIB_4.segments();
        byte[] envelope = Arrays.copyOfRange(file, SealedFile.length(Bucket.KIB_64), file.length);
        byte[] large = new byte[SealedFile.length(Bucket.MIB_4) + (int) Bucket.MIB_4.length()];
        System.arraycopy(with(file, 4, Bucket.MIB_4.code()), 0, large, 0, SealedFile.START);
        System.arraycopy(envelope, 0, large, SealedFile.START + 32 * segments, envelope.length);
        return large;
    }

    /** Attack 1: no call of anybody's takes what was not sealed. */
    @Test
    void plaintextIsRefusedByEveryCall() throws Exception {
        byte[] plain = "El alcalde ordenó el pago.".repeat(3000).getBytes(StandardCharsets.UTF_8);
        String eid = "ab".repeat(16);
        for (String path : List.of("/", "/sealed", "/v1/page", "/v1/upload/" + eid, "/v1/upload/" + eid + "/commit",
                "/v1/withdraw", "/v1/login", "/v1/rosters", "/v1/docket/note", "/v1/docket/board", "/report")) {
            assertThat(Raw.call(port, "POST", path, Map.of(), Optional.of(plain)).status()).as(path).isBetween(400,
                    499);
        }
        for (String path : List.of("/", "/sealed", "/v1/upload/" + eid + "/0", "/v1/login", "/report.txt")) {
            assertThat(Raw.call(port, "PUT", path, Map.of(), Optional.of(plain)).status()).as(path).isBetween(400, 499);
        }
        assertThat(post(form(plain)).status()).isEqualTo(400);
    }

    @Test
    void everyRefusalHasAPageOfItsOwnKind() throws Exception {
        for (Refusal refusal : Refusal.values()) {
            assertThat(Statuses.of(refusal)).isGreaterThanOrEqualTo(400);
        }
        byte[] file = sealed("Cuarto.");
        assertThat(Raw.call(port, "GET", "/sealed", Map.of(), Optional.empty()).status()).isEqualTo(401);
        assertThat(Raw.call(port, "PUT", "/sealed", Map.of(), Optional.of(form(file))).status()).isEqualTo(401);
        assertThat(Raw.call(port, "POST", "/sealed?x", Map.of(), Optional.of(form(file))).status()).isEqualTo(400);
    }
}
