package org.tresllaves.onion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OnionAddressTest {
    /** The Tor Project's own site: published, not ours. */
    private static final String KNOWN = "2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion";

    /** A checksum of 16 bits lets one in 65,536 pass: of these 1,736 it is the one below, and no other. */
    @Test
    void aWrongLetterIsNoticed() {
        assertThat(OnionAddress.parse(KNOWN)).isPresent();
        List<String> passed = new ArrayList<>();
        for (int i = 0; i < 56; i++) {
            for (char letter : "abcdefghijklmnopqrstuvwxyz234567".toCharArray()) {
                String changed = KNOWN.substring(0, i) + letter + KNOWN.substring(i + 1);
                if (KNOWN.charAt(i) != letter && OnionAddress.parse(changed).isPresent()) {
                    passed.add(changed);
                }
            }
        }
        assertThat(passed).containsExactly("23" + KNOWN.substring(2));
    }

    @Test
    void everythingElseIsNone() {
        for (String other : List.of("", ".onion", "example.org", "facebookcorewwwi.onion", KNOWN.substring(1),
                "a" + KNOWN, "www." + KNOWN, KNOWN.toUpperCase(java.util.Locale.ROOT), KNOWN + ".",
                KNOWN.replace('2', '1'))) {
            assertThat(OnionAddress.parse(other)).as(other).isEmpty();
        }
    }

    @Test
    void anAddressIsMadeFromItsKey() {
        byte[] key = Base32.decode(KNOWN.substring(0, 56), 35).orElseThrow();
        assertThat(OnionAddress.of(java.util.Arrays.copyOf(key, 32)).host()).isEqualTo(KNOWN);
    }

    @Test
    void aTorOnAnotherMachineCannotBeNamed() {
        assertThat(TorPort.parse("9050")).contains(TorPort.of(9050));
        assertThat(TorPort.parse("127.0.0.1:9150")).contains(TorPort.of(9150));
        assertThat(TorPort.parse("localhost:9150")).contains(TorPort.of(9150));
        assertThat(TorPort.parse("[::1]:9050")).contains(new TorPort.Loopback(true, 9050));
        assertThat(TorPort.parse("unix:/run/tor/socks")).contains(new TorPort.Unix(Path.of("/run/tor/socks")));
        for (String other : List.of("", "0", "65536", "192.168.1.1:9050", "tor.example:9050", "127.0.0.2:9050",
                "unix:relative", "9050 ", "socks5://127.0.0.1:9050", "[::2]:9050")) {
            assertThat(TorPort.parse(other)).as(other).isEqualTo(Optional.empty());
        }
    }
}
