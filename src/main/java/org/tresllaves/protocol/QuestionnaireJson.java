package org.tresllaves.protocol;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.tresllaves.protocol.BadQuestionnaire.Flaw;
import org.tresllaves.protocol.Questionnaire.Advice;
import org.tresllaves.protocol.Questionnaire.Condition;
import org.tresllaves.protocol.Questionnaire.Field;
import org.tresllaves.protocol.Questionnaire.Type;

/** The parts that core.json and a questionnaire's file share: keys, ids, conditions, fields, each checked by itself with its line at hand. */
final class QuestionnaireJson {
    static final int MAX_FIELDS = 128;
    private static final int MAX_ADVICE = 16;
    private static final int MAX_VERSION = 65_535;
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,23}");
    private static final Set<String> RESERVED = Set.of("about", "advice", "consent", "direction", "files", "help",
            "identity", "language", "mechanism", "no", "one", "section", "story", "title", "unsure", "why", "yes");

    private final String file;

    QuestionnaireJson(String file) {
        this.file = file;
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches() && !RESERVED.contains(text);
    }

    BadQuestionnaire bad(JsonNode at, Flaw flaw, String what) {
        return new BadQuestionnaire(file, at.line(), flaw, what);
    }

    /** An object with all of these keys, perhaps those, and no other. */
    JsonNode.Obj object(JsonNode node, List<String> keys, List<String> optional) throws BadQuestionnaire {
        JsonNode.Obj object = entries(node);
        for (var entry : object.entries().entrySet()) {
            if (!keys.contains(entry.getKey()) && !optional.contains(entry.getKey())) {
                throw bad(entry.getValue(), Flaw.KEY, entry.getKey());
            }
        }
        Set<String> missing = new TreeSet<>(keys);
        missing.removeAll(object.entries().keySet());
        if (!missing.isEmpty()) {
            throw new BadQuestionnaire(file, object.end(), Flaw.KEY, String.join(" ", missing));
        }
        return object;
    }

    JsonNode.Obj entries(JsonNode node) throws BadQuestionnaire {
        if (node instanceof JsonNode.Obj object) {
            return object;
        }
        throw bad(node, Flaw.TYPE, "");
    }

    JsonNode of(JsonNode.Obj object, String key) {
        return java.util.Objects.requireNonNull(object.entries().get(key), key);
    }

    List<JsonNode> list(JsonNode node, int min, int max) throws BadQuestionnaire {
        if (!(node instanceof JsonNode.Arr array)) {
            throw bad(node, Flaw.TYPE, "");
        }
        if (array.items().size() < min || array.items().size() > max) {
            throw bad(node, Flaw.LIMIT, String.valueOf(array.items().size()));
        }
        return array.items();
    }

    String text(JsonNode node) throws BadQuestionnaire {
        if (node instanceof JsonNode.Str string) {
            return string.text();
        }
        throw bad(node, Flaw.TYPE, "");
    }

    int number(JsonNode node, int min, int max) throws BadQuestionnaire {
        if (!(node instanceof JsonNode.Num number)) {
            throw bad(node, Flaw.TYPE, "");
        }
        if (number.value() < min || number.value() > max) {
            throw bad(node, Flaw.LIMIT, String.valueOf(number.value()));
        }
        return (int) number.value();
    }

    int version(JsonNode.Obj root) throws BadQuestionnaire {
        return number(of(root, "version"), 1, MAX_VERSION);
    }

    String id(JsonNode node) throws BadQuestionnaire {
        String id = text(node);
        if (!isId(id)) {
            throw bad(node, Flaw.ID, id);
        }
        return id;
    }

    /** An id that is not among those seen, and now is. */
    String newId(JsonNode node, Set<String> seen) throws BadQuestionnaire {
        String id = id(node);
        if (!seen.add(id)) {
            throw bad(node, Flaw.SAME_ID, id);
        }
        return id;
    }

    List<String> ids(JsonNode node, int min, int max) throws BadQuestionnaire {
        List<String> ids = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode item : list(node, min, max)) {
            ids.add(newId(item, seen));
        }
        return ids;
    }

    /** Advice by itself; whether the field it asks exists is for the caller. */
    List<Advice> advice(JsonNode node, Set<String> seen) throws BadQuestionnaire {
        List<Advice> advice = new ArrayList<>();
        for (JsonNode item : list(node, 0, MAX_ADVICE)) {
            JsonNode.Obj object = object(item, List.of("id"), List.of("if"));
            advice.add(new Advice(newId(of(object, "id"), seen), condition(object)));
        }
        return advice;
    }

    private Optional<Condition> condition(JsonNode.Obj owner) throws BadQuestionnaire {
        JsonNode node = owner.entries().get("if");
        if (node == null) {
            return Optional.empty();
        }
        JsonNode.Obj object = entries(node);
        if (object.entries().size() != 1) {
            throw bad(node, Flaw.KEY, "if");
        }
        String field = object.entries().keySet().iterator().next();
        List<String> values = new ArrayList<>();
        for (JsonNode value : list(of(object, field), 1, Questionnaire.MAX_OPTIONS)) {
            values.add(text(value));
        }
        return Optional.of(new Condition(field, values));
    }

    Field field(JsonNode node, Set<String> seen, boolean core, boolean inGroup) throws BadQuestionnaire {
        Type type = type(node);
        List<String> more = switch (type) {
            case ONE, MANY -> List.of("options");
            case GROUP -> List.of("max", "fields");
            case LINE, TEXT, DATE, PLACE, NUMBER, YESNO -> List.of();
        };
        List<String> keys = new ArrayList<>(List.of("id", "type"));
        keys.addAll(more);
        boolean group = type == Type.GROUP;
        if (group && inGroup) {
            throw bad(node, Flaw.FIELD_TYPE, "group");
        }
        JsonNode.Obj object = object(node, keys, group ? List.of("if") : List.of("if", "sensitive"));
        String id = newId(of(object, "id"), seen);
        List<String> options = more.contains("options")
                ? ids(of(object, "options"), 2, Questionnaire.MAX_OPTIONS)
                : List.of();
        int max = group ? number(of(object, "max"), 2, Questionnaire.MAX_ELEMENTS) : 1;
        return new Field(id, type, sensitive(object), core, condition(object), options, max,
                group ? fields(of(object, "fields"), core) : List.of());
    }

    private List<Field> fields(JsonNode node, boolean core) throws BadQuestionnaire {
        List<Field> fields = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode item : list(node, 1, Questionnaire.MAX_ELEMENTS)) {
            fields.add(field(item, seen, core, true));
        }
        for (int i = 0; i < fields.size(); i++) {
            condition(fields.get(i).condition(), fields.subList(0, i), fields, list(node, 1, MAX_FIELDS).get(i));
        }
        return fields;
    }

    /** A condition asks a field that can be asked, for values that it has, and that stands earlier. */
    void condition(Optional<Condition> condition, List<Field> earlier, List<Field> all, JsonNode at)
            throws BadQuestionnaire {
        if (condition.isEmpty()) {
            return;
        }
        Condition asked = condition.get();
        Field field = all.stream().filter(each -> each.id().equals(asked.field())).findFirst()
                .orElseThrow(() -> bad(at, Flaw.REFERENCE, asked.field()));
        for (String value : asked.values()) {
            if (!field.choices().contains(value)) {
                throw bad(at, Flaw.REFERENCE, asked.field() + " " + value);
            }
        }
        if (!earlier.contains(field)) {
            throw bad(at, Flaw.ORDER, asked.field());
        }
    }

    private Type type(JsonNode node) throws BadQuestionnaire {
        JsonNode type = entries(node).entries().get("type");
        if (type == null) {
            throw new BadQuestionnaire(file, entries(node).end(), Flaw.KEY, "type");
        }
        String name = text(type);
        for (Type each : Type.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(name)) {
                return each;
            }
        }
        throw bad(type, Flaw.FIELD_TYPE, name);
    }

    private boolean sensitive(JsonNode.Obj object) throws BadQuestionnaire {
        JsonNode node = object.entries().get("sensitive");
        if (node == null) {
            return false;
        }
        if (node instanceof JsonNode.Bool bool) {
            return bool.value();
        }
        throw bad(node, Flaw.TYPE, "sensitive");
    }
}
