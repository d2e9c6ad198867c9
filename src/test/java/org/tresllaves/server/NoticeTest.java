package org.tresllaves.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tresllaves.crypto.Derive;
import org.tresllaves.onion.NoNames;
import org.tresllaves.onion.SocksStub;
import org.tresllaves.server.Receivers.Arrived;
import org.tresllaves.server.Receivers.MailBox;
import org.tresllaves.server.Receivers.Posts;
import org.tresllaves.server.intake.Capacity;
import org.tresllaves.server.ledger.Timetable;
import org.tresllaves.server.notices.NoticeFile;
import org.tresllaves.server.notices.Notices;

/** Attack 29: what leaves a real server at notice time, through a SOCKS port, to a real mail server and a real hook. */
@Execution(ExecutionMode.CONCURRENT)
final class NoticeTest {
    private static final HeldCertificate MAIL = Receivers.named("mail.example.org");
    private static final HeldCertificate HOOK = Receivers.named("hook.example.org");
    private static final Duration TO_BATCH = Duration.ofHours(17);
    private static final Duration TO_NOTICE = Duration.ofHours(1);

    @TempDir
    Path dir;

    private final BlockingQueue<Exception> failures = new LinkedBlockingQueue<>();

    /** Everything that came of one notice time. */
    private record Sent(List<Arrived> mail, String post) {
    }

    private Path file(SocksStub tor, String... more) throws IOException {
        Receivers.pem(dir.resolve("pem"), MAIL, HOOK);
        List<String> lines = new ArrayList<>(
                List.of("tresllaves/v1/notices", "socks 127.0.0.1:" + tor.port(), "trust " + dir.resolve("pem")));
        lines.addAll(List.of(more));
        Path file = Files.write(dir.resolve("notices"), lines);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private Notices start(Path file, TestClock clock) throws Exception {
        return start(file, clock, clock);
    }

    private Notices start(Path file, TestClock clock, InstantSource ticks) throws Exception {
        return Notices.start(NoticeFile.read(file), ticks,
                new Timetable(Settings.NOTICE_TIME, Optional.empty(), clock)::next, new SecureRandom(),
                failures::add);
    }

    private Exception failure() throws InterruptedException {
        return Optional.ofNullable(failures.poll(20, TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("nothing failed in twenty seconds"));
    }

    @Test
    void theBytesAreTheSameForNoneOneAndFiftyReports() throws Exception {
        List<String> asked = NoNames.asked();
        Sent none = dayOf(0);
        assertThat(none.mail()).extracting(Arrived::to).containsExactly("ana@example.org", "luz@example.org");
        assertThat(dayOf(1)).isEqualTo(none);
        assertThat(dayOf(50)).isEqualTo(none);
        assertThat(NoNames.asked()).as("looked up on this machine").isEqualTo(asked);
        assertThat(none.mail()).allSatisfy(mail -> {
            assertThat(mail.hello()).isEqualTo("[127.0.0.1]");
            assertThat(mail.from()).isEqualTo("notices@example.org");
            assertThat(mail.text()).startsWith("Date: Fri, 04 Dec 2026 04:00:00 +0000\r\n")
                    .doesNotContainIgnoringCase("tresllaves").doesNotContain("\r\nReceived:", "X-Mailer", "User-Agent");
        });
        assertThat(Files.readString(Path.of("src/site/markdown/spec/notices.md")))
                .contains("\n" + none.mail().getFirst().text().replace("\r\n", "\n").stripTrailing() + "\n```");
        assertThat(none.mail().getFirst().text()).contains("Mire hoy en su escritorio").doesNotContain("every day");
        assertThat(none.mail().getLast().text()).contains("Mire hoy en su escritorio", "look into your desk today",
                "chaque jour");
        assertThat(none.post()).startsWith("POST /hooks/secret?a=b HTTP/1.1\r\nHost: hook.example.org\r\n")
                .contains("{\"text\":\"Veja hoje").doesNotContain("Date", "User-Agent");
    }

    /** A server with so many reports, from the morning of one day to the notice of the next. */
    private Sent dayOf(int reports) throws Exception {
        try (Trial trial = Trial.start(Files.createDirectories(dir.resolve("of" + reports)), new Listen.Port(0));
                MailBox mail = new MailBox(MailBox.Way.TLS, MAIL, true);
                Posts posts = new Posts(HOOK, 200);
                SocksStub tor = new SocksStub(to -> to.host().startsWith("mail") ? mail.port() : posts.port());
                Notices notices = start(file(tor, "smtp mail.example.org 465 tls", "user notices",
                        "password correct horse", "from notices@example.org", "to ana@example.org es",
                        "to luz@example.org", "hook https://hook.example.org/hooks/secret?a=b pt"), trial.clock())) {
            assertThat(notices).isNotNull();
            failures.clear(); // the day before ended as soon as its mail was there, maybe before the mail server could say so
            trial.server().grow(new Capacity(64, 0, 0));
            for (int i = 0; i < reports; i++) {
                UploadTest.Sent sent = UploadTest.sealed(trial);
                assertThat(UploadTest.announce(trial, sent).status()).isEqualTo(200);
                assertThat(Raw.send(trial.server().port(), Derive.concat(sent.head(), sent.segment())).status())
                        .isEqualTo(204);
                assertThat(UploadTest.commit(trial, sent).status()).isEqualTo(200);
            }
            trial.clock().forward(TO_BATCH);
            awaitBatch(trial);
            assertThat(tor.asked()).isEmpty();
            trial.clock().forward(TO_NOTICE);
            Sent sent = new Sent(Stream.of(mail.next(), mail.next()).sorted(Comparator.comparing(Arrived::to)).toList(),
                    posts.next());
            assertThat(tor.asked()).hasSize(3).allMatch(to -> to.kind() == 3).extracting(SocksStub.Asked::user)
                    .doesNotHaveDuplicates();
            assertThat(tor.asked()).extracting(to -> to.host() + ":" + to.port()).containsExactlyInAnyOrder(
                    "mail.example.org:465", "mail.example.org:465", "hook.example.org:443");
            assertThat(failures).isEmpty();
            assertThat(mail.rest()).isEmpty();
            assertThat(posts.rest()).isEmpty();
            return sent;
        }
    }

    private static void awaitBatch(Trial trial) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (Raw.get(trial.server().port(), "/v1/intake").body().length == 0) {
            assertThat(System.nanoTime()).as("no batch in twenty seconds").isLessThan(until);
            Thread.sleep(20);
        }
    }

    @Test
    void oneRecipientsMailHasOneLengthOnEveryDay() throws Exception {
        TestClock clock = new TestClock();
        try (MailBox mail = new MailBox(MailBox.Way.STARTTLS, MAIL, false);
                SocksStub tor = new SocksStub(mail.port());
                Notices notices = start(file(tor, "smtp mail.example.org 587 starttls", "from notices@example.org",
                        "to ana@example.org fr"), clock)) {
            assertThat(notices).isNotNull();
            clock.forward(TO_BATCH.plus(TO_NOTICE));
            String first = mail.next().text();
            List<String> more = new ArrayList<>();
            for (int day = 0; day < 3; day++) {
                clock.forward(Duration.ofDays(1));
                more.add(mail.next().text());
            }
            assertThat(more).allMatch(text -> text.length() == first.length()).doesNotHaveDuplicates();
            assertThat(more).allMatch(text -> body(text).equals(body(first)));
            assertThat(tor.asked()).extracting(SocksStub.Asked::user).doesNotHaveDuplicates().hasSize(4);
        }
    }

    private static String body(String mail) {
        return mail.substring(mail.indexOf("\r\n\r\n"));
    }

    @ParameterizedTest
    @EnumSource(value = MailBox.Way.class, names = {"TLS", "STARTTLS"})
    void aMailServerWithAnotherNameGetsNothing(MailBox.Way way) throws Exception {
        refused(way, HOOK, "No subject alternative DNS name matching mail.example.org found");
    }

    @ParameterizedTest
    @EnumSource(value = MailBox.Way.class, names = {"TLS", "STARTTLS"})
    void aMailServerNobodyVouchesForGetsNothing(MailBox.Way way) throws Exception {
        refused(way, Receivers.named("mail.example.org"), "PKIX path");
    }

    @Test
    void aMailServerWithoutStarttlsGetsNothing() throws Exception {
        refused(MailBox.Way.CLEAR, MAIL, "STARTTLS is required");
    }

    private void refused(MailBox.Way way, HeldCertificate certificate, String why) throws Exception {
        TestClock clock = new TestClock();
        List<String> asked = NoNames.asked();
        try (MailBox mail = new MailBox(way, certificate, false);
                SocksStub tor = new SocksStub(mail.port());
                Notices notices = start(file(tor,
                        "smtp mail.example.org 465 " + (way == MailBox.Way.TLS ? "tls" : "starttls"),
                        "from notices@example.org", "to ana@example.org"), clock)) {
            assertThat(notices).isNotNull();
            clock.forward(TO_BATCH.plus(TO_NOTICE));
            assertThat(failure()).hasStackTraceContaining(why);
            assertThat(mail.rest()).isEmpty();
        }
        assertThat(NoNames.asked()).isEqualTo(asked);
    }

    @Test
    void aHookWithAnotherNameGetsNothing() throws Exception {
        TestClock clock = new TestClock();
        try (Posts posts = new Posts(MAIL, 200);
                SocksStub tor = new SocksStub(posts.port());
                Notices notices = start(file(tor, "hook https://hook.example.org/x"), clock)) {
            assertThat(notices).isNotNull();
            clock.forward(TO_BATCH.plus(TO_NOTICE));
            assertThat(failure()).hasStackTraceContaining("No subject alternative DNS name");
            assertThat(posts.rest()).isEmpty();
        }
    }

    /** Not when it fails, not an hour later: at its next time. */
    @Test
    void whatFailsWaitsForItsNextTimeAndAMissedTimeIsLeftOut() throws Exception {
        TestClock clock = new TestClock();
        AtomicLong looks = new AtomicLong();
        InstantSource watched = () -> {
            looks.incrementAndGet();
            return clock.instant();
        };
        List<String> asked = NoNames.asked();
        try (MailBox mail = new MailBox(MailBox.Way.TLS, MAIL, true);
                SocksStub tor = new SocksStub(mail.port());
                Notices notices = start(file(tor, "smtp mail.example.org 465 tls", "user notices", "password wrong",
                        "from notices@example.org", "to ana@example.org"), clock, watched)) {
            assertThat(notices).isNotNull();
            clock.forward(TO_BATCH.plus(TO_NOTICE));
            assertThat(failure()).hasStackTraceContaining("AuthenticationFailedException");
            clock.forward(Duration.ofHours(3));
            someTicks(looks);
            assertThat(tor.asked()).as("tried once, however often the clock was looked at").hasSize(1);
            clock.forward(Duration.ofHours(21).plusMinutes(30));
            someTicks(looks);
            assertThat(tor.asked()).as("half an hour late").hasSize(1);
            clock.forward(Duration.ofHours(23).plusMinutes(30));
            assertThat(failure()).isNotNull();
            assertThat(tor.asked()).hasSize(2);
        }
        assertThat(NoNames.asked()).as("a refused log-in looks nothing up").isEqualTo(asked);
    }

    /** Until the clock was looked at three more times: a notice that were to go out would have been begun at the second. */
    private static void someTicks(AtomicLong looks) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        for (long from = looks.get(); looks.get() < from + 3;) {
            assertThat(System.nanoTime()).as("no ticks in twenty seconds").isLessThan(until);
            Thread.sleep(20);
        }
    }
}
