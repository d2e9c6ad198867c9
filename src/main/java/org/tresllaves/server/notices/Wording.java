package org.tresllaves.server.notices;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/** What a notice says: in one language, or in all four below each other. */
record Wording(String subject, String body) {
    static final List<String> LANGUAGES = List.of("es", "en", "pt", "fr");
    private static final String BUNDLE = "org.tresllaves.server.notices.notice";

    static Wording of(Optional<String> language) {
        List<ResourceBundle> texts = language.map(List::of).orElse(LANGUAGES).stream().map(Wording::texts).toList();
        return new Wording(joined(texts, "subject", " / "), joined(texts, "body", "\n\n\n"));
    }

    private static String joined(List<ResourceBundle> texts, String key, String between) {
        return texts.stream().map(text -> text.getString(key)).collect(Collectors.joining(between));
    }

    private static ResourceBundle texts(String language) {
        return ResourceBundle.getBundle(BUNDLE, Locale.forLanguageTag(language),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
