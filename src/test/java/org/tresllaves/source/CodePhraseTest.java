package org.tresllaves.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tresllaves.crypto.Secret;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.WordList;

/** The twelve words: shown, typed back, mistyped. */
class CodePhraseTest {
    @ParameterizedTest
    @EnumSource
    void whatIsShownIsReadBackHoweverItIsTyped(WordList list) throws Exception {
        SeededRandom random = new SeededRandom("phrase");
        for (int i = 0; i < 50; i++) {
            CodePhrase phrase = CodePhrase.generate(list, random);
            String shown = String.join(" ", phrase.words());
            assertThat(entropies(shown)).contains(phrase.entropy());
            assertThat(entropies("  " + String.join("\u3000\n", phrase.words()).toUpperCase(java.util.Locale.ROOT)))
                    .contains(phrase.entropy());
            assertThat(entropies(WordList.key(shown))).contains(phrase.entropy());
        }
    }

    private static List<Secret> entropies(String typed) throws BadPhrase {
        return CodePhrase.parse(typed).stream().map(CodePhrase::entropy).toList();
    }

    @Test
    void aPhraseOfTwoListsIsTriedInBoth() throws Exception {
        int both = 0;
        SeededRandom random = new SeededRandom("chinese");
        for (int i = 0; i < 4000; i++) {
            byte[] entropy = random.bytes(16);
            CodePhrase phrase = CodePhrase.of(WordList.CHINESE_SIMPLIFIED, Secret.copyOf(entropy));
            List<CodePhrase> parsed = CodePhrase.parse(String.join(" ", phrase.words()));
            assertThat(parsed).anyMatch(found -> found.entropy().equals(phrase.entropy()));
            both += parsed.size() - 1;
        }
        assertThat(both).isPositive();
    }

    @Test
    void aWrongWordIsNamedWithItsPositionAndWhatItMayHaveBeen() {
        List<String> words = new ArrayList<>(
                CodePhrase.generate(WordList.SPANISH, new SeededRandom("wrong")).words());
        words.set(6, "avogado");
        BadPhrase bad = bad(String.join(" ", words));
        assertThat(bad.reason()).isEqualTo(BadPhrase.Reason.UNKNOWN_WORD);
        assertThat(bad.position()).isEqualTo(7);
        assertThat(bad.word()).isEqualTo("avogado");
        assertThat(WordList.key(bad.suggestions().getFirst())).isEqualTo("abogado");
        assertThat(bad).hasMessage("UNKNOWN_WORD");
        assertThat(bad("uno dos").count()).isEqualTo(2);
    }

    @Test
    void oneWrongPhraseInSixteenPasses() {
        SeededRandom random = new SeededRandom("checksum");
        int passed = 0;
        for (int i = 0; i < 4000; i++) {
            List<String> words = new ArrayList<>(CodePhrase.generate(WordList.PORTUGUESE, random).words());
            words.set(3, WordList.PORTUGUESE.word(random.nextInt(WordList.SIZE)));
            try {
                passed += CodePhrase.parse(String.join(" ", words)).size();
            } catch (BadPhrase e) {
                assertThat(e.reason()).isEqualTo(BadPhrase.Reason.CHECKSUM);
            }
        }
        assertThat(passed).isBetween(180, 340);
        assertThat(bad(String.join(" ", Collections.nCopies(12, "abacate"))).reason())
                .isEqualTo(BadPhrase.Reason.CHECKSUM);
    }

    private static BadPhrase bad(String typed) {
        return catchThrowableOfType(BadPhrase.class, () -> CodePhrase.parse(typed));
    }

    @Test
    void eidsOfOneSourceShareNothingThatShows() {
        SourceSecrets secrets = SourceSecrets.of(new SeededRandom("eids").secret(16),
                Hash.of(new SeededRandom("panel").bytes(32)));
        SeededRandom random = new SeededRandom("fresh");
        Set<Eid> seen = new HashSet<>();
        int[] bits = new int[128];
        int differing = 0;
        byte[] before = new byte[16];
        for (int i = 0; i < 2000; i++) {
            byte[] eid = secrets.freshEid(random).bytes();
            assertThat(seen.add(Eid.of(eid))).isTrue();
            for (int bit = 0; bit < 128; bit++) {
                bits[bit] += eid[bit / 8] >>> bit % 8 & 1;
                differing += (eid[bit / 8] ^ before[bit / 8]) >>> bit % 8 & 1;
            }
            before = eid;
        }
        for (int count : bits) {
            assertThat(count).isBetween(880, 1120); // 1,000 expected, five deviations
        }
        assertThat(differing / 2000.0).isBetween(63.0, 65.0);
    }
}
