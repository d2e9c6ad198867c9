package org.tresllaves.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.tresllaves.onion.Control;
import org.tresllaves.onion.OnionService;
import org.tresllaves.onion.Testnet;
import org.tresllaves.server.Receivers.Arrived;
import org.tresllaves.server.Receivers.MailBox;
import org.tresllaves.server.ledger.Timetable;
import org.tresllaves.server.notices.NoticeFile;
import org.tresllaves.server.notices.Notices;

/** A notice through a real Tor network: to a mail server and to a hook that are onion services. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
final class NoticesOnTorTest {
    @TempDir
    Path dir;
    private final SecureRandom random = new SecureRandom();
    private final BlockingQueue<String> posts = new LinkedBlockingQueue<>();
    private final BlockingQueue<Exception> failures = new LinkedBlockingQueue<>();

    @Test
    void aMailAndAPostArriveAtOnionServices() throws Exception {
        Testnet net = Testnet.shared();
        HttpServer hook = hook();
        try (MailBox mail = new MailBox(MailBox.Way.CLEAR, Receivers.named("mail.example.org"), true);
                Control keeper = Control.open(net.serviceControl(), random)) {
            OnionService mails = Testnet.before(mail.port());
            OnionService hooks = Testnet.before(hook.getAddress().getPort());
            keeper.listen("HS_DESC");
            mails.add(keeper);
            hooks.add(keeper);
            Testnet.awaitPublished(keeper, List.of(mails.address(), hooks.address()));
            NoticeFile file = file("socks " + net.client().socks(), "smtp " + mails.address().host() + " 80 plain",
                    "user notices", "password correct horse", "from notices@example.org", "to ana@example.org es",
                    "hook http://" + hooks.address().host() + "/hooks/secret?a=b pt");
            TestClock clock = new TestClock();
            try (Notices notices = Notices.start(file, clock,
                    new Timetable(Settings.NOTICE_TIME, Optional.empty(), clock)::next, random, failures::add)) {
                assertThat(notices).isNotNull();
                clock.forward(Duration.ofHours(18));
                Arrived arrived = mail.next(Duration.ofMinutes(2));
                assertThat(arrived.to()).isEqualTo("ana@example.org");
                assertThat(arrived.text()).startsWith("Date: Fri, 04 Dec 2026 04:00:00 +0000\r\n")
                        .contains("Mire hoy en su escritorio");
                assertThat(posts.poll(2, TimeUnit.MINUTES)).startsWith("POST /hooks/secret?a=b {\"text\":\"Veja hoje");
                assertThat(failures).isEmpty();
            }
        } finally {
            hook.stop(0);
        }
    }

    private HttpServer hook() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            posts.add(call.getRequestMethod() + " " + call.getRequestURI() + " "
                    + new String(call.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
            call.sendResponseHeaders(204, -1);
            call.close();
        });
        server.start();
        return server;
    }

    private NoticeFile file(String... lines) throws Exception {
        Path file = Files.writeString(dir.resolve("notices"),
                "tresllaves/v1/notices\n" + String.join("\n", lines) + "\n");
        return NoticeFile.read(Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------")));
    }
}
