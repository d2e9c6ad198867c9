package org.tresllaves.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The word lists are the official ones and every word is found however it is typed. */
class WordListTest {
    /** SHA-256 of the files as BIP-39 publishes them. */
    private static final Map<String, String> OFFICIAL = Map.of("english",
            "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda", "spanish",
            "46846a5a0139d1e3cb77293e521c2865f7bcdb82c44e8d0a06a2cd0ecba48c0b", "french",
            "ebc3959ab7801a1df6bac4fa7d970652f1df76b683cd2f4003c941c63d517e59", "portuguese",
            "2685e9c194c82ae67e10ba59d9ea5345a23dc093e92276fc5361f6667d79cd3f");

    @Test
    void theFilesAreTheOfficialOnes() throws Exception {
        for (var entry : OFFICIAL.entrySet()) {
            try (InputStream in = WordList.class
                    .getResourceAsStream("/org/tresllaves/words/" + entry.getKey() + ".txt")) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
                assertThat(HexFormat.of().formatHex(digest)).as(entry.getKey()).isEqualTo(entry.getValue());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyWordIsFoundInAnyForm(WordList list) {
        assertThat(list.words()).hasSize(WordList.SIZE).doesNotHaveDuplicates();
        for (int i = 0; i < WordList.SIZE; i++) {
            String word = list.word(i);
            assertThat(list.indexOf(Normalizer.normalize(word, Normalizer.Form.NFKD))).hasValue(i);
            assertThat(list.indexOf(WordList.key(word))).hasValue(i);
            assertThat(list.indexOf(word.toUpperCase(java.util.Locale.ROOT))).hasValue(i);
        }
    }

    @Test
    void accentsMayBeLeftOutButSoundMarksMayNot() {
        assertThat(WordList.SPANISH.indexOf("abaco")).hasValue(0);
        assertThat(WordList.JAPANESE.indexOf("あいさつ")).isPresent();
        assertThat(WordList.key("が")).isNotEqualTo(WordList.key("か"));
    }

    @Test
    void languagesAreFoundByTag() {
        assertThat(WordList.ofLanguage("es-MX")).contains(WordList.SPANISH);
        assertThat(WordList.ofLanguage("pt-BR")).contains(WordList.PORTUGUESE);
        assertThat(WordList.ofLanguage("xx")).isEmpty();
    }
}
