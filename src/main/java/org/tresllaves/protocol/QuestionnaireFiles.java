package org.tresllaves.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tresllaves.protocol.BadQuestionnaire.Flaw;

/** The files of all questionnaires by name, whatever is in them: from a folder or a pack, and the hash that covers them. */
final class QuestionnaireFiles {
    static final int MAX_FILE = 64 * 1024;
    static final int MAX_PACK = 1 << 20;
    private static final Pattern NAME = Pattern
            .compile("(?:([a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})/)?([a-z][a-z0-9-]{0,23})\\.(json|txt)");

    private final SortedMap<String, byte[]> files;
    private final boolean packed;
    private final Set<String> ids = new TreeSet<>();
    private final Set<String> languages = new TreeSet<>();

    private QuestionnaireFiles(SortedMap<String, byte[]> files, boolean packed) {
        this.files = files;
        this.packed = packed;
    }

    static QuestionnaireFiles read(Path folder) throws BadQuestionnaire, IOException {
        List<Path> found;
        try (Stream<Path> walk = Files.walk(folder, 3)) {
            found = walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
        }
        SortedMap<String, byte[]> files = new TreeMap<>();
        long total = 0;
        for (Path path : found) {
            String name = folder.relativize(path).toString().replace('\\', '/');
            if (!NAME.matcher(name).matches()) {
                throw Questionnaires.bad(name, Flaw.FILES);
            }
            try (InputStream in = Files.newInputStream(path)) {
                byte[] bytes = in.readNBytes(MAX_FILE + 1);
                total += bytes.length;
                if (bytes.length > MAX_FILE || total > MAX_PACK) {
                    throw Questionnaires.bad(name, Flaw.TOO_LONG);
                }
                files.put(name, bytes);
            }
        }
        return new QuestionnaireFiles(files, false);
    }

    static QuestionnaireFiles parse(byte[] pack) throws BadQuestionnaire {
        if (pack.length > MAX_PACK) {
            throw Questionnaires.bad("", Flaw.TOO_LONG);
        }
        SortedMap<String, byte[]> files = new TreeMap<>();
        ByteBuffer in = ByteBuffer.wrap(pack);
        while (in.hasRemaining()) {
            String name = new String(take(in, take(in, 1)[0] & 0xff), StandardCharsets.ISO_8859_1);
            boolean ascending = files.isEmpty() || files.lastKey().compareTo(name) < 0;
            if (!ascending || !NAME.matcher(name).matches()) {
                throw Questionnaires.bad("", Flaw.FILES);
            }
            long length = ByteBuffer.wrap(take(in, 4)).getInt() & 0xffffffffL;
            if (length > MAX_FILE) {
                throw Questionnaires.bad(name, Flaw.TOO_LONG);
            }
            files.put(name, take(in, (int) length));
        }
        return new QuestionnaireFiles(files, true);
    }

    private static byte[] take(ByteBuffer in, int length) throws BadQuestionnaire {
        if (length > in.remaining()) {
            throw Questionnaires.bad("", Flaw.TRUNCATED);
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** Every questionnaire in every language, the core too, and nothing else. */
    void check() throws BadQuestionnaire {
        for (String name : files.keySet()) {
            Matcher parts = matcher(name);
            if (parts.group(1) != null) {
                languages.add(parts.group(1));
            } else if (!parts.group(2).equals(QuestionnaireCore.ID)) {
                ids.add(parts.group(2));
            }
        }
        require(!ids.isEmpty() && ids.size() <= Questionnaires.MAX && !languages.isEmpty()
                && languages.size() <= Questionnaires.MAX_LANGUAGES, "");
        Set<String> wanted = new TreeSet<>();
        Stream.concat(Stream.of(QuestionnaireCore.ID), ids.stream()).forEach(id -> {
            wanted.add(id + ".json");
            languages.forEach(language -> wanted.add(texts(language, id)));
        });
        for (String name : files.keySet()) {
            require(wanted.contains(name), name);
        }
        for (String name : wanted) {
            require(files.containsKey(name), name);
        }
    }

    private static Matcher matcher(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            throw new IllegalStateException("names are checked where files are read");
        }
        return parts;
    }

    private static void require(boolean holds, String name) throws BadQuestionnaire {
        if (!holds) {
            throw Questionnaires.bad(name, Flaw.FILES);
        }
    }

    Set<String> ids() {
        return Collections.unmodifiableSet(ids);
    }

    Set<String> languages() {
        return Collections.unmodifiableSet(languages);
    }

    /** Whether texts are lines, as in a pack, or stand under their keys, as in a folder. */
    boolean isPacked() {
        return packed;
    }

    /** The name of the texts of a structure in one language. */
    String texts(String language, String id) {
        return language + "/" + id + (packed ? ".txt" : ".json");
    }

    /** The beginnings of a pack: structures as they are, texts still to be put. */
    QuestionnaireFiles structures() {
        SortedMap<String, byte[]> structures = new TreeMap<>();
        files.forEach((name, bytes) -> {
            if (name.indexOf('/') < 0) {
                structures.put(name, bytes);
            }
        });
        QuestionnaireFiles beginnings = new QuestionnaireFiles(structures, true);
        beginnings.ids.addAll(ids);
        beginnings.languages.addAll(languages);
        return beginnings;
    }

    void put(String name, String text) {
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A file's text: UTF-8 and nothing before it. */
    String text(String name) throws BadQuestionnaire {
        try {
            String text = Utf8.decode(bytes(name), Flaw.UTF8);
            if (!text.startsWith("\ufeff")) {
                return text;
            }
        } catch (Malformed e) {
            throw Questionnaires.bad(name, Flaw.UTF8);
        }
        throw Questionnaires.bad(name, Flaw.UTF8);
    }

    byte[] pack() {
        Wire.Writer out = new Wire.Writer();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            byte[] name = ascii(file.getKey());
            out.u8(name.length).bytes(name).u32(file.getValue().length).bytes(file.getValue());
        }
        return out.toBytes();
    }

    /** form_hash: H("form" | entry(core.json) | entry(ID.json) | for each language the texts of both). */
    Hash hash(String id) {
        Wire.Writer entries = new Wire.Writer();
        entry(entries, QuestionnaireCore.FILE);
        entry(entries, id + ".json");
        for (String language : languages) {
            entry(entries, texts(language, QuestionnaireCore.ID));
            entry(entries, texts(language, id));
        }
        return Hash.of(sha256().digest(Label.FORM.with(entries.toBytes())));
    }

    private void entry(Wire.Writer out, String name) {
        out.u8(name.length()).bytes(ascii(name)).bytes(sha256().digest(bytes(name)));
    }

    private byte[] bytes(String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    private static byte[] ascii(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
