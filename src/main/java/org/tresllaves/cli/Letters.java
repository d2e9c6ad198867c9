package org.tresllaves.cli;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** Text that still reads well where the terminal cannot show every letter. */
final class Letters {
    private Letters() {
    }

    /** The text itself if the charset can hold it; otherwise the same with plain quotes and dashes and without accents. */
    static String fit(String text, Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8) || !charset.canEncode() || charset.newEncoder().canEncode(text)) {
            return text;
        }
        String plain = text.replace('’', '\'').replace('“', '"').replace('”', '"').replace("«", "\"").replace("»", "\"")
                .replace('–',
                        '-')
                .replace('\u00a0', ' ').replace('\u202f', ' ').replace("…", "...").replace("œ", "oe");
        return Normalizer.normalize(plain, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    }

    /** Harmless on a terminal: text that came from others keeps its letters and line breaks and loses control and direction characters. */
    static String tame(String foreign) {
        StringBuilder out = new StringBuilder(foreign.length());
        foreign.codePoints().forEach(c -> {
            boolean spacing = c == '\n' || c == '\t';
            boolean shown = switch (Character.getType(c)) {
                case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
                        Character.UNASSIGNED, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    false;
                default -> true;
            };
            out.appendCodePoint(spacing || shown ? c : '\ufffd');
        });
        return out.toString();
    }

    /** Like {@link #tame} and on one line. */
    static String tameLine(String foreign) {
        return tame(foreign).replace('\n', ' ').replace('\t', ' ');
    }
}
