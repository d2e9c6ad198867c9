package org.tresllaves.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tresllaves.client.Address;
import org.tresllaves.client.Dialer;
import org.tresllaves.client.DocketSession;
import org.tresllaves.client.Intake;
import org.tresllaves.client.LocalDialer;
import org.tresllaves.client.Purpose;
import org.tresllaves.client.Server;
import org.tresllaves.crypto.Hpke;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.panel.KeyFile;
import org.tresllaves.panel.TestPanel;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Roster;
import org.tresllaves.protocol.Wire;
import org.tresllaves.server.Listen;
import org.tresllaves.server.Trial;
import org.tresllaves.tlog.NoteList;

/**
 * The command in this process against a real server with a clock to move: everybody of the trial's panel has a key file in {@code dir} with the passphrase
 * in the file {@code pass}, and {@code panel} holds the panel's id.
 */
final class Town implements AutoCloseable {
    static final List<String> MEMBERS = List.of("Ana", "Blas", "Caro", "Fito", "Gema");
    static final List<String> PEOPLE = List.of("Ana", "Blas", "Caro", "Fito", "Gema", "Rita", "Saul");
    private static final KeyFile CHEAP = KeyFile.insecureCost(new KeyFile.Cost(64, 1));

    private final Path dir;
    private final Trial trial;
    private final String address;
    private final SeededRandom random = new SeededRandom("town");
    private Dialer dialer = new LocalDialer();
    private String language = "en";

    /** What a command did. */
    record Done(String command, int exit, String data, String talk) {
        Done ok() {
            if (exit != 0) {
                throw new AssertionError(toString());
            }
            return this;
        }

        @Override
        public String toString() {
            return "$ " + command + " -> " + exit + "\n" + data + talk;
        }
    }

    private Town(Path dir, Trial trial, String address) {
        this.dir = dir;
        this.trial = trial;
        this.address = address;
    }

    static Town on(Path dir) throws Exception {
        Trial trial = Trial.start(dir, new Listen.Port(0));
        return new Town(dir, trial, "http://127.0.0.1:" + trial.server().port()).withKeys();
    }

    static Town onSocket(Path dir) throws Exception {
        Path socket = Files.createTempDirectory("tresllaves-").resolve("socket"); // a test's own folder may be too long for one
        return new Town(dir, Trial.start(dir, new Listen.Socket(socket)), "unix:" + socket).withKeys();
    }

    private Town withKeys() throws IOException {
        trial.grow(16, 2);
        Files.writeString(path("pass"), "a passphrase for tests\n");
        Files.writeString(path("panel"), trial.chain().panelId().hex());
        Files.write(path("rosters"), NoteList.encode(trial.chain().notes()));
        for (String name : PEOPLE) {
            Files.write(path(name + ".key"), CHEAP.seal(TestPanel.person(name), "a passphrase for tests".toCharArray(),
                    random));
        }
        return this;
    }

    Trial trial() {
        return trial;
    }

    String address() {
        return address;
    }

    Path path(String name) {
        return dir.resolve(name);
    }

    Town in(String language) {
        this.language = language;
        return this;
    }

    /** Connects in another way from now on. */
    Town by(Dialer dialer) {
        this.dialer = dialer;
        return this;
    }

    Run run(Terminal terminal) {
        return new Run(terminal, Texts.of(language), trial.clock(), random, dialer, time -> {
        }, CHEAP);
    }

    /** Runs the command with these arguments; a name of a file is meant in {@code dir} when it begins with an at sign. */
    Done run(ScriptedTerminal terminal, List<String> arguments) {
        String[] given = arguments.stream().map(this::placed).toArray(String[]::new);
        int exit = Tresllaves.run(given, run(terminal));
        return new Done("tresllaves " + String.join(" ", arguments), exit, terminal.data(), terminal.talk());
    }

    private String placed(String argument) {
        int at = argument.indexOf('@');
        return at < 0 ? argument : argument.substring(0, at) + dir.resolve(argument.substring(at + 1));
    }

    private Done run(Stream<String> arguments) {
        return run(ScriptedTerminal.nobody(""), arguments.toList());
    }

    Done people(String... arguments) {
        return run(Stream.of(arguments));
    }

    /** A command that talks to the server about this panel. */
    Done at(String... arguments) {
        return at(ScriptedTerminal.nobody(""), arguments);
    }

    Done at(ScriptedTerminal terminal, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server", address, "--panel", "@panel"));
        return run(terminal, all);
    }

    /** A verb of the docket by somebody of the panel. */
    Done docket(String name, String... arguments) {
        return docket(ScriptedTerminal.nobody(""), name, arguments);
    }

    Done docket(ScriptedTerminal terminal, String name, String... arguments) {
        List<String> all = new ArrayList<>(List.of("docket"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--key", "@" + name + ".key", "--passphrase-file", "@pass"));
        return at(terminal, all.toArray(String[]::new));
    }

    /** Submits a text and keeps its words in a file. */
    Done submit(String words, String text, String... arguments) throws IOException {
        Files.writeString(path("text"), text);
        List<String> all = new ArrayList<>(List.of("submit", "@text"));
        all.addAll(List.of(arguments));
        Done done = at(all.toArray(String[]::new));
        if (done.exit() == 0) {
            String line = done.data().lines().filter(l -> l.split(" ").length == 12).findFirst().orElseThrow();
            Files.writeString(path(words), line);
        }
        return done;
    }

    /** The next batch is published. */
    void nextDay() throws Exception {
        trial.publish();
        trial.clock().forward(Duration.ofDays(1));
    }

    /** The whole window of the intake log. */
    List<Intake.Batch> window() throws Exception {
        try (Server server = new Server(Address.parse(address), new LocalDialer(), Purpose.VISIT)) {
            return Intake.fetch(server, trial.chain());
        }
    }

    /** A batch's day key, as the server has it for somebody. */
    byte[] dayKey(String name, long batch) throws Exception {
        try (Server server = new Server(Address.parse(address), new LocalDialer(), Purpose.DOCKET);
                DocketSession session = DocketSession.login(server, trial.chain(), TestPanel.person(name).ed25519())) {
            return session.sealedDayKey(batch);
        }
    }

    /** Some key, sealed as a batch's day key is. */
    byte[] sealedDayKey(String name, long batch, byte[] key) {
        Roster.Member member = trial.chain().last().roster().members().stream()
                .filter(m -> m.name().text().equals(name)).findFirst().orElseThrow();
        byte[] info = Label.DAY_KEY.with(trial.chain().panelId().bytes(), new Wire.Writer().u32(batch).toBytes());
        return Hpke.sealRandom(member.xWing(), info, key, random).bytes();
    }

    /** The arguments that ask for every batch there is: the server publishes by its own clock too. */
    String[] everyBatch() {
        return java.util.regex.Pattern.compile("(?m)^  \\p{L}+ ([0-9]+), ").matcher(docket("Rita", "list").ok().data())
                .results().flatMap(batch -> Stream.of("--batch", batch.group(1))).toArray(String[]::new);
    }

    /** Posts a request and answers its id. */
    String request(String name, String... arguments) {
        List<String> all = new ArrayList<>(List.of("request"));
        all.addAll(List.of(arguments));
        Done done = docket(name, all.toArray(String[]::new)).ok();
        return java.util.regex.Pattern.compile("\\b[0-9a-f]{16}\\b").matcher(done.data()).results().findFirst()
                .orElseThrow(() -> new AssertionError(done.toString())).group();
    }

    /** These approve and all other members but Ana refuse. */
    void answer(String request, String... approve) {
        for (String name : MEMBERS.subList(1, MEMBERS.size())) {
            if (List.of(approve).contains(name)) {
                docket(name, "approve", request).ok();
            } else {
                docket(name, "refuse", request, "--reason", "other").ok();
            }
        }
    }

    /** The folders of reports opened into this one. */
    List<Path> opened(String out) throws IOException {
        if (!Files.exists(path(out))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path(out))) {
            return files.filter(file -> Files.exists(file.resolve("manifest.json"))).toList();
        }
    }

    @Override
    public void close() {
        trial.close();
    }
}
