package org.tresllaves.server;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.jetty.server.CustomRequestLog;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.server.db.Database;
import org.tresllaves.server.db.Weak;
import org.tresllaves.server.intake.Capacity;
import org.tresllaves.server.page.Bundle;
import org.tresllaves.server.page.Forms;

/** A real server in a process of its own, by the clock of the machine: {@code data key without slots}. Told on stdin to publish and to end. */
final class SeizedServer {
    /** Which measure is taken away. */
    enum Without {
        NOTHING(Wiring.class), CHANCE(Wiring.class), TRUNCATION(NoTruncation.class), SILENCE(RequestLog.class);

        private final Class<? extends Wiring> wiring;

        Without(Class<? extends Wiring> wiring) {
            this.wiring = wiring;
        }
    }

    private SeizedServer() {
    }

    public static void main(String[] args) throws Exception {
        Without without = Without.valueOf(args[2]);
        Settings settings = new Settings(Path.of(args[0]), Path.of(args[1]), new Listen.Port(0),
                Optional.of(Duration.ofHours(5)), Bucket.MIB_1, Optional.empty(), Settings.PATIENCE);
        System.setProperty("java.io.tmpdir", Files.createDirectories(settings.scratch()).toString());
        SecureRandom random = without == Without.CHANCE ? new Last() : new SecureRandom();
        PrintStream out = System.out;
        Site site = new Site(Bundle.shipped(), Forms.shipped());
        try (Running server = Running.start(settings, site, without.wiring, context -> Running.register(context,
                settings, InstantSource.system(), random, new Journal(System.err)))) {
            server.grow(new Capacity(Integer.parseInt(args[3]), 0, 0));
            out.println(server.port());
            while (System.in.read() == 'p') {
                server.publish(LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC));
                out.println("published");
            }
        }
    }

    /** Draws keys and ids as ever, and always the last of several places. */
    private static final class Last extends SecureRandom {
        private static final long serialVersionUID = 1L;

        @Override
        public int nextInt(int bound) {
            return bound - 1;
        }
    }

    /** The write-ahead log is never cut. */
    @Configuration(proxyBeanMethods = false)
    static class NoTruncation extends Wiring {
        @Override
        @Bean
        Database database(Settings settings) throws IOException {
            return Weak.withoutTruncation(settings.data());
        }
    }

    /** Jetty keeps an access log as servers do. */
    @Configuration(proxyBeanMethods = false)
    static class RequestLog extends Wiring {
        @Override
        @Bean
        JettyServletWebServerFactory web(Settings settings) {
            JettyServletWebServerFactory factory = super.web(settings);
            factory.addServerCustomizers(server -> server.setRequestLog(new CustomRequestLog(line -> append(
                    settings.data().resolve("access"), line), CustomRequestLog.EXTENDED_NCSA_FORMAT)));
            return factory;
        }

        private static synchronized void append(Path file, String line) {
            try {
                Files.writeString(file, line + "\n", java.nio.file.StandardOpenOption.CREATE,
                        java.nio.file.StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
