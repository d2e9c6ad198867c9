package org.tresllaves.server.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

import org.tresllaves.protocol.Refusal;

/** What a browser without scripts is shown: constant pages in five languages one under the other, since nobody asks which one a visitor reads. */
final class Answers {
    static final String TYPE = "text/html;charset=utf-8";
    static final List<String> LANGUAGES = List.of("es", "en", "pt", "fr", "ar");
    private static final String RECORDED = "recorded";

    private final byte[] recorded;
    private final Map<Refusal, byte[]> refused = new EnumMap<>(Refusal.class);

    private Answers(Map<String, Properties> texts) {
        recorded = page(texts, RECORDED);
        for (Refusal refusal : Refusal.values()) {
            refused.put(refusal, page(texts, key(refusal)));
        }
    }

    static Answers load() throws IOException {
        Map<String, Properties> texts = new java.util.LinkedHashMap<>();
        for (String language : LANGUAGES) {
            texts.put(language, texts(language));
        }
        return new Answers(texts);
    }

    static Properties texts(String language) throws IOException {
        Properties texts = new Properties();
        try (InputStream in = Objects.requireNonNull(
                Answers.class.getResourceAsStream("answers_" + language + ".properties"));
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        return texts;
    }

    byte[] recorded() {
        return recorded.clone();
    }

    byte[] refused(Refusal refusal) {
        return Objects.requireNonNull(refused.get(refusal)).clone();
    }

    /** Which sentence says what to do next. */
    static String key(Refusal refusal) {
        return switch (refusal) {
            case MALFORMED, REFUSED, LOGIN -> "wrong";
            case ROSTER -> "roster";
            case USED -> "used";
            case LARGE -> "large";
            case FULL -> "full";
            case BUSY, LATER, UNKNOWN -> "later";
        };
    }

    private static byte[] page(Map<String, Properties> texts, String key) {
        StringBuilder page = new StringBuilder("<!doctype html>\n<html lang=\"es\">\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width\">\n<title>Tresllaves</title>\n");
        texts.forEach((language, own) -> page.append("<section lang=\"").append(language)
                .append(language.equals("ar") ? "\" dir=\"rtl\">\n<h1>" : "\">\n<h1>")
                .append(own.getProperty(key.equals(RECORDED) ? "yes" : "no")).append("</h1>\n<p>")
                .append(own.getProperty(key)).append("</p>\n<p><a href=\"/\">").append(own.getProperty("back"))
                .append("</a></p>\n</section>\n"));
        return page.append("</html>\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
