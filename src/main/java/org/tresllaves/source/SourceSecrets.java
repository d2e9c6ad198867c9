package org.tresllaves.source;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Secret;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;

/**
 * What a source derives from its twelve words for one panel (spec: source secrets). Whoever holds the root finds the source's reports, reads its
 * replies and can withdraw; it opens no report, since content keys do not depend on it alone.
 */
public final class SourceSecrets implements AutoCloseable {
    public static final int ENTROPY = 16;
    public static final int ROOT = 64;
    private static final int FRESH = 32;
    private static final byte[] NOTHING = {};

    private final Secret root;

    private SourceSecrets(Secret root) {
        this.root = root;
    }

    /** root = X("source", entropy, panel_id). */
    public static SourceSecrets of(Secret entropy, Hash panelId) {
        if (entropy.length() != ENTROPY) {
            throw new IllegalArgumentException("twelve words are 16 bytes");
        }
        return new SourceSecrets(derived(Label.SOURCE, entropy, panelId.bytes(), ROOT));
    }

    /** A copy of the 64-byte root, for the hedge. */
    public Secret root() {
        return Secret.taking(root.reveal());
    }

    /** A new eid = X("eid", fresh 32 | root, -): nobody without the root can link two of them, even with a weak generator. */
    public Eid freshEid(SecureRandom random) {
        byte[] fresh = new byte[FRESH];
        random.nextBytes(fresh);
        byte[] kept = root.reveal();
        try (Secret ikm = Secret.taking(Derive.concat(fresh, kept));
                Secret eid = derived(Label.EID, ikm, NOTHING, Eid.LENGTH)) {
            return Eid.of(eid.reveal());
        } finally {
            Arrays.fill(kept, (byte) 0);
        }
    }

    /** rs = X("reply-secret", root, eid): goes into this report's manifest and nowhere else. */
    public Secret rs(Eid eid) {
        return derived(Label.REPLY_SECRET, root, eid.bytes(), Hash.LENGTH);
    }

    /** w = HMAC-SHA-256(kr, "withdraw" | eid | envelope_hash): shown only to withdraw. */
    public Secret w(Eid eid, Hash envelopeHash) {
        try (Secret kr = derived(Label.RECEIPT, root, eid.bytes(), Hash.LENGTH)) {
            byte[] key = kr.reveal();
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            Arrays.fill(key, (byte) 0);
            return Secret.taking(mac.doFinal(Label.WITHDRAW.with(eid.bytes(), envelopeHash.bytes())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    /** rtag = H("rtag" | w), the public tag of the entry that belongs to these words. */
    public Hash rtag(Eid eid, Hash envelopeHash) {
        try (Secret w = w(eid, envelopeHash)) {
            return Derive.h(Label.RTAG, w.reveal());
        }
    }

    @Override
    public void close() {
        root.close();
    }

    private static Secret derived(Label label, Secret from, byte[] info, int length) {
        byte[] ikm = from.reveal();
        try {
            return Secret.taking(Derive.x(label, ikm, info, length));
        } finally {
            Arrays.fill(ikm, (byte) 0);
        }
    }
}
