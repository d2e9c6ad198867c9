package org.tresllaves.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tresllaves.vectors.Vector;

class QuestionnaireVectorTest {
    @Test
    void theGeneratorWritesTheCommittedVectors() throws IOException {
        assertThat(QuestionnaireVectors.all()).isEqualTo(Vector.all(QuestionnaireVectors.FORMAT));
        assertThat(QuestionnaireVectors.answers()).isEqualTo(Vector.all(QuestionnaireVectors.ANSWERS));
    }

    @Test
    void everyVectorHolds() throws IOException {
        Vector.all(QuestionnaireVectors.FORMAT).forEach((name, vector) -> {
            Map<String, Object> out = new LinkedHashMap<>();
            assertThat(outcome(vector, out)).as(name).isEqualTo(vector.expect());
            assertThat(out).as(name).isEqualTo(vector.out());
        });
    }

    @Test
    void everyVectorOfAnswersHolds() throws IOException {
        Vector.all(QuestionnaireVectors.ANSWERS).forEach((name, vector) -> {
            Map<String, Object> out = new LinkedHashMap<>();
            assertThat(answered(vector, out)).as(name).isEqualTo(vector.expect());
            assertThat(out).as(name).isEqualTo(vector.out());
        });
    }

    @Test
    void everyFlawHasAVector() throws IOException {
        Set<String> expected = new TreeSet<>();
        Vector.all(QuestionnaireVectors.FORMAT).values().forEach(vector -> expected.add(vector.expect()));
        Vector.all(QuestionnaireVectors.ANSWERS).values().forEach(vector -> expected.add(vector.expect()));
        for (BadQuestionnaire.Flaw flaw : BadQuestionnaire.Flaw.values()) {
            assertThat(expected).contains(flaw.name());
        }
        for (QuestionnaireAnswers.Flaw flaw : QuestionnaireAnswers.Flaw.values()) {
            assertThat(expected).contains(flaw.name());
        }
    }

    private static String outcome(Vector vector, Map<String, Object> out) {
        try {
            Questionnaires read = Questionnaires.parse(vector.bytes("pack"));
            assertThat(read.pack()).isEqualTo(vector.bytes("pack"));
            out.put("forms", read.all().stream().map(Questionnaire::id).toList());
            out.put("hashes", read.listed().stream().map(line -> line.hash().hex()).toList());
            out.put("languages", read.languages());
            return "OK";
        } catch (BadQuestionnaire e) {
            return e.flaw().name();
        }
    }

    private static String answered(Vector vector, Map<String, Object> out) {
        try {
            Questionnaire form = Questionnaires.parse(vector.bytes("pack")).all().getFirst();
            QuestionnaireAnswers answers = new QuestionnaireAnswers(form, answers(vector));
            answers.check();
            Set<String> besides = texts(vector, "besides").stream().collect(Collectors.toSet());
            out.put("lacking", answers.lacking(besides).getOrDefault("wgeid", List.of()).stream()
                    .map(element -> String.join("|", element)).toList());
            return "OK";
        } catch (Malformed e) {
            return e.flaw().name();
        } catch (BadQuestionnaire e) {
            throw new AssertionError(e);
        }
    }

    private static List<Manifest.Answer> answers(Vector vector) {
        List<String> given = texts(vector, "answers");
        List<Manifest.Answer> answers = new ArrayList<>();
        for (int i = 0; i < given.size(); i += 2) {
            answers.add(new Manifest.Answer(given.get(i), List.of(given.get(i + 1).split("\u001f", -1))));
        }
        return answers;
    }

    private static List<String> texts(Vector vector, String name) {
        return ((List<?>) vector.in().getOrDefault(name, List.of())).stream().map(String.class::cast).toList();
    }
}
