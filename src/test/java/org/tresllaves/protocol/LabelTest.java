package org.tresllaves.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LabelTest {
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);

    @Test
    void thePageListsTheEnumInItsOrder() throws IOException {
        String page = Files.readString(Path.of("src/site/markdown/spec/labels.md"));
        List<String> listed = ROW.matcher(page.substring(page.indexOf("## The labels"))).results()
                .map((MatchResult row) -> row.group(1)).toList();
        assertThat(listed).isEqualTo(Arrays.stream(Label.values()).map(Label::label).toList());
    }

    @Test
    void noLabelStandsTwiceOrBeginsAnother() {
        List<String> prefixes = Arrays.stream(Label.values())
                .map(each -> new String(each.prefix(), java.nio.charset.StandardCharsets.US_ASCII)).toList();
        assertThat(prefixes).doesNotHaveDuplicates().allMatch(prefix -> prefix.matches("tresllaves/v1/[a-z/-]+\0"));
        for (String prefix : prefixes) {
            assertThat(prefixes).filteredOn(other -> other.startsWith(prefix)).containsExactly(prefix);
        }
    }
}
