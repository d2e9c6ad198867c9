package org.tresllaves.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.SocketFactory;
import org.tresllaves.client.Address;
import org.tresllaves.client.Dialer;
import org.tresllaves.client.LocalDialer;
import org.tresllaves.client.Purpose;
import org.tresllaves.client.Server;
import org.tresllaves.client.Upload;
import org.tresllaves.client.Visit;
import org.tresllaves.crypto.BoardRecord;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.EnvelopeKeys;
import org.tresllaves.crypto.Hpke;
import org.tresllaves.crypto.Secret;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.panel.TestPanel;
import org.tresllaves.protocol.ApproveNote;
import org.tresllaves.protocol.Bucket;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.DocketNote;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.ReaderKeyNote;
import org.tresllaves.protocol.RequestNote;
import org.tresllaves.protocol.WordList;
import org.tresllaves.server.SeizedServer.Without;
import org.tresllaves.source.Addressee;
import org.tresllaves.source.CodePhrase;
import org.tresllaves.source.Composer;
import org.tresllaves.source.Draft;
import org.tresllaves.source.Receipt;
import org.tresllaves.source.SealedReport;
import org.tresllaves.source.SourceSecrets;
import org.tresllaves.tlog.PanelNote;
import org.tresllaves.tlog.Policy;
import org.tresllaves.tlog.RosterChain;

/** A day of a real server: real sources, visits and panel, all over HTTP, and all of it remembered here so that a test can look for it there. */
final class ServerDay implements AutoCloseable {
    static final String CANARY = "canary7b1fde-somebody";

    /** A report that was accepted: whose it is, and its place in the order of arrival. */
    record Arrival(int source, Eid eid) {
    }

    private final Path dir;
    private final Trial.Made made;
    private final Process process;
    private final BufferedReader answers;
    private final OutputStream commands;
    private final int port;
    private final SeededRandom random = new SeededRandom("day");
    private final Map<Integer, CodePhrase> words = new HashMap<>();
    private final Addressee panel;
    private final Path file;

    final Instant start = InstantSource.system().instant();
    final List<Arrival> arrivals = new ArrayList<>();
    final List<Integer> ports = new ArrayList<>();
    final List<byte[]> records = new ArrayList<>();
    private int bundles;

    ServerDay(Path dir, Without without, int slots) throws Exception {
        this.dir = Files.createDirectories(dir);
        long midnight = start.truncatedTo(ChronoUnit.DAYS).minus(3, ChronoUnit.DAYS).getEpochSecond();
        this.made = Trial.make(dir, midnight, InstantSource.system(), List.of(), List.of());
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), SeizedServer.class.getName(), made.data().toString(),
                made.key().toString(), without.name(), Integer.toString(slots));
        this.process = new ProcessBuilder(command).directory(dir.toFile()).redirectError(dir.resolve("said").toFile())
                .start();
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.commands = process.getOutputStream();
        this.port = Integer.parseInt(Optional.ofNullable(answers.readLine()).orElse("0"));
        RosterChain chain = made.chain();
        this.panel = Addressee.of(chain, chain.last());
        this.file = Files.writeString(dir.resolve("attachment-" + CANARY + ".txt"), "what is in it " + CANARY);
    }

    Path data() {
        return made.data();
    }

    Path said() {
        return dir.resolve("said");
    }

    void publish() throws IOException {
        commands.write('p');
        commands.flush();
        String done = answers.readLine();
        if (!"published".equals(done)) {
            throw new IOException("the server said " + done + ", " + Files.readString(said()));
        }
    }

    private Server connect() throws Address.Unusable {
        Dialer noting = (address, purpose) -> noting(new LocalDialer().sockets(address, purpose));
        return new Server(Address.parse("http://127.0.0.1:" + port), noting, Purpose.REPORT);
    }

    /** Remembers from which port each connection came. */
    private SocketFactory noting(SocketFactory inner) {
        return new SocketFactory() {
            @Override
            public Socket createSocket() throws IOException {
                Socket socket = inner.createSocket();
                sockets.add(socket);
                return socket;
            }

            @Override
            public Socket createSocket(String host, int to) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Socket createSocket(String host, int to, InetAddress local, int localPort) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Socket createSocket(InetAddress host, int to) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Socket createSocket(InetAddress host, int to, InetAddress local, int localPort) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private final List<Socket> sockets = new ArrayList<>();

    private void notePorts() {
        sockets.stream().map(Socket::getLocalPort).filter(p -> p > 0).forEach(ports::add);
        sockets.clear();
    }

    private SourceSecrets secrets(int source) {
        CodePhrase phrase = words.computeIfAbsent(source, any -> CodePhrase.generate(WordList.SPANISH, random));
        try (Secret entropy = phrase.entropy()) {
            return SourceSecrets.of(entropy, panel.panelId());
        }
    }

    /** Each source's words as it has them, one line for each. */
    List<String> phrases() {
        return words.values().stream().map(phrase -> String.join(" ", phrase.words())).toList();
    }

    List<byte[]> entropies() {
        return words.values().stream().map(phrase -> phrase.entropy().reveal()).toList();
    }

    /** A sealed report by this source. */
    void report(int source) throws Exception {
        Composer composer = new Composer(random, dir, Bucket.KIB_64);
        Draft draft = Draft.of("They did it. " + CANARY, "en").withFiles(List.of(file)).by("Name of " + CANARY);
        try (SourceSecrets secrets = secrets(source);
                Server server = connect();
                SealedReport sealed = composer.seal(draft, panel, secrets, (done, total) -> {
                })) {
            new Upload(server, wait -> {
            }, (done, total) -> {
            }).send(sealed, panel.panelId(), made.chain().last().policy().log(Policy.Origin.INTAKE));
            notePorts();
            arrivals.add(new Arrival(source, sealed.eid()));
        }
    }

    /** What a careless client would send: plain text behind the prefix, under ids that are counted for each source. */
    void unsealed(int source) throws IOException {
        byte[] id = Arrays.copyOf(new byte[]{(byte) source, (byte) arrivals.size()}, Eid.LENGTH);
        byte[] own = new SeededRandom("unsealed " + source).bytes(14);
        System.arraycopy(own, 0, id, 2, own.length);
        Eid eid = Eid.of(id);
        byte[] prefix = new Header.Prefix(panel.panelId(), panel.rosterHash(), eid, 5, 1, 2).encode();
        byte[] text = (CANARY + " of " + source + " ").repeat(3000).getBytes(StandardCharsets.US_ASCII);
        byte[] segment = Arrays.copyOf(Derive.concat(prefix, text), (int) Bucket.KIB_64.length());
        byte[] digest = Derive.sha256().digest(segment);
        String path = "/v1/upload/" + eid.hex();
        call("POST", path, Map.of(), Derive.concat(new byte[]{0}, panel.rosterHash().bytes()), 200);
        call("PUT", path + "/0", Map.of("Content-Digest",
                "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":"), segment, 204);
        call("POST", path + "/commit", Map.of(),
                Derive.concat(EnvelopeKeys.envelopeHash(List.of(Hash.of(digest))).bytes(), random.bytes(32)), 200);
        arrivals.add(new Arrival(source, eid));
    }

    /** A source comes back and looks for what is its own; returns how many reports it finds. */
    int visit(int source) throws Exception {
        try (SourceSecrets secrets = secrets(source); Server server = connect()) {
            Visit visit = Visit.fetch(server, made.chain());
            notePorts();
            return Receipt.find(secrets, visit.entries()).size();
        }
    }

    /** Calls with everything in them that a careless server would write down. */
    void strangeCalls() throws IOException {
        Map<String, String> headers = Map.of("User-Agent", CANARY, "Authorization", "Bearer " + CANARY,
                "X-Forwarded-For", CANARY, "Cookie", "a=" + CANARY, "Referer", "http://" + CANARY + "/");
        for (String path : List.of("/" + CANARY, "/v1/upload/" + CANARY, "/v1/docket?" + CANARY, "/v1/board")) {
            Raw.call(port, "GET", path, headers, Optional.empty());
            Raw.call(port, "POST", path, headers, Optional.of(CANARY.getBytes(StandardCharsets.US_ASCII)));
        }
        Raw.send(port, (CANARY + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** A person of the panel logs in. */
    Map<String, String> login(String name) throws IOException {
        byte[] who = Derive.h(Label.WHO, TestPanel.person(name).person()).bytes();
        byte[] nonce = Raw.call(port, "POST", "/v1/login", Map.of(), Optional.of(who)).body();
        byte[] signature = Ed25519.sign(TestPanel.person(name).ed25519(),
                Label.LOGIN.with(Trial.ORIGIN.getBytes(StandardCharsets.UTF_8), nonce));
        Raw.Answer in = call("PUT", "/v1/login", Map.of(), Derive.concat(who, nonce, signature), 200);
        return Map.of("Authorization", "Bearer " + Base64.getUrlEncoder().withoutPadding().encodeToString(in.body()));
    }

    private Raw.Answer call(String method, String path, Map<String, String> headers, byte[] body, int status)
            throws IOException {
        Raw.Answer answer = Raw.call(port, method, path, headers, Optional.of(body));
        if (answer.status() != status) {
            throw new IOException(method + " " + path + ": " + answer.status() + " " + answer.word());
        }
        return answer;
    }

    /** Five replies among 32 records, to reports that arrived first. */
    void replies(String name) throws IOException {
        BoardRecord.Writer writer = new BoardRecord.Writer(panel.panelId(),
                Ed25519.keyPair(TestPanel.person(name).ed25519()));
        List<byte[]> post = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            Arrival to = arrivals.get(i);
            try (SourceSecrets secrets = secrets(to.source()); Secret rs = secrets.rs(to.eid())) {
                post.add(i < 5
                        ? BoardRecord.seal(rs, writer, 0, new BoardRecord.Part(0, 1, 20_000, "answer " + CANARY))
                        : BoardRecord.dummy(random));
            }
        }
        records.addAll(post);
        call("POST", "/v1/docket/board", login(name), Derive.concat(post.toArray(byte[][]::new)), 204);
    }

    private void post(String name, DocketNote note) throws IOException {
        byte[] bytes = PanelNote.sign(note, person(name), TestPanel.person(name).ed25519()).encode();
        call("POST", "/v1/docket/note", login(name), bytes, 201);
    }

    private org.tresllaves.protocol.Roster.Person person(String name) {
        return panel.roster().people().stream().filter(p -> p.name().text().equals(name)).findFirst().orElseThrow();
    }

    /** A request for batch 0, approved by two with a bundle each. */
    void request(String reader) throws IOException {
        LocalDate today = LocalDate.ofInstant(start, ZoneOffset.UTC);
        DocketNote.Head head = head(reader);
        ReaderKeyNote key = new ReaderKeyNote(head, Hpke.keyPair(random.secret(32)).publicKey(), today.plusDays(9));
        post(reader, key);
        RequestNote request = new RequestNote(head, Compartment.REPORT, RequestNote.Reason.FIRST,
                new RequestNote.Close(start.truncatedTo(ChronoUnit.DAYS).plus(3, ChronoUnit.DAYS)), today.plusDays(9),
                java.util.HexFormat.of().formatHex(random.bytes(16)),
                List.of(new RequestNote.To(head.person(), PanelNote.hash(key))), new RequestNote.Batches(List.of(0L)));
        post(reader, request);
        for (String member : List.of("Ana", "Fito")) {
            byte[] bundle = random.bytes(100_000);
            ApproveNote approve = new ApproveNote(head(member), PanelNote.hash(request),
                    List.of(new ApproveNote.Bundle(head.person(), Derive.h(Label.BUNDLE, bundle))));
            post(member, approve);
            call("PUT", "/v1/docket/bundle/" + PanelNote.hash(approve).hex() + "/" + head.person(), login(member),
                    bundle, 204);
            bundles++;
        }
    }

    int bundles() {
        return bundles;
    }

    private DocketNote.Head head(String name) {
        return new DocketNote.Head(panel.panelId(), panel.rosterHash(), person(name).index());
    }

    Hash rosterHash() {
        return panel.rosterHash();
    }

    /** Ends the server as an operator would. */
    void stop() throws IOException, InterruptedException {
        commands.close();
        process.waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        answers.close();
        words.values().forEach(CodePhrase::close);
    }
}
