package org.tresllaves.leaflet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tresllaves.onion.OnionAddress;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Roster;
import org.tresllaves.protocol.WordList;
import org.tresllaves.tlog.Fingerprint;

/**
 * One A4 sheet, printed on both sides and folded once. It is a page that any browser prints, offline: fonts and code lie in it, it loads nothing, and it
 * carries no date, no name of a program and no path, so the same panel and address give the same bytes everywhere.
 *
 * @param roster the panel's current roster: its name and who must agree
 * @param panelId what the QR code carries behind {@code #}, where no browser sends it
 * @param onion where the service is
 * @param language es, en, pt or fr
 */
public record Leaflet(Roster roster, Hash panelId, OnionAddress onion, String language) {
    private static final String BUNDLE = "org.tresllaves.leaflet.leaflet";
    private static final Pattern BLANK = Pattern.compile("\\$\\{([a-z0-9.-]+)}");
    private static final int GROUP = 4;
    /** Fewer people than these to draw from, and a source cannot exclude anybody (spec: envelope). */
    private static final int DRAWN_TO_EXCLUDE = 4;

    /** The address that the QR code holds. */
    public String link() {
        return "http://" + onion.host() + "/#" + panelId.hex();
    }

    /** The page, in UTF-8. */
    public byte[] page() {
        Matcher blank = BLANK.matcher(new String(resource("leaflet.html"), StandardCharsets.UTF_8));
        return blank.replaceAll(found -> Matcher.quoteReplacement(fill(found.group(1))))
                .getBytes(StandardCharsets.UTF_8);
    }

    private String fill(String name) {
        return switch (name) {
            case "qr" -> QrSvg.of(link());
            case "onion" -> groups();
            case "id" -> panelId.hex();
            case "fingerprint" -> fingerprint();
            case "rules" -> rules();
            case "exclusion" -> canExclude() ? "<p>" + text("who-exclude") + "</p>" : "";
            case "lead" -> text(name, roster.panel().text());
            default -> name.startsWith("font.")
                    ? Base64.getEncoder().encodeToString(resource(name.substring(5) + ".woff2"))
                    : text(name);
        };
    }

    /** In groups for the eye; copied, it is one word. */
    private String groups() {
        StringBuilder groups = new StringBuilder();
        for (int i = 0; i < onion.id().length(); i += GROUP) {
            groups.append("<span>").append(onion.id(), i, i + GROUP).append("</span>");
        }
        return groups.append("<span>").append(onion.host().substring(onion.id().length())).append("</span>").toString();
    }

    private String fingerprint() {
        List<String> words = Fingerprint.words(panelId, WordList.ofLanguage(language).orElse(WordList.ENGLISH));
        return IntStream.range(0, words.size())
                .mapToObj(i -> "<li><i>" + (i + 1) + "</i>" + escaped(words.get(i)) + "</li>")
                .collect(Collectors.joining());
    }

    private String rules() {
        return IntStream.range(0, roster.benches().size()).mapToObj(i -> {
            Roster.Bench bench = roster.benches().get(i);
            return "<li>" + text("rule", bench.name().text(), bench.report(), roster.bench(i).size()) + "</li>";
        }).collect(Collectors.joining());
    }

    private boolean canExclude() {
        return roster.people().stream().filter(Roster.Person::first).count() >= DRAWN_TO_EXCLUDE
                && roster.benches().stream().anyMatch(bench -> bench.exclude() > 0);
    }

    private String text(String key, Object... values) {
        Locale locale = Locale.forLanguageTag(language);
        ResourceBundle texts = ResourceBundle.getBundle(BUNDLE, locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return escaped(new MessageFormat(texts.getString(key), locale).format(values));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(Leaflet.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
