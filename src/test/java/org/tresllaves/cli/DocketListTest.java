package org.tresllaves.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What looking at the docket asks of a server. Over Tor every call is a second of waiting. */
final class DocketListTest {
    @TempDir
    Path dir;

    @Test
    void manyBatchesTakeNoMoreCallsThanOne() throws Exception {
        try (Town town = Town.on(dir)) {
            town.nextDay();
            town.docket("Ana", "list").ok();
            List<String> one = calls(town);
            for (int day = 0; day < 8; day++) {
                town.nextDay();
            }
            assertThat(calls(town)).isEqualTo(one).containsExactly("GET /v1/rosters", "POST /v1/login",
                    "PUT /v1/login", "GET /v1/intake", "GET /v1/docket", "DELETE /v1/login");
        }
    }

    private static List<String> calls(Town town) {
        CutDialer dialer = CutDialer.never();
        town.by(dialer).docket("Ana", "list").ok();
        return dialer.seen();
    }
}
