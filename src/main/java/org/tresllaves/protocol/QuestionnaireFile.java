package org.tresllaves.protocol;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tresllaves.protocol.BadQuestionnaire.Flaw;
import org.tresllaves.protocol.Questionnaire.Advice;
import org.tresllaves.protocol.Questionnaire.Field;
import org.tresllaves.protocol.Questionnaire.Section;

/** One questionnaire's file, read over the core it refers to: afterwards no reference dangles and no question asks about a later one. */
final class QuestionnaireFile {
    private static final int MAX_PLACE = 99;
    private static final int MAX_REQUIRED = 32;
    private static final int MAX_ALTERNATIVES = 8;

    private final QuestionnaireCore core;
    private final QuestionnaireJson in;
    private final List<Field> fields = new ArrayList<>();
    private final List<JsonNode> nodes = new ArrayList<>();

    private QuestionnaireFile(QuestionnaireCore core, QuestionnaireJson in) {
        this.core = core;
        this.in = in;
    }

    static Questionnaire parse(String id, String text, QuestionnaireCore core) throws BadQuestionnaire {
        String file = id + ".json";
        return new QuestionnaireFile(core, new QuestionnaireJson(file)).read(id, JsonNode.parse(file, text));
    }

    private Questionnaire read(String id, JsonNode node) throws BadQuestionnaire {
        JsonNode.Obj root = in.object(node, List.of("version", "place", "advice", "sections", "required"), List.of());
        int version = in.version(root);
        int place = in.number(in.of(root, "place"), 1, MAX_PLACE);
        Set<String> taken = new HashSet<>();
        core.advice().forEach(each -> taken.add(each.id()));
        List<Advice> advice = in.advice(in.of(root, "advice"), taken);
        List<Section> sections = sections(in.of(root, "sections"));
        for (int i = 0; i < fields.size(); i++) {
            in.condition(fields.get(i).condition(), fields.subList(0, i), fields, nodes.get(i));
        }
        List<JsonNode> told = in.list(in.of(root, "advice"), 0, Integer.MAX_VALUE);
        for (int i = 0; i < told.size(); i++) {
            in.condition(advice.get(i).condition(), fields, fields, told.get(i));
        }
        int answers = fields.stream().mapToInt(Field::answers).sum();
        if (answers > Manifest.MAX_ANSWERS) {
            throw in.bad(in.of(root, "sections"), Flaw.ANSWERS, String.valueOf(answers));
        }
        return new Questionnaire(id, version, place, advice, sections, required(in.of(root, "required")));
    }

    private List<Section> sections(JsonNode node) throws BadQuestionnaire {
        List<Section> sections = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Set<String> asked = new HashSet<>();
        for (JsonNode item : in.list(node, 1, QuestionnaireCore.MAX_SECTIONS)) {
            JsonNode.Obj object = in.object(item, List.of("id", "fields"), List.of());
            String id = in.newId(in.of(object, "id"), seen);
            if (!core.sections().contains(id)) {
                throw in.bad(in.of(object, "id"), Flaw.REFERENCE, id);
            }
            List<Field> own = new ArrayList<>();
            for (JsonNode each : in.list(in.of(object, "fields"), 1, QuestionnaireJson.MAX_FIELDS)) {
                own.add(field(each, asked));
                nodes.add(each);
            }
            fields.addAll(own);
            sections.add(new Section(id, own));
        }
        return sections;
    }

    private Field field(JsonNode node, Set<String> asked) throws BadQuestionnaire {
        if (node instanceof JsonNode.Str) {
            String id = in.newId(node, asked);
            return core.field(id).orElseThrow(() -> in.bad(node, Flaw.REFERENCE, id));
        }
        Field field = in.field(node, asked, false, false);
        if (core.field(field.id()).isPresent()) {
            throw in.bad(node, Flaw.SAME_ID, field.id());
        }
        return field;
    }

    private Map<String, List<List<String>>> required(JsonNode node) throws BadQuestionnaire {
        Map<String, List<List<String>>> required = new LinkedHashMap<>();
        for (var entry : in.entries(node).entries().entrySet()) {
            if (!core.mechanisms().contains(entry.getKey())) {
                throw in.bad(entry.getValue(), Flaw.REFERENCE, entry.getKey());
            }
            List<List<String>> elements = new ArrayList<>();
            for (JsonNode item : in.list(entry.getValue(), 1, MAX_REQUIRED)) {
                elements.add(element(item));
            }
            required.put(entry.getKey(), elements);
        }
        return required;
    }

    private List<String> element(JsonNode node) throws BadQuestionnaire {
        List<String> alternatives = List.of(in.text(node).split("\\|", -1));
        if (alternatives.size() > MAX_ALTERNATIVES) {
            throw in.bad(node, Flaw.LIMIT, String.valueOf(alternatives.size()));
        }
        for (String alternative : alternatives) {
            if (!exists(alternative)) {
                throw in.bad(node, Flaw.REFERENCE, alternative);
            }
        }
        return alternatives;
    }

    private boolean exists(String alternative) {
        return Questionnaire.BESIDES.contains(alternative) || fields.stream().anyMatch(field -> field.fields().isEmpty()
                ? field.id().equals(alternative)
                : field.fields().stream().anyMatch(sub -> alternative.equals(field.id() + "." + sub.id())));
    }
}
