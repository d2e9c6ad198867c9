package org.tresllaves.server;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** What the server's command says, in the language of the terminal: English, Spanish, Portuguese or French. */
final class Texts {
    static final String BUNDLE = "org.tresllaves.server.texts";

    private Texts() {
    }

    static ResourceBundle bundle() {
        return ResourceBundle.getBundle(BUNDLE);
    }

    static String get(String key, Object... values) {
        return new MessageFormat(bundle().getString(key), Locale.getDefault()).format(values);
    }
}
