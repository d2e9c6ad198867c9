package org.tresllaves.server;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tresllaves.server.notices.NoticeFile;
import org.tresllaves.server.notices.Notices;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code notices}: sends every notice once, now, for an operator who has just written the file. The same bytes as today's own. */
@Command(name = "notices")
final class SendNotices implements Callable<Integer> {
    private static final int FAILED = 1;

    @Parameters(paramLabel = "${bundle:label.file}", descriptionKey = "option.notices-file")
    Path file = Path.of("");

    private int failures;

    @Override
    public Integer call() throws Exception {
        NoticeFile notices = NoticeFile.read(file);
        Instant due = LocalDate.now(ZoneOffset.UTC).atTime(Settings.NOTICE_TIME).toInstant(ZoneOffset.UTC);
        Notices.sendOnce(notices, due, new SecureRandom(), this::tell);
        return failures == 0 ? 0 : FAILED;
    }

    private void tell(String to, Optional<Exception> failure) {
        if (failure.isPresent()) {
            failures++;
            System.out.println(Texts.get("notices.failed", to, reason(failure.get())));
        } else {
            System.out.println(Texts.get("notices.sent", to));
        }
    }

    /** The innermost message: what the mail server, Tor or the check of a certificate said. */
    private static String reason(Throwable failure) {
        Throwable inner = failure;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        return String.valueOf(inner.getMessage());
    }
}
