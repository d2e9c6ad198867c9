package org.tresllaves.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.Secret;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Roster;
import org.tresllaves.server.access.Access;
import org.tresllaves.server.access.Challenges;
import org.tresllaves.server.access.Door;
import org.tresllaves.server.access.LoginController;
import org.tresllaves.server.access.Roll;
import org.tresllaves.server.access.Sessions;
import org.tresllaves.server.board.Board;
import org.tresllaves.server.board.BoardController;
import org.tresllaves.server.db.Database;
import org.tresllaves.server.docket.Bundles;
import org.tresllaves.server.docket.Docket;
import org.tresllaves.server.docket.DocketController;
import org.tresllaves.server.docket.Reports;
import org.tresllaves.server.intake.Intake;
import org.tresllaves.server.intake.IntakeController;
import org.tresllaves.server.intake.Keeper;
import org.tresllaves.server.intake.Limits;
import org.tresllaves.server.ledger.Batches;
import org.tresllaves.server.ledger.NoteLog;
import org.tresllaves.server.ledger.Rosters;
import org.tresllaves.server.ledger.ServerKeys;
import org.tresllaves.server.ledger.Timetable;
import org.tresllaves.server.page.Bundle;
import org.tresllaves.server.page.Forms;
import org.tresllaves.server.page.PageController;
import org.tresllaves.server.page.SealedForm;
import org.tresllaves.tlog.Policy;
import org.tresllaves.tlog.RosterChain;

/** Every object of the running server and what it is made of. No scanning, no auto-configuration: what is not written here is not there. */
@Configuration(proxyBeanMethods = false)
@EnableWebMvc
@EnableWebSecurity
@Import(Failures.class)
class Wiring {
    @Bean
    JettyServletWebServerFactory web(Settings settings) {
        return Web.factory(settings);
    }

    @Bean
    DispatcherServlet dispatcher(WebApplicationContext context) {
        return new DispatcherServlet(context);
    }

    @Bean
    ServletRegistrationBean<DispatcherServlet> dispatching(DispatcherServlet dispatcher) {
        return new ServletRegistrationBean<>(dispatcher, "/");
    }

    /** Bodies are bytes; nothing is ever turned into an object or back by the framework. */
    @Bean
    WebMvcConfigurer bytesOnly() {
        return new WebMvcConfigurer() {
            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
                converters.disableDefaults().addCustomConverter(new ByteArrayHttpMessageConverter());
            }
        };
    }

    @Bean
    DelegatingFilterProxyRegistrationBean security() {
        return new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
    }

    @Bean
    SecurityFilterChain everybodysCalls(HttpSecurity http, Sessions sessions, Roll roll, Optional<Bundle> page) {
        return Access.chain(http, Door.BOTH, sessions, roll, Statuses::refuse, open(page));
    }

    @Bean
    SecurityFilterChain sourcesCalls(HttpSecurity http, Sessions sessions, Roll roll, Optional<Bundle> page) {
        return Access.chain(http, Door.SOURCES, sessions, roll, Statuses::refuse, open(page));
    }

    @Bean
    SecurityFilterChain peoplesCalls(HttpSecurity http, Sessions sessions, Roll roll) {
        return Access.chain(http, Door.DOCKET, sessions, roll, Statuses::refuse, open(Optional.empty()));
    }

    private static Access.Open open(Optional<Bundle> page) {
        return new Access.Open(Settings.BODY_LIMIT, page.map(Bundle::paths).orElse(List.of()));
    }

    @Bean
    HttpFirewall firewall() {
        return Access.firewall();
    }

    @Bean
    RequestRejectedHandler rejected() {
        return Access.rejected(Statuses::refuse);
    }

    @Bean
    Sessions sessions(InstantSource clock, SecureRandom random) {
        return new Sessions(clock, random);
    }

    @Bean
    Roll roll(Rosters rosters) {
        return who -> rosters.current().flatMap(link -> link.roster().people().stream()
                .filter(person -> Derive.h(Label.WHO, person.ed25519()).equals(who)).findFirst())
                .map(person -> new Roll.Entry(person.ed25519(),
                        person instanceof Roster.Member ? Roll.Role.MEMBER : Roll.Role.READER));
    }

    @Bean
    Database database(Settings settings) throws IOException {
        return Database.open(settings.data());
    }

    @Bean
    ServerKeys keys(Settings settings) throws IOException {
        return ServerKeys.read(settings.key());
    }

    @Bean
    Rosters rosters(Database database, InstantSource clock) throws IOException {
        return Rosters.load(database, clock);
    }

    @Bean
    Batches batches(Database database, ServerKeys keys, SecureRandom random) throws IOException {
        return Batches.load(database, keys, random);
    }

    @Bean
    Reports reports(Batches batches, Intake intake) {
        return new LedgerReports(batches, intake);
    }

    @Bean
    NoteLog docketLog(Database database) {
        return new NoteLog(database, NoteLog.Kind.DOCKET);
    }

    @Bean
    Docket docket(Settings settings, Rosters rosters, NoteLog docketLog, Reports reports, InstantSource clock,
            SecureRandom random) throws IOException {
        return new Docket(rosters, docketLog, Bundles.open(settings.data().resolve("bundles"), random), reports, clock);
    }

    @Bean
    Board board(Database database, ServerKeys keys, Rosters rosters, NoteLog docketLog, SecureRandom random)
            throws IOException {
        return Board.load(new Board.Store(database, docketLog, keys), rosters, random);
    }

    @Bean
    BoardController boardCalls(Board board) {
        return new BoardController(board);
    }

    @Bean
    Timetable timetable(Settings settings, InstantSource clock) {
        return new Timetable(Settings.BATCH_TIME, settings.epoch(), clock);
    }

    @Bean
    Intake intake(Settings settings, Database database, ServerKeys keys, Rosters rosters, Batches batches,
            NoteLog docketLog, Timetable timetable, SecureRandom random) throws IOException {
        return Intake.open(settings.data(),
                new Intake.Parts(database, keys, rosters, batches, docketLog, timetable, random),
                Limits.upTo(settings.largest()));
    }

    @Bean
    IntakeController intakeCalls(Intake intake, Batches batches, Docket docket) {
        return new IntakeController(intake, batches, eid -> isOpened(eid, batches, docket));
    }

    @Bean
    PageController pageCalls(Optional<Bundle> page, Optional<Forms> forms, Rosters rosters) {
        return new PageController(page, forms, rosters);
    }

    @Bean
    SealedForm sealedForm(Settings settings, Intake intake) throws IOException {
        return new SealedForm(intake, Statuses::of, settings.largest().length());
    }

    private static boolean isOpened(Eid eid, Batches batches, Docket docket) {
        try {
            return batches.published().stream()
                    .filter(batch -> batch.entries().stream().anyMatch(entry -> entry.eid().equals(eid)))
                    .anyMatch(batch -> docket.isOpened(eid, batch.leaf().number()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is done when an epoch ends: reports, the board, then what is due to be erased. */
    @Bean
    Keeper keeper(Intake intake, Batches batches, Rosters rosters, Timetable timetable, Board board, Docket docket,
            Journal journal) throws IOException {
        return Keeper.start(intake, batches, rosters, timetable, List.of(board::publish, day -> docket.sweep(),
                day -> intake.eraseDue((eid, batch) -> docket.isDue(eid, batch, day))),
                journal::failed);
    }

    @Bean
    DocketController docketCalls(Docket docket, Rosters rosters, Reports reports) {
        return new DocketController(docket, rosters, reports);
    }

    @Bean
    LoginController login(Roll roll, Sessions sessions, InstantSource clock, SecureRandom random, Rosters rosters) {
        byte[] seed = new byte[32];
        random.nextBytes(seed);
        byte[] nobody = Ed25519.keyPair(Secret.taking(seed)).publicKey();
        return new LoginController(roll, new Challenges(clock, random), sessions, () -> origins(rosters), nobody);
    }

    /** What a log-in signs: the name of the docket's log, as the current roster and the last one have it. */
    private static Set<String> origins(Rosters rosters) {
        return Stream.concat(rosters.current().stream(), rosters.chain().map(RosterChain::last).stream())
                .map(link -> link.policy().log(Policy.Origin.DOCKET).name()).collect(Collectors.toSet());
    }
}
