package org.tresllaves.cli;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import org.tresllaves.client.Dialer;
import org.tresllaves.client.LocalDialer;
import org.tresllaves.client.Pause;
import org.tresllaves.panel.KeyFile;
import org.tresllaves.protocol.Languages;
import org.tresllaves.protocol.WordList;

/** Everything a command reaches outside itself: the person, the clock, chance, the network, the cost of key files. */
record Run(Terminal terminal, Texts texts, InstantSource clock, SecureRandom random, Dialer dialer, Pause pause,
        KeyFile keyFiles) {
    static Run ofThisProcess(SystemTerminal terminal, String[] args, Map<String, String> environment) {
        return new Run(terminal, Texts.of(Languages.wanted(args, environment)), InstantSource.system(),
                new SecureRandom(), new LocalDialer(),
                Pause.real(), KeyFile.standard());
    }

    /** Asks whether the person means it; anything but their own "yes", accents aside, is no. The question's last value is the word to type. */
    boolean agrees(String key, Object... values) throws IOException {
        String yes = texts.text("ask.yes");
        Object[] all = Arrays.copyOf(values, values.length + 1);
        all[values.length] = yes;
        return terminal.ask(texts.text(key, all)).map(typed -> WordList.key(typed.strip()))
                .filter(WordList.key(yes)::equals).isPresent();
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
