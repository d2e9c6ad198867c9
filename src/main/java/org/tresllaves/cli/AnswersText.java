package org.tresllaves.cli;

import java.util.List;
import java.util.Optional;
import org.tresllaves.protocol.Manifest;
import org.tresllaves.protocol.Questionnaire;
import org.tresllaves.protocol.Questionnaire.Field;
import org.tresllaves.protocol.Questionnaire.Type;
import org.tresllaves.protocol.QuestionnaireAnswers;
import org.tresllaves.protocol.QuestionnaireAnswers.Asked;
import org.tresllaves.protocol.QuestionnaireAnswers.Held;
import org.tresllaves.protocol.Questionnaires;

/**
 * What a source answered, in the reader's language where the questionnaire is at hand, and as it stands in the manifest where not. Anybody can write a
 * manifest: what does not fit the questionnaire is marked, and nothing is left out.
 */
final class AnswersText {
    private static final String INDENT = "    ";

    private final Texts texts;
    private final Optional<Questionnaires> forms;
    private final StringBuilder out = new StringBuilder();
    private int odd;

    AnswersText(Texts texts, Optional<Questionnaires> forms) {
        this.texts = texts;
        this.forms = forms;
    }

    /** How many answers were marked. */
    int odd() {
        return odd;
    }

    /** The whole text; empty where nothing was asked and nothing agreed to. */
    String of(Manifest manifest) {
        Optional<Questionnaire> form = manifest.form().flatMap(named -> forms.flatMap(all -> all.named(named)));
        if (form.isPresent()) {
            known(forms.orElseThrow(), form.get(), manifest);
        } else {
            manifest.form()
                    .ifPresent(named -> line(texts.text("answers.form-unknown", named.id(), named.hash().hex())));
            manifest.answers().forEach(answer -> entry(answer.id(), answer.values(), manifest.form().isEmpty()));
            manifest.consent().forEach(consent -> line(texts.text("answers.consent", consent)));
        }
        return out.toString();
    }

    private void known(Questionnaires all, Questionnaire form, Manifest manifest) {
        Wording wording = new Wording(all, form, language(all, manifest));
        line(wording.text("title"));
        line("");
        for (Held held : new QuestionnaireAnswers(form, manifest.answers()).held()) {
            String question = held.asked().map(wording::question).orElse(held.answer().id());
            List<String> values = held.flaw().isEmpty() && held.asked().isPresent()
                    ? held.answer().values().stream().map(value -> wording.value(held.asked().get(), value)).toList()
                    : held.answer().values();
            entry(question, values, held.flaw().isPresent());
        }
        for (String consent : manifest.consent()) {
            boolean offered = all.core().consents().contains(consent);
            line(texts.text("answers.consent", offered ? wording.text("consent." + consent) : consent));
        }
    }

    /** The reader's own if the questionnaire speaks it, else the source's, else any. */
    private String language(Questionnaires all, Manifest manifest) {
        return List.of(texts.locale().getLanguage(), manifest.language()).stream().filter(all.languages()::contains)
                .findFirst().orElse(all.languages().getFirst());
    }

    private void entry(String question, List<String> values, boolean isOdd) {
        odd += isOdd ? 1 : 0;
        line(isOdd ? texts.text("answers.odd", question) : question);
        values.forEach(value -> value.lines().forEach(each -> line(INDENT + each)));
    }

    private void line(String line) {
        out.append(Letters.tame(line)).append('\n');
    }

    /** The texts of one questionnaire in one language. */
    private record Wording(Questionnaires all, Questionnaire form, String language) {
        String text(String key) {
            return all.text(language, form, key);
        }

        String question(Asked asked) {
            return asked.group().map(group -> text(group.id() + ".one") + " " + asked.element() + ": ").orElse("")
                    + text(key(asked));
        }

        String value(Asked asked, String value) {
            Field field = asked.field();
            if (field.type() == Type.YESNO) {
                return text(value);
            }
            return field.options().contains(value) ? text(key(asked) + "." + value) : value;
        }

        private static String key(Asked asked) {
            return asked.group().map(group -> group.id() + ".").orElse("") + asked.field().id();
        }
    }
}
