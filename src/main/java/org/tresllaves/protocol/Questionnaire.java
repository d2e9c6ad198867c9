package org.tresllaves.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One questionnaire (spec: questionnaire): what is asked, in which order and when, fields of the core among its own. Every instance satisfies every
 * rule of the format; its texts are in {@link Questionnaires}.
 *
 * @param required what a mechanism wants to find in a report: elements, each a list of alternatives, any of which will do
 */
public record Questionnaire(String id, int version, int place, List<Advice> advice, List<Section> sections,
        Map<String, List<List<String>>> required) {
    public static final int MAX_OPTIONS = 32;
    public static final int MAX_ELEMENTS = 16;

    /** What stands for the free text, the sealed identity and the files of a report among required elements. */
    public static final List<String> BESIDES = List.of("story", "identity", "files");

    /** How a field is asked and what its values are. */
    public enum Type {
        LINE, TEXT, ONE, MANY, DATE, PLACE, NUMBER, YESNO, GROUP
    }

    /** Holds when the field has one of the values. */
    public record Condition(String field, List<String> values) {
        public Condition {
            values = List.copyOf(values);
        }
    }

    /** A text shown while its condition holds, or always. */
    public record Advice(String id, Optional<Condition> condition) {
    }

    /** A heading and the fields under it. */
    public record Section(String id, List<Field> fields) {
        public Section {
            fields = List.copyOf(fields);
        }
    }

    /**
     * One question, or a group of questions that are asked up to {@code max} times.
     *
     * @param sensitive whether its texts must say why it is asked
     * @param core whether its texts are the core's
     * @param options of a choice; empty otherwise
     * @param max 1 for what is no group
     * @param fields of a group; empty otherwise
     */
    public record Field(String id, Type type, boolean sensitive, boolean core, Optional<Condition> condition,
            List<String> options, int max, List<Field> fields) {
        static final List<String> YESNO = List.of("yes", "no", "unsure");

        public Field {
            options = List.copyOf(options);
            fields = List.copyOf(fields);
        }

        /** The values a condition can ask for; empty where it cannot ask. */
        public List<String> choices() {
            return switch (type) {
                case ONE, MANY -> options;
                case YESNO -> YESNO;
                case LINE, TEXT, DATE, PLACE, NUMBER, GROUP -> List.of();
            };
        }

        /** How many answers it can have. */
        int answers() {
            return type == Type.GROUP ? max * fields.size() : 1;
        }
    }

    public Questionnaire {
        advice = List.copyOf(advice);
        sections = List.copyOf(sections);
        required = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(required));
    }

    /** All fields in the order in which they are asked. */
    public Stream<Field> fields() {
        return sections.stream().flatMap(section -> section.fields().stream());
    }

    /** The field of this id outside groups, if there is one. */
    public Optional<Field> field(String name) {
        return fields().filter(field -> field.id().equals(name)).findFirst();
    }
}
