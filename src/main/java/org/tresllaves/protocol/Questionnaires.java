package org.tresllaves.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.tresllaves.protocol.BadQuestionnaire.Flaw;

/**
 * All questionnaires of a folder in all languages (spec: questionnaire). Every instance satisfies every rule of the format. A server hands out
 * {@link #pack}, whole; a roster lists {@link #listed}; neither has anything to do with which one a source chooses.
 */
public final class Questionnaires {
    public static final int MAX = 31;
    public static final int MAX_LANGUAGES = 24;
    private static final String SHIPPED = "/page/questionnaires";

    private final QuestionnaireFiles files;
    private final QuestionnaireCore core;
    private final List<Questionnaire> all;
    private final Map<String, Map<String, String>> texts;

    private Questionnaires(QuestionnaireFiles files, QuestionnaireCore core, List<Questionnaire> all,
            Map<String, Map<String, String>> texts) {
        this.files = files;
        this.core = core;
        this.all = all;
        this.texts = texts;
    }

    /** Reads and checks a folder; the first violation is told with its file and line. */
    public static Questionnaires read(Path folder) throws BadQuestionnaire, IOException {
        return of(QuestionnaireFiles.read(folder));
    }

    /** Those this artifact was built with; empty if it was built without. */
    public static Optional<Questionnaires> shipped() throws BadQuestionnaire, IOException {
        try (InputStream pack = Questionnaires.class.getResourceAsStream(SHIPPED)) {
            return pack == null ? Optional.empty() : Optional.of(parse(pack.readAllBytes()));
        }
    }

    /** Checks what a server handed out. */
    public static Questionnaires parse(byte[] pack) throws BadQuestionnaire {
        return of(QuestionnaireFiles.parse(pack));
    }

    private static Questionnaires of(QuestionnaireFiles files) throws BadQuestionnaire {
        files.check();
        QuestionnaireCore core = QuestionnaireCore.parse(files.text(QuestionnaireCore.FILE));
        List<Questionnaire> all = new ArrayList<>();
        for (String id : files.ids()) {
            all.add(QuestionnaireFile.parse(id, files.text(id + ".json"), core));
        }
        Map<String, Map<String, String>> texts = new TreeMap<>();
        QuestionnaireFiles packed = files.structures();
        read(files, packed, QuestionnaireCore.ID, QuestionnaireTexts.of(core), texts);
        for (Questionnaire form : all) {
            read(files, packed, form.id(), QuestionnaireTexts.of(form), texts);
        }
        all.sort(Comparator.comparingInt(Questionnaire::place).thenComparing(Questionnaire::id));
        return new Questionnaires(packed, core, List.copyOf(all), texts);
    }

    private static void read(QuestionnaireFiles files, QuestionnaireFiles packed, String id, QuestionnaireTexts wanted,
            Map<String, Map<String, String>> texts) throws BadQuestionnaire {
        List<QuestionnaireTexts.Read> languages = new ArrayList<>();
        for (String language : files.languages()) {
            String file = files.texts(language, id);
            QuestionnaireTexts.Read read = files.isPacked()
                    ? wanted.unpack(file, files.text(file))
                    : wanted.parse(file, files.text(file));
            languages.add(read);
            packed.put(packed.texts(language, id), wanted.pack(read.texts()));
            texts.put(language + "/" + id, Map.copyOf(read.texts()));
        }
        QuestionnaireTexts.sameInAll(languages);
    }

    public QuestionnaireCore core() {
        return core;
    }

    /** In the order in which they are offered: by place, then id. */
    public List<Questionnaire> all() {
        return all;
    }

    /** Ascending. */
    public List<String> languages() {
        return List.copyOf(files.languages());
    }

    /** The bytes a server hands out: all of them, in all languages. */
    public byte[] pack() {
        return files.pack();
    }

    /** The one a manifest names, if it is among these to the last text. */
    public Optional<Questionnaire> named(Manifest.Form form) {
        return all.stream().filter(one -> one.id().equals(form.id()) && hash(one).equals(form.hash())).findFirst();
    }

    /** form_hash of one of them: its structure, the core, and the texts of both in every language. */
    public Hash hash(Questionnaire form) {
        return files.hash(form.id());
    }

    /** The lines of a roster that lists all of them, in the order in which they are offered. */
    public List<Roster.Listed> listed() {
        return all.stream().map(form -> new Roster.Listed(form.id(), hash(form))).toList();
    }

    /** A text of the core, by its key; a language or a key that is not there is a bug of the caller. */
    public String text(String language, String key) {
        String file = language + "/" + QuestionnaireCore.ID;
        return Objects.requireNonNull(Objects.requireNonNull(texts.get(file), file).get(key), key);
    }

    /** A text of a questionnaire, its own or, for what it takes from there, the core's. */
    public String text(String language, Questionnaire form, String key) {
        String own = language + "/" + form.id();
        Map<String, String> map = Objects.requireNonNull(texts.get(own), own);
        return map.containsKey(key) ? Objects.requireNonNull(map.get(key)) : text(language, key);
    }

    static BadQuestionnaire bad(String file, Flaw flaw) {
        return new BadQuestionnaire(file, 1, flaw, "");
    }
}
