package org.tresllaves.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tresllaves.protocol.BadQuestionnaire.Flaw;

/** What is wrong in a folder is told with its file and line, so that whoever wrote it finds it. */
class QuestionnairesTest {
    private static final Path SHIPPED = Path.of("config/questionnaires");

    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            for (Path from : files.filter(Files::isRegularFile).toList()) {
                Path to = folder.resolve(SHIPPED.relativize(from).toString());
                Files.createDirectories(to.getParent());
                Files.copy(from, to);
            }
        }
    }

    private BadQuestionnaire refused() {
        return catchThrowableOfType(BadQuestionnaire.class, () -> Questionnaires.read(folder));
    }

    /** Changes a file and answers the line on which the change stands. */
    private int change(String file, String from, UnaryOperator<String> to) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        int at = text.indexOf(from);
        assertThat(at).isPositive();
        Files.writeString(path, text.substring(0, at) + to.apply(from) + text.substring(at + from.length()));
        return (int) text.substring(0, at).lines().count();
    }

    private void assertTold(String file, int line, Flaw flaw, String what) {
        BadQuestionnaire told = refused();
        assertThat(told.file()).isEqualTo(file);
        assertThat(told.flaw()).isEqualTo(flaw);
        assertThat(told.what()).isEqualTo(what);
        assertThat(told.line()).isEqualTo(line);
    }

    @Test
    void aReferenceThatDanglesIsToldByItsLine() throws IOException {
        int line = change("torture.json", "\"asked|said\"", from -> "\"asked|sayd\"");
        assertTold("torture.json", line, Flaw.REFERENCE, "sayd");
    }

    @Test
    void anUnknownKeyIsToldByItsLine() throws IOException {
        int line = change("core.json", "{\"id\": \"hour\"", from -> "{\"mandatory\": true, \"id\": \"hour\"");
        assertTold("core.json", line, Flaw.KEY, "mandatory");
    }

    @Test
    void aTextThatIsTooLongIsToldByItsLine() throws IOException {
        int line = change("es/death.json", "\"title\": \"", from -> from + "x".repeat(160));
        assertTold("es/death.json", line, Flaw.TEXT, "title");
    }

    @Test
    void aTextThatIsMissingIsToldByTheLastLineOfItsFile() throws IOException {
        String text = Files.readString(folder.resolve("es/death.json"));
        Files.writeString(folder.resolve("es/death.json"), text.replaceFirst("\"title\": \"[^\"]*\",\n", "\n"));
        assertTold("es/death.json", (int) text.lines().count(), Flaw.TEXT_MISSING, "title");
    }

    @Test
    void brokenJsonIsToldByItsLine() throws IOException {
        int line = change("insider.json", "\"place\": 8,", from -> "\"place\": 8");
        BadQuestionnaire told = refused();
        assertThat(told.flaw()).isEqualTo(Flaw.JSON);
        assertThat(told.file()).isEqualTo("insider.json");
        assertThat(told.line()).isEqualTo(line + 1);
    }

    @Test
    void aLanguageThatLacksAFileIsToldByTheFilesName() throws IOException {
        Files.delete(folder.resolve("es/other.json"));
        assertTold("es/other.json", 1, Flaw.FILES, "");
    }

    @Test
    void aFileThatIsNoQuestionnaireIsNotPassedOver() throws IOException {
        Files.writeString(folder.resolve("core.json~"), "{}");
        assertThat(refused().flaw()).isEqualTo(Flaw.FILES);
        assertThat(refused().file()).isEqualTo("core.json~");
    }

    @Test
    void aFileTooLongIsNotReadWhole() throws IOException {
        Files.write(folder.resolve("es/core.json"), new byte[1 << 22]);
        assertThat(refused().flaw()).isEqualTo(Flaw.TOO_LONG);
    }

    /** Whatever of a questionnaire somebody alters, in whichever language, its hash is another; a neighbour's is not. */
    @Test
    void theHashCoversStructureCoreAndTextsAndNothingElse() throws Exception {
        Questionnaires shipped = Questionnaires.read(SHIPPED);
        change("es/death.json", "Lamentamos", from -> "Sentimos");
        assertOnlyDiffers(shipped, "death");
        change("death.json", "\"version\": 1", from -> "\"version\": 2");
        assertOnlyDiffers(shipped, "death");
        change("es/core.json", "Ahora mismo", from -> "Ahora");
        Questionnaires altered = Questionnaires.read(folder);
        for (int i = 0; i < shipped.all().size(); i++) {
            assertThat(altered.listed().get(i).hash()).isNotEqualTo(shipped.listed().get(i).hash());
        }
    }

    private void assertOnlyDiffers(Questionnaires shipped, String id) throws Exception {
        Questionnaires altered = Questionnaires.read(folder);
        for (int i = 0; i < shipped.all().size(); i++) {
            Roster.Listed before = shipped.listed().get(i);
            assertThat(altered.listed().get(i).hash().equals(before.hash())).as(before.id())
                    .isEqualTo(!before.id().equals(id));
        }
    }
}
