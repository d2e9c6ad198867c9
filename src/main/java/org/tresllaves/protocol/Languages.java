package org.tresllaves.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The languages that commands speak, all of them completely, and which of them somebody at a terminal wants. */
public final class Languages {
    /** Tags of BCP 47. */
    public static final List<String> ALL = List.of("es", "en", "pt", "fr");
    private static final String OPTION = "--language";

    private Languages() {
    }

    /** The one asked for with {@code --language}, else that of the environment, read in the order POSIX gives; one that is not spoken gets English. */
    public static String wanted(String[] args, Map<String, String> environment) {
        return asked(args).or(() -> ofEnvironment(environment)).filter(ALL::contains).orElse("en");
    }

    /** Before the command line is parsed, since what is wrong with it is said in this language too. */
    private static Optional<String> asked(String[] args) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith(OPTION + "=")) {
                return Optional.of(args[i].substring(OPTION.length() + 1));
            }
            if (args[i].equals(OPTION) && i + 1 < args.length) {
                return Optional.of(args[i + 1]);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ofEnvironment(Map<String, String> environment) {
        return List.of("LC_ALL", "LC_MESSAGES", "LANG").stream().map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty()).findFirst()
                .map(value -> value.substring(0, Math.min(2, value.length())));
    }
}
