package org.tresllaves.cli;

import org.tresllaves.protocol.Name;

/** Names as people type them. */
final class Names {
    private Names() {
    }

    /** The name a roster carries for what was typed with this option. */
    static Name read(String option, String typed) throws Stop {
        try {
            return Name.ofText(typed);
        } catch (IllegalArgumentException e) {
            throw new Stop(Problem.USAGE_VALUE, option, Letters.tameLine(typed));
        }
    }
}
