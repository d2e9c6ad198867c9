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
        byte[] bytes = Input.bytes(file, KeyFile.LENGTH);
        char[] passphrase = passphrase(run, passphraseFile, "ask.passphrase");
        try {
            return run.keyFiles().open(bytes, passphrase);
        } catch (Malformed e) {
            boolean wrong = e.flaw() == KeyFile.Flaw.WRONG_PASSPHRASE;
            throw wrong
                    ? new Stop(Problem.PASSPHRASE_WRONG, file)
                    : new Stop(Problem.FILE_FORMAT, file, e.flaw().name());
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    /** Writes changed keys in place of the file, under the same passphrase, which is asked for once more only if it was typed. */
    void replace(Run run, PersonKeys changed, char[] passphrase) throws Stop, IOException {
        try (Output output = Output.replacing(file)) {
            output.stream().write(run.keyFiles().seal(changed, passphrase, run.random()));
            output.keep();
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
