package org.tresllaves.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tresllaves.protocol.BadQuestionnaire.Flaw;
import org.tresllaves.protocol.Questionnaire.Advice;
import org.tresllaves.protocol.Questionnaire.Field;

/** The texts of one file of one language: exactly the keys its structure asks for (spec: questionnaire, "Texts"). */
final class QuestionnaireTexts {
    private static final int SHORT = 160;
    private static final int LONG = 600;

    private final Set<String> keys = new TreeSet<>();
    private final Set<String> optional = new TreeSet<>();

    private QuestionnaireTexts() {
    }

    /** A file as it was read: its texts, and the line of its closing brace, where what is missing is told. */
    record Read(String file, int end, Map<String, String> texts) {
    }

    static QuestionnaireTexts of(QuestionnaireCore core) {
        QuestionnaireTexts texts = new QuestionnaireTexts();
        texts.keys.addAll(List.of("language", "direction", "yes", "no", "unsure", "story", "identity", "files"));
        texts.optional.addAll(List.of("story.help", "identity.help", "files.help"));
        core.sections().forEach(id -> texts.keys.add("section." + id));
        core.consents().forEach(id -> texts.withHelp("consent." + id));
        core.mechanisms().forEach(id -> texts.withHelp("mechanism." + id));
        texts.advice(core.advice());
        core.fields().forEach(field -> texts.field("", field));
        return texts;
    }

    static QuestionnaireTexts of(Questionnaire form) {
        QuestionnaireTexts texts = new QuestionnaireTexts();
        texts.keys.addAll(List.of("title", "about"));
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

    Read parse(String file, String text) throws BadQuestionnaire {
        QuestionnaireJson in = new QuestionnaireJson(file);
        JsonNode.Obj root = in.entries(JsonNode.parse(file, text));
        Map<String, String> texts = new LinkedHashMap<>();
        for (var entry : root.entries().entrySet()) {
            String key = entry.getKey();
            if (!keys.contains(key) && !optional.contains(key)) {
                throw in.bad(entry.getValue(), Flaw.TEXT_UNKNOWN, key);
            }
            String value = in.text(entry.getValue());
            if (!isText(key, value)) {
                throw in.bad(entry.getValue(), Flaw.TEXT, key);
            }
            texts.put(key, value);
        }
        missing(keys, texts, file, root.end());
        return new Read(file, root.end(), texts);
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
