package org.tresllaves.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tresllaves.crypto.Hpke;
import org.tresllaves.crypto.SeededRandom;

/** The parser's look at a key's bytes and the look of crypto, which computes with it, give one answer. */
class PublicKeysTest {
    @Test
    void bothRefuseTheSameXWingKeys() {
        SeededRandom random = new SeededRandom("both");
        byte[] good = Hpke.random(random).publicKey();
        assertThat(PublicKeys.isXWing(good) && Hpke.isUsable(good)).isTrue();
        for (String u : List.of("00", "01", "02", "05", "09",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "cdeb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b880")) {
            byte[] key = good.clone();
            byte[] part = java.util.Arrays.copyOf(HexFormat.of().parseHex(u), 32);
            System.arraycopy(part, 0, key, 1184, 32);
            assertThat(PublicKeys.isXWing(key)).as(u).isEqualTo(Hpke.isUsable(key));
        }
        for (int at = 0; at < 1152; at += 3) {
            byte[] key = good.clone();
            key[at] = 0x01;
            key[at + 1] = (byte) (key[at + 1] & 0xf0 | 0x0d);
            assertThat(PublicKeys.isXWing(key) || Hpke.isUsable(key)).as("coefficient at %s", at).isFalse();
        }
    }
}
