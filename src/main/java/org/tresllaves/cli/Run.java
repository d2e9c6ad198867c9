package org.tresllaves.cli;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.tresllaves.client.Dialer;
import org.tresllaves.client.LocalDialer;
import org.tresllaves.client.Pause;
import org.tresllaves.panel.KeyFile;

/** Everything a command reaches outside itself: the person, the clock, chance, the network, the cost of key files. */
record Run(Terminal terminal, Texts texts, InstantSource clock, SecureRandom random, Dialer dialer, Pause pause,
        KeyFile keyFiles) {
    static Run ofThisProcess(String[] args, Map<String, String> environment) {
        return new Run(new SystemTerminal(environment), Texts.choose(args, environment), InstantSource.system(),
                new SecureRandom(), new LocalDialer(),
                Pause.real(), KeyFile.standard());
    }

    /** A line of talk. */
    void say(String key, Object... values) {
        terminal.say(texts.text(key, values));
    }

    /** A line of data. */
    void print(String line) {
        terminal.out().println(line);
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
