package org.tresllaves.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.Hpke;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.panel.Ceremony;
import org.tresllaves.panel.Ceremony.Seat;
import org.tresllaves.panel.Ceremony.Terms;
import org.tresllaves.panel.TestPanel;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.DocketNote;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.ReaderKeyNote;
import org.tresllaves.protocol.Roster;
import org.tresllaves.server.db.Database;
import org.tresllaves.server.intake.Capacity;
import org.tresllaves.server.ledger.Rosters;
import org.tresllaves.server.ledger.ServerKeys;
import org.tresllaves.server.page.Bundle;
import org.tresllaves.server.page.Forms;
import org.tresllaves.tlog.PanelNote;
import org.tresllaves.tlog.Policy;
import org.tresllaves.tlog.RosterChain;

/** A real server on loopback with a real panel of seven, a clock to move, and everybody's keys. */
public final class Trial implements AutoCloseable {
    static final String NAME = "ejemplo.example";
    static final String ORIGIN = NAME + "/docket";
    public static final List<Seat> SEATS = List.of(TestPanel.seat("Ana", "office"), TestPanel.seat("Blas", "office"),
            TestPanel.seat("Caro", "office"), TestPanel.seat("Fito", "civil"), TestPanel.seat("Gema", "civil"),
            TestPanel.reader("Rita"), TestPanel.reader("Saul"));

    private final TestClock clock = new TestClock();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final SeededRandom random = new SeededRandom("trial");
    private final RosterChain chain;
    private final Terms terms;
    private final Running server;

    private Trial(Settings settings, Site site, RosterChain chain, Terms terms) throws IOException {
        this.chain = chain;
        this.terms = terms;
        this.server = Running.start(settings, site, clock, random,
                new Journal(new PrintStream(said, true, StandardCharsets.UTF_8)));
    }

    public static Trial start(Path dir, Listen listen) throws Exception {
        return start(dir, listen, new Site(Bundle.shipped(), Forms.shipped()));
    }

    /** With a site all of which the roster names. */
    static Trial start(Path dir, Listen listen, Site site) throws Exception {
        return start(dir, listen, site, site.forms().map(Forms::listed).orElse(List.of()),
                site.page().stream().map(page -> new Roster.Listed("page", page.hash())).toList());
    }

    static Trial start(Path dir, Listen listen, Site site, List<Roster.Listed> forms, List<Roster.Listed> pages)
            throws Exception {
        return start(make(dir, TestPanel.FROM, new TestClock(), forms, pages), listen, site, Settings.PATIENCE);
    }

    /** With less patience for slow callers than a server for people has. */
    static Trial impatient(Path dir, Duration patience) throws Exception {
        return start(make(dir, TestPanel.FROM, new TestClock(), List.of(), List.of()), new Listen.Port(0),
                new Site(Bundle.shipped(), Forms.shipped()), patience);
    }

    static Trial start(Made made, Listen listen, Site site, Duration patience) throws IOException {
        Settings settings = new Settings(made.data(), made.key(), listen, Optional.empty(), Bucket.MIB_1,
                Optional.empty(), patience);
        return new Trial(settings, site, made.chain(), made.terms());
    }

    /** A directory with the keys, the schema and the panel of a server that was never started. */
    record Made(Path data, Path key, RosterChain chain, Terms terms) {
    }

    /** Makes one whose panel has sat from this midnight on. */
    static Made make(Path dir, long from, InstantSource clock, List<Roster.Listed> forms, List<Roster.Listed> pages)
            throws Exception {
        Path data = Files.createDirectories(dir.resolve("data"));
        Path key = dir.resolve("server.key");
        Terms plain = TestPanel.from(TestPanel.terms(3, TestPanel.bench("office", 2, 2, 1),
                TestPanel.bench("civil", 1, 1, 0)), from);
        try (ServerKeys keys = ServerKeys.create(key, NAME, new SeededRandom("server"));
                Database database = Database.open(data)) {
            List<String> policy = new ArrayList<>();
            for (Policy.Origin origin : Policy.Origin.values()) {
                policy.add("log " + keys.log(origin).vkey().encode());
            }
            policy.add("quorum none");
            Terms terms = new Terms(plain.panel(), plain.valid(), plain.admin(), plain.retain(), plain.benches(),
                    policy);
            Roster roster = Ceremony.genesis(terms, SEATS, forms, pages);
            RosterChain chain = RosterChain.trustingGenesis(TestPanel.signed(roster, Optional.empty(),
                    SEATS.stream().map(seat -> seat.card().name().text()).toArray(String[]::new)).encode());
            Rosters.load(database, clock).adopt(chain.last().note().encode());
            return new Made(data, key, chain, terms);
        }
    }

    /** Where people of the roster call. */
    private int peoplePort() {
        return server.docketPort() < 0 ? server.port() : server.docketPort();
    }

    public Running server() {
        return server;
    }

    public TestClock clock() {
        return clock;
    }

    public RosterChain chain() {
        return chain;
    }

    public Terms terms() {
        return terms;
    }

    SeededRandom random() {
        return random;
    }

    String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    Roster.Person person(String name) {
        return chain.last().roster().people().stream().filter(p -> p.name().text().equals(name)).findFirst()
                .orElseThrow();
    }

    Hash who(String name) {
        return Derive.h(Label.WHO, TestPanel.person(name).person());
    }

    byte[] nonce(Hash who) throws IOException {
        return Raw.call(peoplePort(), "POST", "/v1/login", Map.of(), Optional.of(who.bytes())).body();
    }

    /** The answer to a log-in with this nonce, signed for this origin by the person of this name. */
    Raw.Answer answer(Hash who, byte[] nonce, String origin, String signer) throws IOException {
        byte[] message = Label.LOGIN.with(origin.getBytes(StandardCharsets.UTF_8), nonce);
        byte[] signature = Ed25519.sign(TestPanel.person(signer).ed25519(), message);
        return Raw.call(peoplePort(), "PUT", "/v1/login", Map.of(),
                Optional.of(Derive.concat(who.bytes(), nonce, signature)));
    }

    byte[] login(String name) throws IOException {
        Raw.Answer answer = answer(who(name), nonce(who(name)), ORIGIN, name);
        if (answer.status() != 200) {
            throw new IOException("log-in: " + answer.status());
        }
        return answer.body();
    }

    static Map<String, String> bearer(byte[] token) {
        return Map.of("Authorization", "Bearer " + Base64.getUrlEncoder().withoutPadding().encodeToString(token));
    }

    Raw.Answer get(byte[] token, String path) throws IOException {
        return Raw.call(peoplePort(), "GET", path, bearer(token), Optional.empty());
    }

    Raw.Answer send(byte[] token, String method, String path, byte[] body) throws IOException {
        return Raw.call(peoplePort(), method, path, bearer(token), Optional.of(body));
    }

    DocketNote.Head head(String name) {
        return new DocketNote.Head(chain.panelId(), chain.last().hash(), person(name).index());
    }

    byte[] signed(DocketNote note, String name) {
        return PanelNote.sign(note, person(name), TestPanel.person(name).ed25519()).encode();
    }

    ReaderKeyNote readerKey(String name) {
        return new ReaderKeyNote(head(name), Hpke.keyPair(random.secret(32)).publicKey(), today().plusDays(14));
    }

    Raw.Answer post(String name, DocketNote note) throws IOException {
        return send(login(name), "POST", "/v1/docket/note", signed(note, name));
    }

    static boolean same(byte[] one, byte[] other) {
        return Arrays.equals(one, other);
    }

    /** Makes room for so many reports of 64 KiB, and for some of 1 MiB. */
    public void grow(int small, int large) throws IOException {
        server.grow(new Capacity(small, 0, large));
    }

    public void publish() throws Exception {
        server.publish(today());
    }

    @Override
    public void close() {
        server.close();
    }
}
