package org.tresllaves;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The pages that name tests as evidence name tests that exist, and links between pages lead somewhere. */
@NullMarked
final class EvidenceTest {
    private static final Path PAGES = Path.of("src/site/markdown");
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*Test)(?:\\.(\\w+))?`");
    private static final Pattern WEB = Pattern.compile("`((?:browser/)?[a-z-]+\\.test\\.ts)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

    @Test
    void everyTestThatAPageNamesExists() throws IOException {
        Map<String, String> tests = tests();
        List<String> missing = new ArrayList<>();
        int named = 0;
        for (Path page : pages()) {
            Matcher name = NAMED.matcher(Files.readString(page));
            while (name.find()) {
                named++;
                String source = tests.getOrDefault(name.group(1), "");
                if (source.isEmpty() || name.group(2) != null && !source.contains("void " + name.group(2) + "(")) {
                    missing.add(page.getFileName() + ": " + name.group());
                }
            }
        }
        assertThat(named).isGreaterThan(10);
        assertThat(missing).isEmpty();
    }

    @Test
    void everyTestOfThePageThatAPageNamesExists() throws IOException {
        List<Path> named = new ArrayList<>();
        for (Path page : pages()) {
            Matcher name = WEB.matcher(Files.readString(page));
            while (name.find()) {
                named.add(Path.of("src/test/web", name.group(1)));
            }
        }
        assertThat(named).isNotEmpty().allMatch(Files::exists);
    }

    @Test
    void everyRowOfTheThreatModelIsThere() throws IOException {
        List<String> lines = Files.readAllLines(PAGES.resolve("design/threat-model.md"));
        IntStream.rangeClosed(1, 30)
                .forEach(row -> assertThat(lines)
                        .anyMatch(line -> line.startsWith("| " + row + " |") && line.split("\\|", -1).length == 8));
    }

    @Test
    void linksBetweenPagesLeadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                Path folder = page.toAbsolutePath().getParent();
                if (folder == null || !Files.exists(folder.resolve(link.group(1)))) {
                    broken.add(page + " -> " + link.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> walk = Files.walk(PAGES)) {
            return Stream.concat(Stream.of(Path.of("README.md")), walk.filter(page -> page.toString().endsWith(".md")))
                    .toList();
        }
    }

    private static Map<String, String> tests() throws IOException {
        Map<String, String> tests = new HashMap<>();
        try (Stream<Path> walk = Files.walk(Path.of("src/test/java"))) {
            for (Path file : walk.filter(path -> path.toString().endsWith("Test.java")).toList()) {
                tests.merge(file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
            }
        }
        return tests;
    }
}
