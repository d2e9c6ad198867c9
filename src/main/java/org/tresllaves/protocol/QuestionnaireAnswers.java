package org.tresllaves.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.tresllaves.protocol.Manifest.Answer;
import org.tresllaves.protocol.Questionnaire.Condition;
import org.tresllaves.protocol.Questionnaire.Field;
import org.tresllaves.protocol.Questionnaire.Type;

/** The answers of one manifest held against the questionnaire they belong to (spec: questionnaire, "Answers"): do they fit, and what is lacking. */
public final class QuestionnaireAnswers {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]?");

    /** What can be wrong, in the order in which each answer is looked at. */
    public enum Flaw implements org.tresllaves.protocol.Flaw {
        UNKNOWN, ORDER, GAP, HIDDEN, VALUES
    }

    private final Questionnaire form;
    private final List<Field> fields;
    private final List<Answer> answers;
    private final Map<String, List<String>> given = new HashMap<>();

    /** The answers as they stand in a manifest, whatever they are. */
    public QuestionnaireAnswers(Questionnaire form, List<Answer> answers) {
        this.form = form;
        this.fields = form.fields().toList();
        this.answers = List.copyOf(answers);
        answers.forEach(answer -> given.put(answer.id(), answer.values()));
    }

    /** Where an answer belongs. */
    private record Place(int index, int element, int inner, Field top, Field field) {
        Asked asked() {
            return new Asked(field, Optional.of(top).filter(group -> group.type() == Type.GROUP), element);
        }

        boolean isAfter(Place other) {
            return index != other.index
                    ? index > other.index
                    : element != other.element ? element > other.element : inner > other.inner;
        }
    }

    /**
     * One answer held against the questionnaire.
     *
     * @param asked what it answers; empty where nothing asks it
     * @param flaw the first thing that is wrong with it
     */
    public record Held(Answer answer, Optional<Asked> asked, Optional<Flaw> flaw) {
    }

    /**
     * A question.
     *
     * @param group the group it stands in, if it stands in one
     * @param element which element of the group, from 1; 0 outside groups
     */
    public record Asked(Field field, Optional<Field> group, int element) {
    }

    /** Checks answer by answer; the first violation is told. */
    public void check() throws Malformed {
        for (Held one : held()) {
            if (one.flaw().isPresent()) {
                throw new Malformed(one.flaw().get());
            }
        }
    }

    /** Every answer, in the order of the manifest, whatever is wrong with those before it. Whether one is shown is judged by all answers, later ones included. */
    public List<Held> held() {
        List<Held> held = new ArrayList<>();
        Optional<Place> last = Optional.empty();
        Set<String> elements = new HashSet<>();
        for (Answer answer : answers) {
            Optional<Place> place = place(answer.id());
            held.add(new Held(answer, place.map(Place::asked), flaw(answer, place, last, elements)));
            place.ifPresent(there -> elements.add(there.top.id() + "." + there.element));
            last = place.isPresent() ? place : last;
        }
        return held;
    }

    private Optional<Flaw> flaw(Answer answer, Optional<Place> found, Optional<Place> last, Set<String> elements) {
        if (found.isEmpty()) {
            return Optional.of(Flaw.UNKNOWN);
        }
        Place place = found.get();
        if (last.isPresent() && !place.isAfter(last.get())) {
            return Optional.of(Flaw.ORDER);
        }
        if (place.element > 1 && !elements.contains(place.top.id() + "." + (place.element - 1))) {
            return Optional.of(Flaw.GAP);
        }
        if (!isShown(place)) {
            return Optional.of(Flaw.HIDDEN);
        }
        return QuestionnaireValues.fit(place.field, answer.values()) ? Optional.empty() : Optional.of(Flaw.VALUES);
    }

    /**
     * Per mechanism what a finished report lacks, also where that is nothing: elements, each a list of alternatives. It tells; it never holds a
     * report back.
     *
     * @param besides which of {@link Questionnaire#BESIDES} the report has
     */
    public Map<String, List<List<String>>> lacking(Set<String> besides) {
        Set<String> has = new HashSet<>(besides);
        given.keySet().forEach(id -> has.add(id.replaceFirst("\\.[0-9]+\\.", ".")));
        Map<String, List<List<String>>> lacking = new LinkedHashMap<>();
        form.required().forEach((mechanism, elements) -> lacking.put(mechanism,
                elements.stream().filter(element -> element.stream().noneMatch(has::contains)
                        && element.stream().anyMatch(this::isAsked)).toList()));
        return lacking;
    }

    private boolean isAsked(String alternative) {
        return form.field(alternative.split("\\.", 2)[0]).map(field -> isShown(field, fields, "")).orElse(true);
    }

    private boolean isShown(Place place) {
        boolean inGroup = place.top.type() == Type.GROUP;
        String prefix = inGroup ? place.top.id() + "." + place.element + "." : "";
        return isShown(place.top, fields, "") && (!inGroup || isShown(place.field, place.top.fields(), prefix));
    }

    private boolean isShown(Field field, List<Field> siblings, String prefix) {
        if (field.condition().isEmpty()) {
            return true;
        }
        Condition condition = field.condition().get();
        Field asked = siblings.stream().filter(each -> each.id().equals(condition.field())).findFirst().orElseThrow();
        return isShown(asked, siblings, prefix) && given.getOrDefault(prefix + asked.id(), List.of()).stream()
                .anyMatch(condition.values()::contains);
    }

    private Optional<Place> place(String id) {
        String[] parts = id.split("\\.", -1);
        for (int index = 0; index < fields.size(); index++) {
            Field top = fields.get(index);
            if (top.id().equals(parts[0])) {
                return top.type() == Type.GROUP
                        ? inner(parts, index, top)
                        : Optional.of(new Place(index, 0, 0, top, top)).filter(place -> parts.length == 1);
            }
        }
        return Optional.empty();
    }

    private static Optional<Place> inner(String[] parts, int index, Field group) {
        if (parts.length != 3 || !NUMBER.matcher(parts[1]).matches() || Integer.parseInt(parts[1]) > group.max()) {
            return Optional.empty();
        }
        List<String> ids = new ArrayList<>(group.fields().stream().map(Field::id).toList());
        int inner = ids.indexOf(parts[2]);
        return inner < 0
                ? Optional.empty()
                : Optional.of(new Place(index, Integer.parseInt(parts[1]), inner, group, group.fields().get(inner)));
    }
}
