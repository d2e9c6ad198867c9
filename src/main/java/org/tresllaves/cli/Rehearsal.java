package org.tresllaves.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.tresllaves.protocol.Languages;
import org.tresllaves.client.LocalDialer;
import org.tresllaves.client.Pause;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.panel.KeyFile;
import org.tresllaves.protocol.VerifierKey;
import org.tresllaves.tlog.NoteList;
import org.tresllaves.tlog.Policy;

/**
 * Goes through what most commands load, with keys and files of its own that are deleted, so that the JVM can keep it in a cache and starts faster. Run by
 * {@code tresllaves --make-start-cache} when the command is installed, never by a person's command.
 */
public final class Rehearsal {
    /** Sealed twice, a file of this size makes the JVM compile what sealing spends its time in, and so keep in the cache how that is done. */
    private static final int ENOUGH = 24 << 20;

    private final Path folder;

    private Rehearsal(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("tresllaves-");
        try {
            new Rehearsal(folder).all();
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void all() throws IOException {
        Run.ofThisProcess(new SystemTerminal(System.getenv()), new String[0], System.getenv());
        for (String language : Languages.ALL) {
            run(language, "--help");
        }
        write("pass", "rehearsal-rehearsal".getBytes(StandardCharsets.UTF_8));
        write("text", "?".getBytes(StandardCharsets.UTF_8));
        write("attached", new byte[ENOUGH]);
        for (String name : List.of("a", "b")) {
            write(name + ".card", run("es", "key", "new", "--name", name, "--out", at(name), "--passphrase-file",
                    at("pass")).getBytes(StandardCharsets.UTF_8));
        }
        write("logs", logs().getBytes(StandardCharsets.UTF_8));
        run("es", "panel", "draft", "--name", "p", "--bench", "x:2:2", "--member", "x:" + at("a.card"), "--member",
                "x:" + at("b.card"), "--logs", at("logs"), "--out", at("roster"));
        run("es", "panel", "sign", at("roster"), "--key", at("a"), "--passphrase-file", at("pass"));
        run("es", "panel", "sign", at("roster"), "--key", at("b"), "--passphrase-file", at("pass"));
        write("rosters", NoteList.encode(List.of(Files.readAllBytes(folder.resolve("roster")))));
        for (String sealed : List.of("sealed", "again")) {
            run("es", "submit", at("text"), "--file", at("attached"), "--out", at(sealed), "--rosters", at("rosters"),
                    "--panel", at("rosters"));
        }
        run("es", "verify", "--roster", at("rosters"));
        run("es", "panel", "show", "--server", "unix:" + at("nobody"));
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }

    private static String logs() {
        SecureRandom random = new SecureRandom();
        StringBuilder lines = new StringBuilder();
        for (Policy.Origin origin : Policy.Origin.values()) {
            String name = "l/" + origin.name().toLowerCase(Locale.ROOT);
            lines.append(new VerifierKey(name, VerifierKey.Type.ED25519, Ed25519.random(random).publicKey()).encode())
                    .append('\n');
        }
        return lines.toString();
    }

    /** Runs a command that nobody sees and answers its data; a command that fails ends the rehearsal, except for the way to a server that is not there. */
    private String run(String language, String... line) {
        Silent terminal = new Silent();
        Run run = new Run(terminal, Texts.of(language), InstantSource.system(), new SecureRandom(), new LocalDialer(),
                Pause.real(), KeyFile.standard());
        int exit = Tresllaves.run(line, run);
        if (exit != 0 && exit != Problem.SERVER_UNREACHABLE.exit()) {
            throw new IllegalStateException(String.join(" ", line) + ": " + exit);
        }
        return terminal.data.toString(StandardCharsets.UTF_8);
    }

    /** Nobody is there. */
    private static final class Silent implements Terminal {
        private final java.io.ByteArrayOutputStream data = new java.io.ByteArrayOutputStream();
        private final PrintStream out = new PrintStream(data, true, StandardCharsets.UTF_8);
        private final PrintStream talk = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);

        @Override
        public PrintStream out() {
            return out;
        }

        @Override
        public InputStream in() {
            return new ByteArrayInputStream(new byte[0]);
        }

        @Override
        public void say(String line) {
            talk.println(line);
        }

        @Override
        public boolean canAsk() {
            return false;
        }

        @Override
        public Optional<String> ask(String prompt) {
            return Optional.empty();
        }

        @Override
        public Optional<char[]> askHidden(String prompt) {
            return Optional.empty();
        }

        @Override
        public boolean canRedraw() {
            return false;
        }

        @Override
        public void redraw(String line) {
            say(line);
        }
    }
}
