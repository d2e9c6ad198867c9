package org.tresllaves.cli;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import org.tresllaves.client.LocalDialer;
import org.tresllaves.panel.KeyFile;

/** Runs of the command in this process, with cheap key files and no waiting. */
public final class Runs {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2027-03-01T12:00:00Z"));

    private Runs() {
    }

    static Run of(Terminal terminal, String language) {
        return new Run(terminal, Texts.of(language), CLOCK, new SecureRandom(), new LocalDialer(), time -> {
        }, KeyFile.insecureCost(new KeyFile.Cost(64, 1)));
    }

    /** What a run printed and how it ended, for tests of other packages. */
    public record Done(int exit, String data, String talk) {
    }

    /** A run at which nobody sits. */
    public static Done run(String language, String... args) {
        ScriptedTerminal terminal = ScriptedTerminal.nobody("");
        int exit = run(terminal, language, args);
        return new Done(exit, terminal.data(), terminal.talk());
    }

    static int run(Terminal terminal, String language, String... args) {
        return Tresllaves.run(args, of(terminal, language));
    }
}
