package org.tresllaves.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tresllaves.onion.OnionAddress;
import org.tresllaves.panel.TestPanel;
import org.tresllaves.tlog.RosterChain;

/** The leaflet as the command writes it: what a camera reads on it, which words, and that it tells nothing of where and when it was made. */
class LeafletTest {
    private static final String ONION = OnionAddress.of(TestPanel.logKey("leaflet").key()).host();
    private static final int PIXELS = 4;
    private static final Pattern SQUARE = Pattern.compile("viewBox=\"0 0 (\\d+) \\1\".*?<path d=\"([^\"]*)\"");
    private static final Pattern BAR = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\3z");
    private static final Pattern WORD = Pattern.compile("<li><i>\\d+</i>([^<]+)</li>");

    @TempDir
    Path dir;

    private Path roster() throws Exception {
        RosterChain chain = TestPanel.chain(
                TestPanel.terms(4, TestPanel.bench("Defensoría", 3, 3, 1), TestPanel.bench("Asociación Civil", 1, 2,
                        0)),
                TestPanel.seat("Ana", "Defensoría"), TestPanel.seat("Ben", "Defensoría"),
                TestPanel.seat("Eva", "Defensoría"), TestPanel.seat("Ivo", "Defensoría"),
                TestPanel.seat("Sol", "Defensoría"),
                TestPanel.seat("Luz", "Asociación Civil"), TestPanel.seat("Tom", "Asociación Civil"));
        return Files.write(dir.resolve("roster.note"), chain.last().note().encode());
    }

    private String leaflet(String language, String name) throws Exception {
        ScriptedTerminal terminal = ScriptedTerminal.nobody("");
        int exit = Runs.run(terminal, language, "leaflet", roster().toString(), "--onion", "http://" + ONION + "/",
                "--out", dir.resolve(name).toString());
        assertThat(exit).as(terminal.talk()).isZero();
        assertThat(terminal.data()).isEmpty();
        return Files.readString(dir.resolve(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"es", "en", "pt", "fr"})
    void aCameraReadsTheAddressAndThePanel(String language) throws Exception {
        String page = leaflet(language, "leaflet.html");
        RosterChain chain = RosterChain.trustingGenesis(Files.readAllBytes(roster()));
        assertThat(read(page)).isEqualTo("http://" + ONION + "/#" + chain.panelId().hex());
        String printed = Pattern.compile("<div class=\"onion\">(.*?)</div>").matcher(page).results()
                .map(found -> found.group(1).replaceAll("</?span>", "")).collect(Collectors.joining());
        assertThat(printed).isEqualTo(ONION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"es", "en", "pt", "fr"})
    void theWordsAndRulesAreThoseOfPanelShow(String language) throws Exception {
        String page = leaflet(language, "leaflet.html");
        ScriptedTerminal shown = ScriptedTerminal.nobody("");
        assertThat(Runs.run(shown, language, "panel", "show", roster().toString())).isZero();
        List<String> words = WORD.matcher(page).results().map(found -> found.group(1)).toList();
        assertThat(words).hasSize(12);
        for (int i = 0; i < 12; i += 3) {
            assertThat(shown.data()).contains("  " + String.join(" ", words.subList(i, i + 3)) + "\n");
        }
        List<String> rules = Pattern.compile("<ul class=\"rules\">(.*?)</ul>").matcher(page).results()
                .map(found -> found.group(1)).toList();
        assertThat(rules).hasSize(1);
        assertThat(rules.getFirst().replace("une", "1").replaceAll("[^0-9]+", " ").strip()).isEqualTo("3 5 1 2");
        assertThat(page).contains("Defensoría de Ejemplo", "Asociación Civil").doesNotContain("${", "_Civil");
    }

    @Test
    void theSamePanelGivesTheSameBytesAndTheyTellNoTimeAndNoPlace() throws Exception {
        String first = leaflet("es", "one.html");
        assertThat(leaflet("es", "two.html")).isEqualTo(first);
        String text = first.replaceAll("base64,[A-Za-z0-9+/=]+|[0-9a-f]{64}| d=\"[^\"]*\"", "");
        assertThat(text).doesNotContainPattern("20\\d\\d").doesNotContainPattern("\\d\\d:\\d\\d")
                .doesNotContain(dir.toString(), System.getProperty("user.name") + "@", "generator");
        assertThat(text).doesNotContainPattern("(?i)(src|href|url)\\s*[=(]\\s*[\"']?\\s*(http|//|/|file)")
                .doesNotContain("<script", "<link", "@import");
    }

    /** A woff2 file can carry a block of metadata and a private one; these must not. */
    @Test
    void theFontsCarryNoBlocksOfMetadata() throws Exception {
        Matcher fonts = Pattern.compile("font/woff2;base64,([A-Za-z0-9+/=]+)").matcher(leaflet("en", "fonts.html"));
        List<byte[]> files = fonts.results().map(found -> Base64.getDecoder().decode(found.group(1))).toList();
        assertThat(files).hasSize(3);
        for (byte[] file : files) {
            assertThat(new String(file, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("wOF2");
            assertThat(Arrays.copyOfRange(file, 28, 48)).isEqualTo(new byte[20]);
        }
    }

    @Test
    void aWrongLetterInTheAddressMakesNoLeaflet() throws Exception {
        String mistyped = (ONION.charAt(0) == 'a' ? 'b' : 'a') + ONION.substring(1);
        for (String address : List.of(mistyped, "https://" + ONION, "example.org", "")) {
            ScriptedTerminal terminal = ScriptedTerminal.nobody("");
            assertThat(Runs.run(terminal, "en", "leaflet", roster().toString(), "--onion", address, "--out",
                    dir.resolve("no.html").toString())).isEqualTo(3);
            assertThat(terminal.talk()).contains("is not an onion address").contains("hint: ");
            assertThat(dir.resolve("no.html")).doesNotExist();
        }
    }

    @Test
    void anUnsignedDraftMakesNoLeaflet() throws Exception {
        String note = Files.readString(roster());
        Path draft = Files.writeString(dir.resolve("draft"), note.substring(0, note.indexOf("\n\n") + 2));
        assertThat(Runs.run(ScriptedTerminal.nobody(""), "en", "leaflet", draft.toString(), "--onion", ONION, "--out",
                dir.resolve("no.html").toString())).isEqualTo(3);
        assertThat(dir.resolve("no.html")).doesNotExist();
    }

    @Test
    void everyLanguageSaysEverything() throws IOException {
        Properties english = texts("");
        for (String language : List.of("_es", "_pt", "_fr")) {
            assertThat(texts(language).keySet()).isEqualTo(english.keySet());
            assertThat(texts(language).values()).allMatch(text -> !text.toString().contains("'"));
        }
    }

    private static Properties texts(String language) throws IOException {
        Properties texts = new Properties();
        try (var in = Files.newBufferedReader(
                Path.of("src/main/resources/org/tresllaves/leaflet/leaflet" + language + ".properties"))) {
            texts.load(in);
        }
        return texts;
    }

    /** What a reader of QR codes finds in the square that is drawn. */
    private static String read(String page) throws Exception {
        Matcher square = SQUARE.matcher(page);
        assertThat(square.find()).isTrue();
        int side = Integer.parseInt(square.group(1)) * PIXELS;
        int[] pixels = new int[side * side];
        Arrays.fill(pixels, 0xffffff);
        BAR.matcher(square.group(2)).results().forEach(bar -> ink(pixels, side, bar));
        return new QRCodeReader().decode(
                new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(side, side, pixels)))).getText();
    }

    private static void ink(int[] pixels, int side, MatchResult bar) {
        int x = Integer.parseInt(bar.group(1)) * PIXELS;
        int y = Integer.parseInt(bar.group(2)) * PIXELS;
        for (int row = y; row < y + PIXELS; row++) {
            Arrays.fill(pixels, row * side + x, row * side + x + Integer.parseInt(bar.group(3)) * PIXELS, 0);
        }
    }
}
