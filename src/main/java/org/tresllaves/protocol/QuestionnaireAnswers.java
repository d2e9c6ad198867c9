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
        boolean isAfter(Place other) {
            return index != other.index
                    ? index > other.index
                    : element != other.element ? element > other.element : inner > other.inner;
        }
    }

    /** Checks answer by answer; the first violation is told. */
    public void check() throws Malformed {
        Optional<Place> last = Optional.empty();
        Set<String> elements = new HashSet<>();
        for (Answer answer : answers) {
            Place place = place(answer.id()).orElseThrow(() -> new Malformed(Flaw.UNKNOWN));
            require(last.isEmpty() || place.isAfter(last.get()), Flaw.ORDER);
            require(place.element <= 1 || elements.contains(place.top.id() + "." + (place.element - 1)), Flaw.GAP);
            elements.add(place.top.id() + "." + place.element);
            require(isShown(place), Flaw.HIDDEN);
            require(QuestionnaireValues.fit(place.field, answer.values()), Flaw.VALUES);
            last = Optional.of(place);
        }
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

    private static void require(boolean holds, Flaw flaw) throws Malformed {
        if (!holds) {
            throw new Malformed(flaw);
        }
    }
}
