package org.tresllaves.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Manifest;

/**
 * A report before it is sealed. Nothing in it is checked yet: {@link Composer} does.
 *
 * @param excluded indices of the people who must not read it
 * @param earlier an earlier report of the source; empty unless it asks for the two to be connected
 */
public record Draft(Optional<Manifest.Form> form, List<Manifest.Answer> answers, String text, String language,
        List<Path> files, Optional<String> identity, Set<Integer> excluded, SortedSet<String> consent,
        Optional<Eid> earlier) {
    public Draft {
        answers = List.copyOf(answers);
        files = List.copyOf(files);
        excluded = Set.copyOf(excluded);
        consent = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(consent));
    }

    /** Free text alone. */
    public static Draft of(String text, String language) {
        return new Draft(Optional.empty(), List.of(), text, language, List.of(), Optional.empty(), Set.of(),
                new TreeSet<>(), Optional.empty());
    }

    public Draft answering(Manifest.Form form, List<Manifest.Answer> answers) {
        return new Draft(Optional.of(form), answers, text, language, files, identity, excluded, consent, earlier);
    }

    public Draft withFiles(List<Path> files) {
        return new Draft(form, answers, text, language, files, identity, excluded, consent, earlier);
    }

    public Draft by(String identity) {
        return new Draft(form, answers, text, language, files, Optional.of(identity), excluded, consent, earlier);
    }

    public Draft excluding(Set<Integer> people) {
        return new Draft(form, answers, text, language, files, identity, people, consent, earlier);
    }

    public Draft consenting(SortedSet<String> ids) {
        return new Draft(form, answers, text, language, files, identity, excluded, ids, earlier);
    }

    /** Connects the report with an earlier one, in its manifest only: the server cannot see it. */
    public Draft following(Eid report) {
        return new Draft(form, answers, text, language, files, identity, excluded, consent, Optional.of(report));
    }

    @Override
    public String toString() {
        return "(draft)";
    }
}
