package org.tresllaves.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Every domain-separation label there is (spec: labels). A label on the wire is always its full prefix, {@code "tresllaves/v1/" + label} and a zero
 * byte: in hashes, HKDF salts, HPKE info, HMAC and Ed25519 alike.
 */
public enum Label {
    ROSTER("roster"), REQUEST("request"), READER_KEY("reader-key"), PK("pk"), WHO("who"), HEADER("header"), PLAIN(
            "plain"), FILE("file"), ENVELOPE("envelope"), BUNDLE("bundle"), NOTE("note"), SOURCE("source"), EID(
                    "eid"), REPLY_SECRET("reply-secret"), RECEIPT("receipt"), WITHDRAW("withdraw"), RTAG("rtag"), DEAL(
                            "deal"), DECOY("decoy"), SHARE("share"), MASK("mask"), PUBLIC("public"), SEAL(
                                    "seal"), COINS_SEAL("coins/seal"), TAG_REPORT("tag/report"), TAG_IDENTITY(
                                            "tag/identity"), HEDGE("hedge"), BODY_REPORT("body/report"), BODY_IDENTITY(
                                                    "body/identity"), SALT_REPORT("salt/report"), SALT_IDENTITY(
                                                            "salt/identity"), PROMISE("promise"), DUMMY(
                                                                    "dummy"), DAY_KEY("day-key"), BATCH(
                                                                            "batch"), RELEASE("release"), COINS_RELEASE(
                                                                                    "coins/release"), OPENED(
                                                                                            "opened"), BOARD_TAG(
                                                                                                    "board/tag"), BOARD_SALT(
                                                                                                            "board/salt"), BOARD_KEY(
                                                                                                                    "board/key"), BOARD_BATCH(
                                                                                                                            "board/batch"), REPLY(
                                                                                                                                    "reply"), RS(
                                                                                                                                            "rs"), LOGIN(
                                                                                                                                                    "login"), KEY_FILE(
                                                                                                                                                            "key-file"), FINGERPRINT(
                                                                                                                                                                    "fingerprint");

    private final String label;
    private final byte[] prefix;

    Label(String label) {
        this.label = label;
        this.prefix = ("tresllaves/v1/" + label + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    /** The short name, as the spec pages write it between quotes. */
    public String label() {
        return label;
    }

    /** {@code "tresllaves/v1/<label>" 00}. */
    public byte[] prefix() {
        return prefix.clone();
    }

    /** The prefix followed by the parts, the form in which a label stands in HPKE info, HMAC and Ed25519 input. */
    public byte[] with(byte[]... parts) {
        int length = prefix.length + Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] out = Arrays.copyOf(prefix, length);
        int at = prefix.length;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, out, at, part.length);
            at += part.length;
        }
        return out;
    }
}
