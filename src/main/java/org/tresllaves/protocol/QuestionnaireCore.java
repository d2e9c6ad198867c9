package org.tresllaves.protocol;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tresllaves.protocol.Questionnaire.Advice;
import org.tresllaves.protocol.Questionnaire.Field;

/** What questionnaires share, core.json (spec: questionnaire): so that nothing is asked, or translated, twice. */
public record QuestionnaireCore(int version, List<String> sections, List<String> consents, List<String> mechanisms,
        List<Advice> advice, List<Field> fields) {
    static final String ID = "core";
    static final String FILE = ID + ".json";
    static final int MAX_SECTIONS = 24;
    private static final int MAX_MECHANISMS = 24;

    public QuestionnaireCore {
        sections = List.copyOf(sections);
        consents = List.copyOf(consents);
        mechanisms = List.copyOf(mechanisms);
        advice = List.copyOf(advice);
        fields = List.copyOf(fields);
    }

    static QuestionnaireCore parse(String text) throws BadQuestionnaire {
        QuestionnaireJson in = new QuestionnaireJson(FILE);
        JsonNode.Obj root = in.object(JsonNode.parse(FILE, text),
                List.of("version", "sections", "consents", "mechanisms", "advice", "fields"), List.of());
        QuestionnaireCore core = new QuestionnaireCore(in.version(root),
                in.ids(in.of(root, "sections"), 0, MAX_SECTIONS),
                in.ids(in.of(root, "consents"), 0, Manifest.MAX_CONSENTS),
                in.ids(in.of(root, "mechanisms"), 0, MAX_MECHANISMS), in.advice(in.of(root, "advice"), new HashSet<>()),
                fields(in, in.of(root, "fields")));
        List<JsonNode> advice = in.list(in.of(root, "advice"), 0, Integer.MAX_VALUE);
        for (int i = 0; i < advice.size(); i++) {
            in.condition(core.advice.get(i).condition(), core.fields, core.fields, advice.get(i));
        }
        return core;
    }

    /** Fields in any order: where they stand is each questionnaire's to say. */
    private static List<Field> fields(QuestionnaireJson in, JsonNode node) throws BadQuestionnaire {
        List<Field> fields = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        List<JsonNode> items = in.list(node, 0, QuestionnaireJson.MAX_FIELDS);
        for (JsonNode item : items) {
            fields.add(in.field(item, seen, true, false));
        }
        for (int i = 0; i < items.size(); i++) {
            in.condition(fields.get(i).condition(), fields, fields, items.get(i));
        }
        return fields;
    }

    Optional<Field> field(String id) {
        return fields.stream().filter(field -> field.id().equals(id)).findFirst();
    }
}
