package org.tresllaves.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The questionnaires that come with the program. */
class ShippedQuestionnairesTest {
    private static final Path FOLDER = Path.of("config/questionnaires");
    /** After gzip, for each language. */
    private static final int BUDGET = 8 * 1024;

    private static Questionnaires shipped() throws IOException, BadQuestionnaire {
        return Questionnaires.read(FOLDER);
    }

    @Test
    void everyFileIsReadAndThePackIsTheSame() throws Exception {
        Questionnaires shipped = shipped();
        Questionnaires again = Questionnaires.parse(shipped.pack());
        assertThat(again.pack()).isEqualTo(shipped.pack());
        assertThat(again.listed()).isEqualTo(shipped.listed());
    }

    @Test
    void everythingTogetherStaysSmallEnoughToBeFetchedWhole() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(shipped().pack());
        }
        assertThat(out.size()).isLessThan(BUDGET * shipped().languages().size());
    }

    @Test
    void nothingOfTheCoreIsIdle() throws Exception {
        Questionnaires shipped = shipped();
        Set<String> fields = shipped.all().stream().flatMap(Questionnaire::fields).filter(Questionnaire.Field::core)
                .map(Questionnaire.Field::id).collect(Collectors.toCollection(TreeSet::new));
        assertThat(fields).isEqualTo(shipped.core().fields().stream().map(Questionnaire.Field::id)
                .collect(Collectors.toCollection(TreeSet::new)));
        Set<String> mechanisms = new TreeSet<>();
        Set<String> sections = new TreeSet<>();
        for (Questionnaire form : shipped.all()) {
            mechanisms.addAll(form.required().keySet());
            form.sections().forEach(section -> sections.add(section.id()));
        }
        assertThat(mechanisms).isEqualTo(new TreeSet<>(shipped.core().mechanisms()));
        assertThat(sections).isEqualTo(new TreeSet<>(shipped.core().sections()));
    }

    /** Whoever is in danger is told what cannot wait, in every questionnaire; everyone is asked how to be answered. */
    @Test
    void everyQuestionnaireAsksForDangerFirstAndForAWayBackLast() throws Exception {
        for (Questionnaire form : shipped().all()) {
            assertThat(form.sections().getFirst().fields().getFirst().id()).as(form.id()).isEqualTo("danger");
            assertThat(form.sections().getLast().fields().getLast().id()).as(form.id()).isEqualTo("back");
        }
    }

    @Test
    void noTextIsLeftInAnotherLanguage() throws Exception {
        Questionnaires shipped = shipped();
        Pattern latin = Pattern.compile("\\p{IsLatin}{3,}");
        for (Questionnaire form : shipped.all()) {
            List<String> titles = shipped.languages().stream().map(each -> shipped.text(each, form, "title")).toList();
            assertThat(titles).as(form.id()).doesNotHaveDuplicates();
            if (shipped.languages().contains("ar")) {
                assertThat(shipped.text("ar", form, "about")).matches(text -> !latin.matcher(text).find());
            }
        }
    }
}
