package org.tresllaves.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tresllaves.protocol.Manifest.Answer;
import org.tresllaves.protocol.Manifest.Attachment;
import org.tresllaves.protocol.Manifest.Flaw;
import org.tresllaves.protocol.Manifest.Form;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * The JSON text of a manifest (spec: manifest). Keys come in one order, each once: a missing, foreign, doubled or misplaced one is the same flaw. The
 * text is what ECMAScript's JSON.stringify writes, so whatever parses is encoded again and must give the same bytes.
 */
final class ManifestJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(4).maxDocumentLength(Manifest.MAX).build())
            .build();

    private final JsonParser in;

    private ManifestJson(JsonParser in) {
        this.in = in;
    }

    static Manifest parse(byte[] bytes) throws Malformed {
        require(bytes.length <= Manifest.MAX, Flaw.TOO_LONG);
        boolean bom = bytes.length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb
                && bytes[2] == (byte) 0xbf;
        require(!bom, Flaw.BOM);
        String text = Utf8.decode(bytes, Flaw.UTF8);
        Manifest manifest;
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            manifest = new ManifestJson(parser).read();
        } catch (JacksonException e) {
            throw new Malformed(Flaw.JSON);
        }
        ManifestRules.check(manifest);
        require(Arrays.equals(encode(manifest), bytes), Flaw.NOT_CANONICAL);
        return manifest;
    }

    private Manifest read() throws Malformed {
        next(JsonToken.START_OBJECT);
        Optional<Form> form = form();
        List<Answer> answers = answers();
        String text = string("text");
        String language = string("language");
        Hash rs = Hash.of(bytes("rs", Hash.LENGTH));
        key("consent");
        List<String> consent = strings();
        Optional<Eid> earlier = earlier();
        List<Attachment> files = files();
        end();
        require(in.nextToken() == null, Flaw.JSON);
        return new Manifest(form, answers, text, language, rs, consent, earlier, files);
    }

    private Optional<Form> form() throws Malformed {
        key("form");
        JsonToken token = in.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        require(token == JsonToken.START_OBJECT, Flaw.TYPE);
        Form form = new Form(string("id"), Hash.of(bytes("hash", Hash.LENGTH)));
        end();
        return Optional.of(form);
    }

    private List<Answer> answers() throws Malformed {
        key("answers");
        next(JsonToken.START_ARRAY);
        List<Answer> answers = new ArrayList<>();
        while (another()) {
            String id = string("id");
            key("values");
            answers.add(new Answer(id, strings()));
            end();
        }
        return answers;
    }

    private Optional<Eid> earlier() throws Malformed {
        key("earlier");
        JsonToken token = in.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        require(token == JsonToken.VALUE_STRING, Flaw.TYPE);
        return Optional.of(Eid.of(decoded(in.getString(), Eid.LENGTH)));
    }

    private List<Attachment> files() throws Malformed {
        key("files");
        next(JsonToken.START_ARRAY);
        List<Attachment> files = new ArrayList<>();
        while (another()) {
            String name = string("name");
            String type = string("type");
            long size = number("size");
            files.add(new Attachment(name, type, size, Hash.of(bytes("hash", Hash.LENGTH))));
            end();
        }
        return files;
    }

    private List<String> strings() throws Malformed {
        next(JsonToken.START_ARRAY);
        List<String> strings = new ArrayList<>();
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            require(token == JsonToken.VALUE_STRING, Flaw.TYPE);
            strings.add(in.getString());
        }
        return strings;
    }

    private boolean another() throws Malformed {
        JsonToken token = in.nextToken();
        require(token == JsonToken.END_ARRAY || token == JsonToken.START_OBJECT, Flaw.TYPE);
        return token == JsonToken.START_OBJECT;
    }

    private long number(String key) throws Malformed {
        key(key);
        next(JsonToken.VALUE_NUMBER_INT);
        String digits = in.getString();
        require(digits.length() <= 10 && digits.charAt(0) != '-', Flaw.FILE_SIZE);
        return Long.parseLong(digits);
    }

    private String string(String key) throws Malformed {
        key(key);
        next(JsonToken.VALUE_STRING);
        return in.getString();
    }

    private byte[] bytes(String key, int length) throws Malformed {
        return decoded(string(key), length);
    }

    private static byte[] decoded(String text, int length) throws Malformed {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            require(bytes.length == length && encoded(bytes).equals(text), Flaw.BASE64);
            return bytes;
        } catch (IllegalArgumentException e) {
            throw new Malformed(Flaw.BASE64);
        }
    }

    private void key(String name) throws Malformed {
        require(in.nextToken() == JsonToken.PROPERTY_NAME && in.currentName().equals(name), Flaw.KEY);
    }

    private void end() throws Malformed {
        require(in.nextToken() == JsonToken.END_OBJECT, Flaw.KEY);
    }

    private void next(JsonToken wanted) throws Malformed {
        @Nullable
        JsonToken token = in.nextToken();
        require(token == wanted, Flaw.TYPE);
    }

    private static void require(boolean holds, Flaw flaw) throws Malformed {
        if (!holds) {
            throw new Malformed(flaw);
        }
    }

    static byte[] encode(Manifest manifest) {
        StringBuilder out = new StringBuilder("{\"form\":");
        out.append(manifest.form().map(form -> "{\"id\":" + quoted(form.id()) + ",\"hash\":" + encodedHash(form.hash())
                + "}").orElse("null"));
        out.append(",\"answers\":").append(array(manifest.answers().stream().map(
                answer -> "{\"id\":" + quoted(answer.id()) + ",\"values\":" + quotedAll(answer.values()) + "}")
                .toList()));
        out.append(",\"text\":").append(quoted(manifest.text()));
        out.append(",\"language\":").append(quoted(manifest.language()));
        out.append(",\"rs\":").append(encodedHash(manifest.rs()));
        out.append(",\"consent\":").append(quotedAll(manifest.consent()));
        out.append(",\"earlier\":")
                .append(manifest.earlier().map(eid -> quoted(encoded(eid.bytes()))).orElse("null"));
        out.append(",\"files\":").append(array(manifest.files().stream().map(ManifestJson::encoded).toList()));
        return out.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String encoded(Attachment file) {
        return "{\"name\":" + quoted(file.name()) + ",\"type\":" + quoted(file.type()) + ",\"size\":" + file.size()
                + ",\"hash\":" + encodedHash(file.hash()) + "}";
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String encodedHash(Hash hash) {
        return quoted(encoded(hash.bytes()));
    }

    private static String quotedAll(List<String> strings) {
        return array(strings.stream().map(ManifestJson::quoted).toList());
    }

    private static String array(List<String> elements) {
        return "[" + String.join(",", elements) + "]";
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
