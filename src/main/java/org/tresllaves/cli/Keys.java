package org.tresllaves.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.tresllaves.panel.KeyFile;
import org.tresllaves.panel.PersonKeys;
import org.tresllaves.protocol.Malformed;
import picocli.CommandLine.Option;

/** The options of every command that opens a key file. The passphrase is typed unseen, or read from the first line of a file. */
final class Keys {
    private static final int SHORTEST = 12;
    private static final int LONGEST = 1024;

    @Option(names = "--key", required = true, paramLabel = "${bundle:label.file}", descriptionKey = "option.key")
    Path file = Path.of("");

    @Option(names = "--passphrase-file", paramLabel = "${bundle:label.file}", descriptionKey = "option.passphrase-file")
    Optional<Path> passphraseFile = Optional.empty();

    /** Opens the key file. */
    PersonKeys open(Run run) throws Stop, IOException {
        char[] passphrase = passphrase(run, passphraseFile, "ask.passphrase");
        try {
            return open(run, passphrase);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    /** Opens the key file for work that may change it: the passphrase is kept until this is closed. */
    Unlocked unlock(Run run) throws Stop, IOException {
        char[] passphrase = passphrase(run, passphraseFile, "ask.passphrase");
        return new Unlocked(run, file, passphrase, open(run, passphrase));
    }

    private PersonKeys open(Run run, char[] passphrase) throws Stop {
        try {
            return run.keyFiles().open(Input.bytes(file, KeyFile.LENGTH), passphrase);
        } catch (Malformed e) {
            boolean wrong = e.flaw() == KeyFile.Flaw.WRONG_PASSPHRASE;
            throw wrong
                    ? new Stop(Problem.PASSPHRASE_WRONG, file)
                    : new Stop(Problem.FILE_FORMAT, file, e.flaw().name());
        }
    }

    /** A key file that is open, and can be written again under its passphrase. */
    static final class Unlocked implements AutoCloseable {
        private final Run run;
        private final Path file;
        private final char[] passphrase;
        private PersonKeys keys;

        private Unlocked(Run run, Path file, char[] passphrase, PersonKeys keys) {
            this.run = run;
            this.file = file;
            this.passphrase = passphrase;
            this.keys = keys;
        }

        PersonKeys keys() {
            return keys;
        }

        /** Writes changed keys in place of the file, whole or not at all. */
        void replace(PersonKeys changed) throws Stop, IOException {
            try (Output output = Output.replacing(file)) {
                output.stream().write(run.keyFiles().seal(changed, passphrase, run.random()));
                output.keep();
            }
            keys = changed;
        }

        @Override
        public void close() {
            Arrays.fill(passphrase, '\0');
            keys.close();
        }
    }

    /** A passphrase that exists already. The caller zeroes it. */
    static char[] passphrase(Run run, Optional<Path> file, String question) throws Stop, IOException {
        if (file.isPresent()) {
            return firstLine(file.get());
        }
        if (!run.terminal().canAsk()) {
            throw new Stop(Problem.PASSPHRASE_MISSING);
        }
        return run.terminal().askHidden(run.texts().text(question))
                .orElseThrow(() -> new Stop(Problem.PASSPHRASE_MISSING));
    }

    /** A new passphrase: long enough, and typed twice where it is typed. */
    static char[] fresh(Run run, Optional<Path> file) throws Stop, IOException {
        char[] passphrase = passphrase(run, file, "ask.passphrase.new");
        if (passphrase.length < SHORTEST) {
            throw new Stop(Problem.PASSPHRASE_SHORT, SHORTEST);
        }
        if (file.isEmpty()) {
            char[] again = passphrase(run, file, "ask.passphrase.again");
            boolean same = Arrays.equals(passphrase, again);
            Arrays.fill(again, '\0');
            if (!same) {
                throw new Stop(Problem.PASSPHRASE_DIFFERENT);
            }
        }
        return passphrase;
    }

    private static char[] firstLine(Path file) throws Stop {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST);
            int end = 0;
            while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
                end++;
            }
            CharBuffer chars = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, end));
            char[] line = new char[chars.remaining()];
            chars.get(line);
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(chars.array(), '\0');
            return line;
        } catch (java.nio.file.NoSuchFileException e) {
            throw new Stop(Problem.FILE_MISSING, file);
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new Stop(Problem.FILE_NOT_UTF8, file);
        } catch (IOException e) {
            throw new Stop(Problem.FILE_UNREADABLE, file);
        }
    }
}
