package org.tresllaves.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tresllaves.protocol.Roster;

/** People of a roster, as somebody at a keyboard names them. */
final class People {
    private People() {
    }

    /** By number or by name; case and accents do not matter, since "Jose" is how José is typed in a hurry. */
    static Roster.Person find(Roster roster, String typed) throws Stop {
        String wanted = key(typed);
        List<Roster.Person> found = roster.people().stream()
                .filter(person -> Integer.toString(person.index()).equals(typed.strip())
                        || key(person.name().text()).equals(wanted))
                .toList();
        if (found.size() != 1) {
            throw new Stop(Problem.PERSON_UNKNOWN, Letters.tameLine(typed));
        }
        return found.getFirst();
    }

    static Set<Integer> indices(Roster roster, List<String> typed) throws Stop {
        Set<Integer> indices = new HashSet<>();
        for (String one : typed) {
            indices.add(find(roster, one).index());
        }
        return indices;
    }

    private static String key(String name) {
        return org.tresllaves.protocol.WordList.key(name.strip().replace('_', ' ').replaceAll("\\s+", " "));
    }
}
