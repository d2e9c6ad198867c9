package org.tresllaves.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that tells a stranger what is in the vectors names every folder and every field, and nothing else. */
class VectorPageTest {
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z-]+)` \\|.*\\|([^|]*)\\|([^|]*)\\|$");
    private static final Pattern FIELD = Pattern.compile("`([a-z_0-9]+)`");

    /** What vectors of one folder are made of. */
    private record Fields(Set<String> in, Set<String> out) {
    }

    @Test
    void everyFolderAndEveryFieldIsOnThePage() throws IOException {
        Map<String, Fields> told = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("src/site/markdown/spec/vectors.md"))) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                told.put(row.group(1), new Fields(fields(row.group(2)), fields(row.group(3))));
            }
        }
        assertThat(told).isEqualTo(there());
    }

    private static Set<String> fields(String cell) {
        return FIELD.matcher(cell).results().map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Fields> there() throws IOException {
        Map<String, Fields> there = new TreeMap<>();
        try (Stream<Path> folders = Files.list(Path.of("src/test/resources/vectors"))) {
            for (String folder : folders.map(path -> path.getFileName().toString()).toList()) {
                Fields fields = new Fields(new TreeSet<>(), new TreeSet<>());
                for (Vector vector : Vector.all(folder).values()) {
                    fields.in().addAll(vector.in().keySet());
                    fields.out().addAll(vector.out().keySet());
                }
                there.put(folder, fields);
            }
        }
        return there;
    }
}
