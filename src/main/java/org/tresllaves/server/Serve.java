package org.tresllaves.server;

import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.tresllaves.server.ledger.Timetable;
import org.tresllaves.server.notices.NoticeFile;
import org.tresllaves.server.notices.Notices;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serve}: runs the server until it is told to end. */
@Command(name = "serve")
final class Serve implements Callable<Integer> {
    @Mixin
    Place place = new Place();

    @Mixin
    Where where = new Where();

    @Mixin
    OnionOption tor = new OnionOption();

    @Option(names = "--epoch", paramLabel = "${bundle:label.span}", descriptionKey = "option.epoch")
    Optional<String> epoch = Optional.empty();

    @Option(names = "--forms", paramLabel = "${bundle:label.folder}", descriptionKey = "option.forms")
    Optional<Path> forms = Optional.empty();

    @Option(names = "--notices", paramLabel = "${bundle:label.file}", descriptionKey = "option.notices")
    Optional<Path> notices = Optional.empty();

    @Override
    public Integer call() throws Exception {
        place.checkMade();
        Optional<Duration> span = epoch.isPresent() ? Optional.of(span(epoch.get())) : Optional.empty();
        Settings settings = new Settings(place.data, place.key, tor.listen(where), span, Largest.read(place.data),
                forms, Settings.PATIENCE);
        Optional<NoticeFile> noticeFile = notices.isPresent()
                ? Optional.of(NoticeFile.read(notices.get()))
                : Optional.empty();
        // Before anything unpacks a library or makes a scratch file.
        System.setProperty("java.io.tmpdir", settings.scratch().toString());
        PrintStream talk = System.err;
        Journal journal = new Journal(talk);
        span.ifPresent(trial -> journal.say(Texts.get("serve.trial")));
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        try (Running running = Running.start(settings, clock, random, journal)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(told, stopped)));
            running.greeting().forEach(journal::say);
            told(running.port(), running.docketPort());
            Optional<Onions> services = tor.start(place, where, running, journal);
            Optional<Notices> sending = noticeFile.map(file -> sending(file,
                    new Timetable(Settings.NOTICE_TIME, span, clock), random, journal));
            told.await();
            sending.ifPresent(Notices::close);
            if (services.isPresent()) {
                services.get().close();
            }
        } finally {
            journal.say(Texts.get("serve.stopped"));
            stopped.countDown();
        }
        return 0;
    }

    /** Notices run beside the server and know nothing of it. */
    private static Notices sending(NoticeFile file, Timetable times, SecureRandom random, Journal journal) {
        journal.say(Texts.get("serve.notices", file.notices().size()));
        return Notices.start(file, times.clock(), times::next, random, journal::failed);
    }

    private static void told(int port, int docket) {
        for (int one : new int[]{port, docket}) {
            if (one >= 0) {
                System.out.println("http://127.0.0.1:" + one);
            }
        }
    }

    private static void end(CountDownLatch told, CountDownLatch stopped) {
        told.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@code 10s}, {@code 5m} or {@code 1h}. */
    private static Duration span(String text) throws Main.Stop {
        if (!text.matches("[1-9][0-9]{0,4}[smhSMH]")) {
            throw new Main.Stop("error.span", text);
        }
        return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }
}
