package org.tresllaves.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.tresllaves.protocol.Roster;
import org.tresllaves.server.access.Door;
import org.tresllaves.server.intake.Capacity;
import org.tresllaves.server.intake.Intake;
import org.tresllaves.server.intake.Keeper;
import org.tresllaves.server.ledger.Rosters;
import org.tresllaves.server.page.Unfit;
import org.tresllaves.tlog.RosterChain;

/** A server that is up, until it is closed. */
public final class Running implements AutoCloseable {
    private final ServletWebServerApplicationContext context;
    private final Site site;
    private final Listen listen;
    private final Claim claim;

    private Running(ServletWebServerApplicationContext context, Site site, Listen listen, Claim claim) {
        this.context = context;
        this.site = site;
        this.listen = listen;
        this.claim = claim;
    }

    /** Starts; when this returns, the server takes calls. */
    public static Running start(Settings settings, InstantSource clock, SecureRandom random, Journal journal)
            throws IOException, Unfit {
        return start(settings, Site.of(settings), clock, random, journal);
    }

    /** The same with another site than the one built in. */
    static Running start(Settings settings, Site site, InstantSource clock, SecureRandom random,
            Journal journal) throws IOException {
        return start(settings, site, Wiring.class, context -> register(context, settings, clock, random, journal));
    }

    /** Starts with wiring of the caller's: a test that takes one measure away. */
    static Running start(Settings settings, Site site, Class<? extends Wiring> wiring,
            ApplicationContextInitializer<ConfigurableApplicationContext> given) throws IOException {
        Files.createDirectories(settings.scratch());
        Claim claim = Claim.on(settings.data());
        try {
            for (Listen.Socket socket : sockets(settings.listen())) {
                StaleSocket.remove(socket.path());
            }
            return new Running(run(settings.listen(), site, wiring, given), site, settings.listen(), claim);
        } catch (IOException | RuntimeException e) {
            claim.close();
            throw e;
        }
    }

    private static ServletWebServerApplicationContext run(Listen listen, Site site, Class<? extends Wiring> wiring,
            ApplicationContextInitializer<ConfigurableApplicationContext> given) throws IOException {
        SpringApplication app = new SpringApplication(wiring);
        app.setWebApplicationType(WebApplicationType.SERVLET);
        app.setBannerMode(Banner.Mode.OFF);
        app.setLogStartupInfo(false);
        app.setRegisterShutdownHook(false);
        app.addInitializers(given);
        app.addInitializers(context -> site.register(context.getBeanFactory()));
        var context = (ServletWebServerApplicationContext) app.run();
        for (Listen.Socket socket : sockets(listen)) {
            // Whoever may reach the socket is the operator's choice by group; others never.
            Files.setPosixFilePermissions(socket.path(), PosixFilePermissions.fromString("rw-rw----"));
        }
        return context;
    }

    private static List<Listen.Socket> sockets(Listen listen) {
        return listen.all().filter(Listen.Socket.class::isInstance).map(Listen.Socket.class::cast).toList();
    }

    static void register(ConfigurableApplicationContext context, Settings settings, InstantSource clock,
            SecureRandom random, Journal journal) {
        var beans = context.getBeanFactory();
        beans.registerSingleton("settings", settings);
        beans.registerSingleton("clock", clock);
        beans.registerSingleton("random", random);
        beans.registerSingleton("journal", journal);
    }

    /** The port taken, or -1 on a unix socket. */
    public int port() {
        return listen.first() instanceof Listen.Port ? boundPort(context) : -1;
    }

    static int boundPort(ServletWebServerApplicationContext context) {
        var web = context.getWebServer();
        return web == null ? -1 : web.getPort();
    }

    /** The docket's own port, or -1 where it has none. */
    public int docketPort() {
        if (context.getWebServer() instanceof JettyWebServer jetty) {
            return Stream.of(jetty.getServer().getConnectors())
                    .filter(connector -> Door.DOCKET.name().equals(connector.getName()))
                    .filter(ServerConnector.class::isInstance).map(ServerConnector.class::cast)
                    .mapToInt(ServerConnector::getLocalPort).findFirst().orElse(-1);
        }
        return -1;
    }

    /** The panel's rosters, to know who may be let in. */
    Rosters rosters() {
        return context.getBean(Rosters.class);
    }

    /** What the operator is told at start: that there is no panel yet; or that all is well, and what of the site the roster of the day does not name. */
    List<String> greeting() {
        Rosters rosters = context.getBean(Rosters.class);
        Optional<Roster> roster = rosters.current().or(() -> rosters.chain().map(RosterChain::last))
                .map(RosterChain.Link::roster);
        if (roster.isEmpty()) {
            return List.of(Texts.get("serve.no-panel"));
        }
        List<String> greeting = new ArrayList<>(List.of(Texts.get("serve.started")));
        if (!site.isPageOf(roster.get())) {
            greeting.add(Texts.get("serve.page-unlisted"));
        }
        List<String> beside = site.formsBeside(roster.get());
        if (!beside.isEmpty()) {
            greeting.add(Texts.get("serve.forms-unlisted", String.join(" ", beside)));
        }
        return greeting;
    }

    /** Publishes now, for tests that wait for no clock. */
    void publish(LocalDate day) {
        context.getBean(Keeper.class).publish(day);
    }

    /** Adds room, for tests that need little. */
    void grow(Capacity more) throws IOException {
        context.getBean(Intake.class).grow(more);
    }

    @Override
    public void close() {
        context.close();
        claim.close();
    }
}
