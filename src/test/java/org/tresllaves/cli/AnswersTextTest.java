package org.tresllaves.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Manifest;
import org.tresllaves.protocol.Manifest.Answer;
import org.tresllaves.protocol.Questionnaire;
import org.tresllaves.protocol.Questionnaires;

/** What a reader gets to see of a questionnaire's answers (spec: questionnaire, "Answers"). */
class AnswersTextTest {
    private static final Questionnaires FORMS = forms();
    private static final Questionnaire DETENTION = FORMS.all().stream().filter(form -> form.id().equals("detention"))
            .findFirst().orElseThrow();
    private static final List<Answer> ANSWERS = List.of(new Answer("danger", List.of("yes")),
            new Answer("victim.1.name", List.of("Inés")), new Answer("held-since", List.of("2026-11")),
            new Answer("arrest-place", List.of("Plaza Mayor", "Centro")), new Answer("warrant", List.of("none")));

    private static Questionnaires forms() {
        try {
            return Questionnaires.read(Path.of("config/questionnaires"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Manifest manifest(Optional<Manifest.Form> form, List<Answer> answers, String... consents) {
        return new Manifest(form, answers, "", "fr", Hash.of(new byte[32]), List.of(consents), Optional.empty(),
                List.of());
    }

    private static Manifest detention(List<Answer> answers, String... consents) {
        return manifest(Optional.of(new Manifest.Form("detention", FORMS.hash(DETENTION))), answers, consents);
    }

    @Test
    void questionsOptionsAndConsentsAreShownInTheReadersLanguage() {
        for (String language : List.of("es", "en", "pt", "fr")) {
            AnswersText shown = new AnswersText(Texts.of(language), Optional.of(FORMS));
            String text = shown.of(detention(ANSWERS, "share-ngo"));
            assertThat(text).as(language).startsWith(FORMS.text(language, DETENTION, "title") + "\n");
            assertThat(text).contains(FORMS.text(language, "danger") + "\n    " + FORMS.text(language, "yes") + "\n",
                    FORMS.text(language, "victim.one") + " 1: " + FORMS.text(language, "victim.name") + "\n    Inés\n",
                    FORMS.text(language, DETENTION, "arrest-place") + "\n    Plaza Mayor\n    Centro\n",
                    "    " + FORMS.text(language, DETENTION, "warrant.none") + "\n",
                    FORMS.text(language, "consent.share-ngo"));
            assertThat(shown.odd()).isZero();
        }
    }

    @Test
    void whatDoesNotFitIsMarkedAndNothingIsLeftOut() {
        AnswersText shown = new AnswersText(Texts.of("en"), Optional.of(FORMS));
        String text = shown.of(detention(List.of(new Answer("warrant", List.of("perhaps")),
                new Answer("danger", List.of("yes")), new Answer("colour", List.of("red\u001b[2J\u202e", "blue")),
                new Answer("judge-when", List.of("later"))), "share-moon"));
        assertThat(text.lines().filter(line -> line.startsWith("[does not fit the questionnaire]"))).hasSize(4);
        assertThat(text).contains("    perhaps\n", "colour\n    red", "    blue\n", "    later\n", "share-moon")
                .doesNotContain("\u001b").doesNotContain("\u202e");
        assertThat(shown.odd()).isEqualTo(4);
    }

    /** Another version of the questionnaire is another questionnaire: its texts are not put under these answers. */
    @Test
    void ofAQuestionnaireThatIsNotAtHandEverythingIsShownAsItStands() {
        Manifest other = manifest(Optional.of(new Manifest.Form("detention", Hash.of(new byte[32]))), ANSWERS,
                "figures");
        for (Optional<Questionnaires> known : List.of(Optional.of(FORMS), Optional.<Questionnaires>empty())) {
            AnswersText shown = new AnswersText(Texts.of("en"), known);
            assertThat(shown.of(other)).contains("docket open --forms", "danger\n    yes\n", "warrant\n    none\n",
                    "figures");
            assertThat(shown.odd()).isZero();
        }
    }

    @Test
    void aReportWithoutAnswersHasNone() {
        assertThat(new AnswersText(Texts.of("en"), Optional.of(FORMS)).of(manifest(Optional.empty(), List.of())))
                .isEmpty();
    }
}
