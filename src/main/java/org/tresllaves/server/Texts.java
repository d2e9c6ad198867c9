package org.tresllaves.server;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** What the server's command says, in the default locale, which {@link Main} sets. English, Spanish, Portuguese and French are complete. */
final class Texts {
    private static final String BUNDLE = "org.tresllaves.server.texts";

    private Texts() {
    }

    static ResourceBundle bundle() {
        return ResourceBundle.getBundle(BUNDLE, Locale.getDefault(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    static String get(String key, Object... values) {
        return new MessageFormat(bundle().getString(key), Locale.getDefault()).format(values);
    }
}
