package org.tresllaves.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.InflaterInputStream;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.prng.FixedSecureRandom;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.pqc.crypto.xwing.XWingKEMExtractor;
import org.bouncycastle.pqc.crypto.xwing.XWingKEMGenerator;
import org.bouncycastle.pqc.crypto.xwing.XWingPrivateKeyParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;

/** The primitives against published vectors and against the JDK's own. */
class StandardsTest {
    private static final HexFormat HEX = HexFormat.of();

    /** draft-connolly-cfrg-xwing-kem-10, appendix C, vector 1: seed, eseed, and the shared secret. */
    @Test
    void xWingIsTheDrafts() {
        XWingPrivateKeyParameters key = new XWingPrivateKeyParameters(
                HEX.parseHex("7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26"));
        byte[] eseed = HEX.parseHex("3cb1eea988004b93103cfb0aeefd2a686e01fa4a58e8a3639ca8a1e3f9ae57e2"
                + "35b8cc873c23dc62b8d260169afa2f75ab916a58d974918835d25e6a435085b2");
        SecretWithEncapsulation sent = new XWingKEMGenerator(new FixedSecureRandom(eseed))
                .generateEncapsulated(key.getPublicKeyParameters());
        String shared = "d2df0522128f09dd8e2c92b1e905c793d8f57a54c3da25861f10bf4ca613e384";
        assertThat(HEX.formatHex(sent.getSecret())).isEqualTo(shared);
        assertThat(HEX.formatHex(sent.getEncapsulation()))
                .startsWith("b83aa828d4d62b9a83ceffe1d3d3bb1ef31264643c070c5798927e41fb07914a")
                .endsWith("354274a079d3e6fb2e15");
        assertThat(HEX.formatHex(new XWingKEMExtractor(key).extractSecret(sent.getEncapsulation()))).isEqualTo(shared);
        byte[] enc = Hpke.seal(key.getPublicKeyParameters().getEncoded(), new byte[0], new byte[0], eseed).enc();
        assertThat(enc).as("our eseed is the draft's").isEqualTo(sent.getEncapsulation());
    }

    /** RFC 8032, section 7.1, tests 1 to 3. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60, d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a, '', e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b
            4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb, 3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c, 72, 92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
            c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7, fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025, af82, 6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a
            """)
    void ed25519IsTheRfcs(String seed, String publicKey, String message, String signature) {
        Ed25519.KeyPair key = Ed25519.keyPair(Secret.taking(HEX.parseHex(seed)));
        assertThat(HEX.formatHex(key.publicKey())).isEqualTo(publicKey);
        byte[] text = HEX.parseHex(message);
        byte[] signed = Ed25519.sign(key.seed(), text);
        assertThat(HEX.formatHex(signed)).isEqualTo(signature);
        assertThat(Ed25519.verify(key.publicKey(), text, signed)).isTrue();
        assertThat(Ed25519.isUsable(key.publicKey())).isTrue();
        signed[40] ^= 1;
        assertThat(Ed25519.verify(key.publicKey(), text, signed)).isFalse();
        assertThat(Ed25519.verify(key.publicKey(), text, new byte[63])).isFalse();
    }

    /** All encodings of points of small order, canonical or not, and one point of mixed order. */
    @Test
    void ed25519KeysOfSmallOrderAreRefused() {
        for (String key : List.of("0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d")) {
            assertThat(Ed25519.isUsable(HEX.parseHex(key))).as(key).isFalse();
        }
        assertThat(Ed25519.isUsable(new byte[31])).isFalse();
    }

    /** Every X25519 coordinate of small order (RFC 7748's curve and what reduces to them). */
    @Test
    void x25519PartsOfSmallOrderAreRefused() {
        byte[] good = Hpke.random(new SeededRandom("small")).publicKey();
        assertThat(Hpke.isUsable(good)).isTrue();
        for (String u : List.of("0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")) {
            byte[] key = good.clone();
            System.arraycopy(HEX.parseHex(u), 0, key, 1184, 32);
            assertThat(Hpke.isUsable(key)).as(u).isFalse();
            byte[] sealed = Hpke.sealRandom(good, new byte[1], new byte[32], new SeededRandom("s")).bytes();
            System.arraycopy(HEX.parseHex(u), 0, sealed, 1088, 32);
            assertThat(Hpke.open(Hpke.random(new SeededRandom("small")).seed(), new byte[1], sealed)).isEmpty();
        }
    }

    /** Whatever the bytes, one answer and no exception. */
    @Test
    void malformedSealsOpenToNothing() {
        SeededRandom random = new SeededRandom("malformed");
        Secret seed = Hpke.random(random).seed();
        for (int length : new int[]{0, 1, 1119, 1120, 1135, 1136, 1168, 5000}) {
            assertThat(Hpke.open(seed, new byte[0], random.bytes(length))).isEmpty();
            assertThat(Hpke.open(seed, new byte[0], new byte[length])).isEmpty();
        }
        assertThat(Hpke.isUsable(random.bytes(1215))).isFalse();
        assertThat(Hpke.isUsable(random.bytes(1216))).isFalse();
    }

    /** X against the JDK's HKDF (RFC 5869). */
    @Test
    void xIsTheJdksHkdf() throws GeneralSecurityException {
        SeededRandom random = new SeededRandom("hkdf");
        for (int length : new int[]{1, 32, 64, 65, 512}) {
            byte[] ikm = random.bytes(64);
            byte[] info = random.bytes(length);
            byte[] expected = KDF.getInstance("HKDF-SHA512").deriveData(HKDFParameterSpec.ofExtract().addIKM(ikm)
                    .addSalt(Label.HEDGE.prefix()).thenExpand(info, length));
            assertThat(Derive.x(Label.HEDGE, ikm, info, length)).isEqualTo(expected);
        }
    }

    /** ML-DSA-44 both ways: what we sign the JDK verifies. */
    @Test
    void mlDsaIsTheJdks() throws GeneralSecurityException, IOException {
        SeededRandom random = new SeededRandom("mldsa");
        MlDsa44.KeyPair key = MlDsa44.random(random);
        assertThat(key.publicKey()).hasSize(MlDsa44.PUBLIC_KEY);
        byte[] message = random.bytes(100);
        byte[] signature = MlDsa44.sign(key.seed(), message);
        assertThat(signature).hasSize(MlDsa44.SIGNATURE).isEqualTo(MlDsa44.sign(key.seed(), message));
        byte[] spki = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
                new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_44, key.publicKey())).getEncoded();
        Signature jdk = Signature.getInstance("ML-DSA-44");
        jdk.initVerify(KeyFactory.getInstance("ML-DSA-44").generatePublic(new X509EncodedKeySpec(spki)));
        jdk.update(message);
        assertThat(jdk.verify(signature)).isTrue();
        assertThat(MlDsa44.verify(key.publicKey(), message, signature)).isTrue();
        signature[0] ^= 1;
        assertThat(MlDsa44.verify(key.publicKey(), message, signature)).isFalse();
        assertThat(MlDsa44.verify(new byte[5], message, signature)).isFalse();
    }

    /** C2SP/wycheproof's vectors for Cobblestone-256. */
    @Test
    void cobblestoneIsWycheproofs() throws IOException {
        Secret key = Secret.taking(HEX.parseHex("59454c4c4f57205355424d4152494e452059454c4c4f57205355424d4152494e"));
        int seen = 0;
        for (String line : Files.readAllLines(Path.of("src/test/resources/standards/cobblestone-256.txt"))) {
            String[] field = line.split(" ");
            if (!field[0].equals("#")) {
                byte[] context = field[2].equals("-") ? new byte[0] : HEX.parseHex(field[2]);
                assertThat(opens(key, context, inflated(field[3]))).as(line).isEqualTo(field[1].equals("valid"));
                seen++;
            }
        }
        assertThat(seen).isEqualTo(18);
    }

    private static boolean opens(Secret key, byte[] context, byte[] body) {
        if (body.length < Cobblestone.SALT) {
            return false;
        }
        try {
            Cobblestone cobblestone = Cobblestone.of(key, java.util.Arrays.copyOf(body, Cobblestone.SALT), context);
            return java.util.Arrays.equals(cobblestone.seal(cobblestone.open(body)), body);
        } catch (Malformed e) {
            return false;
        }
    }

    private static byte[] inflated(String hex) throws IOException {
        return new InflaterInputStream(new ByteArrayInputStream(HEX.parseHex(hex))).readAllBytes();
    }
}
