package org.tresllaves.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.tresllaves.protocol.BadQuestionnaire;
import org.tresllaves.protocol.Questionnaires;
import org.tresllaves.protocol.Roster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code panel forms}: checks a folder of questionnaires and prints the lines by which a roster lists them. */
@Command(name = "forms")
final class PanelForms extends Verb {
    @Parameters(paramLabel = "${bundle:label.folder}", descriptionKey = "option.forms-folder")
    private Path folder = Path.of("");

    PanelForms(Run run) {
        super(run);
    }

    @Override
    void act() throws Stop {
        Questionnaires forms = read(run, folder);
        for (Roster.Listed form : forms.listed()) {
            run.print("form " + form.id() + " " + form.hash().hex());
        }
        run.say("panel.forms", forms.all().size(), String.join(", ", forms.languages()), forms.pack().length);
    }

    /** The questionnaires of a folder, or what is wrong with which line of which file. */
    static Questionnaires read(Run run, Path folder) throws Stop {
        try {
            return Questionnaires.read(folder);
        } catch (BadQuestionnaire e) {
            throw bad(run, folder, e);
        } catch (NoSuchFileException e) {
            throw new Stop(Problem.FILE_MISSING, folder);
        } catch (IOException e) {
            throw new Stop(Problem.FILE_UNREADABLE, folder);
        }
    }

    /** Those built together with this command, if any were. */
    static Optional<Questionnaires> shipped(Run run) throws Stop {
        Path folder = Path.of("questionnaires");
        try {
            return Questionnaires.shipped();
        } catch (BadQuestionnaire e) {
            throw bad(run, folder, e);
        } catch (IOException e) {
            throw new Stop(Problem.FILE_UNREADABLE, folder);
        }
    }

    private static Stop bad(Run run, Path folder, BadQuestionnaire e) {
        String reason = run.texts().text("form-flaw." + e.flaw().name(), e.what());
        return new Stop(Problem.FORM_BAD, folder.resolve(e.file()), e.line(), reason);
    }
}
