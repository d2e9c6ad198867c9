package org.tresllaves.cli;

import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.ResourceBundle;
import org.tresllaves.protocol.Languages;

/** Everything this command says, in the person's language. English, Spanish, Portuguese and French are complete. */
record Texts(ResourceBundle bundle, Locale locale) {
    private static final String BUNDLE = "org.tresllaves.cli.texts";

    /** The texts of a language tag such as {@code es}; one that is not spoken gets English. */
    static Texts of(String language) {
        Locale locale = Locale.forLanguageTag(Languages.ALL.contains(language) ? language : "en");
        ResourceBundle.Control plain = ResourceBundle.Control
                .getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        return new Texts(ResourceBundle.getBundle(BUNDLE, locale, plain), locale);
    }

    /** The text of a key, with {0}, {1}... filled in. A key that is missing is a bug. */
    String text(String key, Object... values) {
        return new MessageFormat(bundle.getString(key), locale).format(values);
    }

    /** "3 March 2027", in the person's way of writing it. */
    String date(LocalDate date) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale).format(date);
    }

    /** Day number since 1970-01-01, as a date. */
    String day(long day) {
        return date(LocalDate.ofEpochDay(day));
    }

    /** A length in KiB, MiB or GiB, which is how envelopes are measured. */
    String size(long bytes) {
        String[] units = {"size.bytes", "size.kib", "size.mib", "size.gib"};
        int unit = 0;
        double amount = bytes;
        while (amount >= 1024 && unit < units.length - 1) {
            amount /= 1024;
            unit++;
        }
        return text(units[unit], amount);
    }
}
