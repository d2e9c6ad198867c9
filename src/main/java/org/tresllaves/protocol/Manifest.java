package org.tresllaves.protocol;

import java.util.List;
import java.util.Optional;

/**
 * What a report says (spec: manifest): the answers, the free text, the secret its replies are found by, and a list of its files. Every instance
 * satisfies every limit; its bytes are the one JSON text that {@link #encode} writes. {@code rs} is secret: a manifest does not print.
 *
 * @param rs 32 bytes from which the tags and keys of replies derive
 * @param consent ids of what the source agreed to, ascending, no duplicates
 * @param earlier an earlier report the source itself connects this one with
 */
public record Manifest(Optional<Form> form, List<Answer> answers, String text, String language, Hash rs,
        List<String> consent, Optional<Eid> earlier, List<Attachment> files) {
    /** Longest encoding, in bytes. */
    public static final int MAX = 64 * 1024;
    public static final int MAX_FILES = 64;
    public static final int MAX_ANSWERS = 256;
    public static final int MAX_VALUES = 64;
    public static final int MAX_CONSENTS = 16;

    /** What can be wrong with a manifest, in the order in which it is looked at. */
    public enum Flaw implements org.tresllaves.protocol.Flaw {
        TOO_LONG, BOM, UTF8, JSON, KEY, TYPE, BASE64, SURROGATE, FORM, ANSWERS, TEXT, LANGUAGE, CONSENT, FILES, FILE_NAME, FILE_TYPE, FILE_SIZE, NOT_CANONICAL
    }

    /** A questionnaire the roster lists: its id and its hash. */
    public record Form(String id, Hash hash) {
    }

    /** The values given for one question. */
    public record Answer(String id, List<String> values) {
        public Answer {
            values = List.copyOf(values);
        }
    }

    /**
     * One file.
     *
     * @param hash H("file" | SHA-256 of each of its 1 MiB pieces, the last one shorter)
     */
    public record Attachment(String name, String type, long size, Hash hash) {
    }

    public Manifest {
        answers = List.copyOf(answers);
        consent = List.copyOf(consent);
        files = List.copyOf(files);
    }

    /** Parses exactly one manifest. */
    public static Manifest parse(byte[] bytes) throws Malformed {
        return ManifestJson.parse(bytes);
    }

    /** Checks every limit: what somebody who composes one calls before encoding it. */
    public void check() throws Malformed {
        ManifestRules.check(this);
        if (encode().length > MAX) {
            throw new Malformed(Flaw.TOO_LONG);
        }
    }

    /** The bytes {@link #parse} reads. */
    public byte[] encode() {
        return ManifestJson.encode(this);
    }

    /** Whether a file can be listed under this name. */
    public static boolean isFileName(String name) {
        return ManifestRules.isFileName(name);
    }

    /** Whether this is a media type a manifest can carry. */
    public static boolean isFileType(String type) {
        return ManifestRules.isType(type);
    }

    /** How many bytes its files have together. */
    public long filesLength() {
        return files.stream().mapToLong(Attachment::size).sum();
    }

    @Override
    public String toString() {
        return "(manifest)";
    }
}
