package org.tresllaves.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.tlog.SignedNote;

/** A server that chooses what is signed at a log-in never gets a signature that is a note's: attack 27. */
class ChallengeTest {
    private static final Pattern TYPE = Pattern.compile("\"(tresllaves/v1/[a-z-]+)\"");

    /** First lines of every note there is, as the sources have them. */
    private static List<String> types() throws IOException {
        List<String> types = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(Path.of("src/main/java/org/tresllaves/protocol"))) {
            for (Path file : walk.filter(path -> path.toString().endsWith(".java")).toList()) {
                TYPE.matcher(Files.readString(file)).results().forEach(found -> types.add(found.group(1)));
            }
        }
        return types;
    }

    @Test
    void whatIsSignedIsNoTextOfANoteWhateverTheServerSends() throws Exception {
        assertThat(types()).contains("tresllaves/v1/approve", "tresllaves/v1/request", "tresllaves/v1/closed");
        SeededRandom random = new SeededRandom("log-in");
        List<String> origins = new ArrayList<>(List.of("e.example/docket", "", "\n\n\u2014 a b\n"));
        types().forEach(type -> origins.add(type + "\n"));
        for (String origin : origins) {
            for (byte[] nonce : List.of(random.bytes(32), "\n\n\u2014 a AAAAAAAAAAAAAAAAAAAAAAAA\n"
                    .getBytes(StandardCharsets.UTF_8))) {
                byte[] message = Login.message(origin, java.util.Arrays.copyOf(nonce, 32));
                assertThat(types()).noneMatch(type -> new String(message, StandardCharsets.ISO_8859_1)
                        .startsWith(type + "\n"));
                byte[] note = Derive.concat(message, "\n\n\u2014 a AAAAAAAAAAAA\n".getBytes(StandardCharsets.UTF_8));
                assertThat(catchThrowableOfType(Malformed.class, () -> SignedNote.parse(note)))
                        .as("a byte of zero stands in it").isNotNull();
            }
        }
    }

    @Test
    void theSignatureOfALogInIsNoneOfTheNoteTheServerHadInMind() {
        PersonKeys ana = TestPanel.person("Ana");
        byte[] text = "tresllaves/v1/refuse\npanel 00\n".getBytes(StandardCharsets.UTF_8);
        byte[] signature = Login.sign(ana.ed25519(), new String(text, StandardCharsets.UTF_8), new byte[32]);
        for (byte[] meant : List.of(text, Derive.concat(text, new byte[32]))) {
            assertThat(Ed25519.verify(ana.person(), meant, signature)).isFalse();
        }
    }
}
