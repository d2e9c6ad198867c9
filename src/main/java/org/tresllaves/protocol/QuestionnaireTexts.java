package org.tresllaves.protocol;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tresllaves.protocol.BadQuestionnaire.Flaw;
import org.tresllaves.protocol.Questionnaire.Advice;
import org.tresllaves.protocol.Questionnaire.Field;

/**
 * The texts of one structure in one language (spec: questionnaire, "Texts"): exactly the keys it asks for. People write them under their keys; in a
 * pack they are lines in the keys' order, a quarter smaller.
 */
final class QuestionnaireTexts {
    private static final int SHORT = 160;
    private static final int LONG = 600;

    private final Set<String> keys = new LinkedHashSet<>();
    private final Set<String> optional = new TreeSet<>();

    private QuestionnaireTexts() {
    }

    /** A file as it was read: its texts, and its last line, where what is missing is told. */
    record Read(String file, int end, Map<String, String> texts) {
    }

    static QuestionnaireTexts of(QuestionnaireCore core) {
        QuestionnaireTexts texts = new QuestionnaireTexts();
        texts.keys.addAll(List.of("language", "direction", "yes", "no", "unsure"));
        List.of("story", "identity", "files").forEach(texts::withHelp);
        core.sections().forEach(id -> texts.keys.add("section." + id));
        core.consents().forEach(id -> texts.withHelp("consent." + id));
        core.mechanisms().forEach(id -> texts.withHelp("mechanism." + id));
        texts.advice(core.advice());
        core.fields().forEach(field -> texts.field("", field));
        return texts;
    }

    static QuestionnaireTexts of(Questionnaire form) {
        QuestionnaireTexts texts = new QuestionnaireTexts();
        texts.keys.addAll(List.of("title", "about", "story.help"));
        texts.optional.add("story.help");
        texts.advice(form.advice());
        form.fields().filter(field -> !field.core()).forEach(field -> texts.field("", field));
        return texts;
    }

    private void advice(List<Advice> advice) {
        advice.forEach(each -> keys.add("advice." + each.id()));
    }

    private void withHelp(String key) {
        keys.add(key);
        keys.add(key + ".help");
        optional.add(key + ".help");
    }

    private void field(String prefix, Field field) {
        String key = prefix + field.id();
        withHelp(key);
        if (field.sensitive()) {
            keys.add(key + ".why");
        }
        field.options().forEach(option -> keys.add(key + "." + option));
        if (!field.fields().isEmpty()) {
            keys.add(key + ".one");
            field.fields().forEach(sub -> field(key + ".", sub));
        }
    }

    /** Reads what people write: an object from key to text. */
    Read parse(String file, String text) throws BadQuestionnaire {
        QuestionnaireJson in = new QuestionnaireJson(file);
        JsonNode.Obj root = in.entries(JsonNode.parse(file, text));
        Map<String, String> texts = new LinkedHashMap<>();
        for (var entry : root.entries().entrySet()) {
            String key = entry.getKey();
            if (!keys.contains(key)) {
                throw in.bad(entry.getValue(), Flaw.TEXT_UNKNOWN, key);
            }
            put(texts, file, entry.getValue().line(), key, in.text(entry.getValue()));
        }
        return complete(file, root.end(), texts);
    }

    /** Reads what is in a pack: a line for each key, empty where an optional one is not there. */
    Read unpack(String file, String text) throws BadQuestionnaire {
        Map<String, String> texts = new LinkedHashMap<>();
        String[] lines = text.split("\n", -1);
        int line = 0;
        for (String key : keys) {
            if (line < lines.length && !lines[line].isEmpty()) {
                put(texts, file, line + 1, key, lines[line]);
            }
            line++;
        }
        if (lines.length > keys.size() + 1 || lines.length == keys.size() + 1 && !lines[keys.size()].isEmpty()) {
            throw new BadQuestionnaire(file, keys.size() + 1, Flaw.TEXT_UNKNOWN, "");
        }
        if (lines.length <= keys.size()) {
            throw new BadQuestionnaire(file, lines.length, Flaw.TEXT_MISSING, "");
        }
        return complete(file, lines.length, texts);
    }

    /** The lines {@link #unpack} reads. */
    String pack(Map<String, String> texts) {
        StringBuilder lines = new StringBuilder();
        keys.forEach(key -> lines.append(texts.getOrDefault(key, "")).append('\n'));
        return lines.toString();
    }

    private static void put(Map<String, String> texts, String file, int line, String key, String text)
            throws BadQuestionnaire {
        if (!isText(key, text)) {
            throw new BadQuestionnaire(file, line, Flaw.TEXT, key);
        }
        texts.put(key, text);
    }

    private Read complete(String file, int end, Map<String, String> texts) throws BadQuestionnaire {
        Set<String> wanted = new LinkedHashSet<>(keys);
        wanted.removeAll(optional);
        missing(wanted, texts, file, end);
        return new Read(file, end, texts);
    }

    /** What one language has of what it need not have, all must have. */
    static void sameInAll(List<Read> languages) throws BadQuestionnaire {
        Set<String> any = new TreeSet<>();
        languages.forEach(read -> any.addAll(read.texts().keySet()));
        for (Read read : languages) {
            missing(any, read.texts(), read.file(), read.end());
        }
    }

    private static void missing(Set<String> wanted, Map<String, String> texts, String file, int end)
            throws BadQuestionnaire {
        for (String key : wanted) {
            if (!texts.containsKey(key)) {
                throw new BadQuestionnaire(file, end, Flaw.TEXT_MISSING, key);
            }
        }
    }

    private static boolean isText(String key, String text) {
        boolean isLong = key.endsWith(".help") || key.endsWith(".why") || key.startsWith("advice.")
                || key.startsWith("consent.") || key.equals("about");
        int length = text.codePointCount(0, text.length());
        return Utf8.isWellFormed(text) && length >= 1 && length <= (isLong ? LONG : SHORT) && !text.startsWith(" ")
                && !text.endsWith(" ") && text.codePoints().noneMatch(ManifestRules::isHidden)
                && (!key.equals("direction") || List.of("ltr", "rtl").contains(text));
    }
}
