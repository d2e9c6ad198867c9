package org.tresllaves.protocol;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.tresllaves.protocol.Manifest.Answer;
import org.tresllaves.protocol.Manifest.Attachment;
import org.tresllaves.protocol.Manifest.Flaw;

/** The limits of a manifest (spec: manifest), in the order of {@link Flaw}. */
final class ManifestRules {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}");
    private static final Pattern TYPE = Pattern
            .compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,62}/[a-z0-9][a-z0-9!#$&^_.+-]{0,62}");
    private static final int MAX_NAME = 255;
    private static final long MAX_SIZE = 1L << 30;

    private ManifestRules() {
    }

    static void check(Manifest manifest) throws Malformed {
        surrogates(manifest);
        require(manifest.form().isEmpty() || isId(manifest.form().get().id()), Flaw.FORM);
        answers(manifest);
        require(isText(manifest.text()), Flaw.TEXT);
        require(LANGUAGE.matcher(manifest.language()).matches(), Flaw.LANGUAGE);
        consent(manifest.consent());
        files(manifest.files());
    }

    /** Whether a name can stand in a manifest; also asked of files before they are taken. */
    static boolean isFileName(String name) {
        return Utf8.isWellFormed(name) && !name.isEmpty() && !name.equals(".") && !name.equals("..")
                && name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME
                && name.codePoints().noneMatch(ManifestRules::isForbiddenInName);
    }

    static boolean isType(String type) {
        return TYPE.matcher(type).matches();
    }

    private static void surrogates(Manifest manifest) throws Malformed {
        boolean good = Utf8.isWellFormed(manifest.text());
        for (Answer answer : manifest.answers()) {
            good &= answer.values().stream().allMatch(Utf8::isWellFormed);
        }
        for (Attachment file : manifest.files()) {
            good &= Utf8.isWellFormed(file.name());
        }
        require(good, Flaw.SURROGATE);
    }

    private static void answers(Manifest manifest) throws Malformed {
        List<Answer> answers = manifest.answers();
        require(answers.size() <= Manifest.MAX_ANSWERS && (answers.isEmpty() || manifest.form().isPresent()),
                Flaw.ANSWERS);
        Set<String> seen = new HashSet<>();
        for (Answer answer : answers) {
            require(isId(answer.id()) && seen.add(answer.id()) && answer.values().size() <= Manifest.MAX_VALUES
                    && answer.values().stream().allMatch(ManifestRules::isText), Flaw.ANSWERS);
        }
    }

    private static void consent(List<String> consent) throws Malformed {
        require(consent.size() <= Manifest.MAX_CONSENTS, Flaw.CONSENT);
        for (int i = 0; i < consent.size(); i++) {
            require(isId(consent.get(i)), Flaw.CONSENT);
            require(i == 0 || consent.get(i - 1).compareTo(consent.get(i)) < 0, Flaw.CONSENT);
        }
    }

    private static void files(List<Attachment> files) throws Malformed {
        require(files.size() <= Manifest.MAX_FILES, Flaw.FILES);
        Set<String> names = new HashSet<>();
        for (Attachment file : files) {
            require(isFileName(file.name()) && names.add(file.name()), Flaw.FILE_NAME);
            require(isType(file.type()), Flaw.FILE_TYPE);
            require(file.size() >= 0 && file.size() <= MAX_SIZE, Flaw.FILE_SIZE);
        }
    }

    private static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    /** No controls but tab and line feed: a report is shown on terminals too. */
    private static boolean isText(String text) {
        return text.codePoints().noneMatch(c -> isControl(c) && c != '\t' && c != '\n');
    }

    private static boolean isControl(int c) {
        return c < 0x20 || c >= 0x7f && c <= 0x9f;
    }

    /** Separators of paths and lines, controls, and what changes the direction of text. */
    private static boolean isForbiddenInName(int c) {
        return c == '/' || c == '\\' || isHidden(c);
    }

    /** Separators of lines, controls, and what changes the direction of text: what a person reading it would not see. */
    static boolean isHidden(int c) {
        return isControl(c) || c == 0x061c || c == 0x200e || c == 0x200f || c >= 0x2028 && c <= 0x202e
                || c >= 0x2066 && c <= 0x2069;
    }

    private static void require(boolean holds, Flaw flaw) throws Malformed {
        if (!holds) {
            throw new Malformed(flaw);
        }
    }
}
