package org.tresllaves.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Every domain-separation label there is (spec: labels). A label on the wire is always its full prefix, {@code "tresllaves/v1/" + label} and a zero
 * byte: in hashes, HKDF salts, HPKE info, HMAC and Ed25519 alike.
 */
public enum Label {
    ROSTER("roster"), // hash of a roster
    REQUEST("request"), // hash of a request
    READER_KEY("reader-key"), // hash of a reader key
    PK("pk"), // hash of an X-Wing key
    WHO("who"), // hash of a person's Ed25519 key
    HEADER("header"), // hash of an envelope's header
    PLAIN("plain"), // hash of a compartment's text
    FILE("file"), // hash of a piece of a file
    ENVELOPE("envelope"), // hash of an envelope
    BUNDLE("bundle"), // hash of a bundle
    NOTE("note"), // hash of any other note
    FORM("form"), // hash of a questionnaire
    SOURCE("source"), // root from the twelve words
    EID("eid"), // an envelope's id
    REPLY_SECRET("reply-secret"), // rs, per report
    RECEIPT("receipt"), // kr, per report
    WITHDRAW("withdraw"), // HMAC that makes w
    RTAG("rtag"), // hash of w
    DEAL("deal"), // J, keys, coefficients
    DECOY("decoy"), // share of an excluded member
    SHARE("share"), // h_i
    MASK("mask"), // mask of C
    PUBLIC("public"), // P
    SEAL("seal"), // HPKE info of a capsule
    COINS_SEAL("coins/seal"), // coins of a capsule
    TAG_REPORT("tag/report"), // T of the report
    TAG_IDENTITY("tag/identity"), // T of the identity
    HEDGE("hedge"), // M and R
    BODY_REPORT("body/report"), // key of the report body
    BODY_IDENTITY("body/identity"), // key of the identity body
    SALT_REPORT("salt/report"), // salt of the report body
    SALT_IDENTITY("salt/identity"), // salt of the identity body
    PROMISE("promise"), // Ed25519, the server's promise
    DUMMY("dummy"), // intake entries that are none
    DAY_KEY("day-key"), // hash and seal of a day key
    BATCH("batch"), // intake batch
    RELEASE("release"), // HPKE info of a release
    COINS_RELEASE("coins/release"), // coins of a release
    OPENED("opened"), // token in a RESULT
    BOARD_TAG("board/tag"), // where a reply stands
    BOARD_SALT("board/salt"), // its salt
    BOARD_KEY("board/key"), // its key
    BOARD_BATCH("board/batch"), // digest of a board batch
    REPLY("reply"), // Ed25519, a reply
    RS("rs"), // hash of rs
    LOGIN("login"), // Ed25519, log-in
    KEY_FILE("key-file"), // a member's key file
    ONION("onion"), // a person's key to the docket's onion service
    ONION_SERVICE("onion-service"), // seeds of a server's onion services
    FINGERPRINT("fingerprint"), // words for a panel
    PAGE("page"); // hash of the source's page

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
