package org.tresllaves.cli;

import java.util.Locale;

/** One word out of a fixed few, typed in lower case. */
final class Choice {
    private Choice() {
    }

    static <E extends Enum<E>> E of(String option, String typed, Class<E> choices) throws Stop {
        for (E choice : choices.getEnumConstants()) {
            if (choice.name().toLowerCase(Locale.ROOT).equals(typed)) {
                return choice;
            }
        }
        throw new Stop(Problem.USAGE_VALUE, option, Letters.tameLine(typed));
    }
}
