package org.tresllaves.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;

/** The two derivations everything is built from (spec: labels): X, an HKDF-SHA-512 under a label, and H, a SHA-256 under a label. */
public final class Derive {
    private Derive() {
    }

    /** X(label, ikm, info, length): HKDF-SHA-512 with the label's prefix as salt (RFC 5869). */
    public static byte[] x(Label label, byte[] ikm, byte[] info, int length) {
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA512Digest());
        hkdf.init(new HKDFParameters(ikm, label.prefix(), info));
        byte[] out = new byte[length];
        hkdf.generateBytes(out, 0, length);
        return out;
    }

    /** H(label | parts...): SHA-256 over the label's prefix and the parts in order. */
    public static Hash h(Label label, byte[]... parts) {
        MessageDigest digest = sha256();
        digest.update(label.prefix());
        for (byte[] part : parts) {
            digest.update(part);
        }
        return Hash.of(digest.digest());
    }

    /** A SHA-256 that has already taken the label's prefix, for input that does not fit in memory. */
    public static MessageDigest hasher(Label label) {
        MessageDigest digest = sha256();
        digest.update(label.prefix());
        return digest;
    }

    /** Plain SHA-256 from the JDK, which runs on the processor's own instructions. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Joins byte strings. */
    public static byte[] concat(byte[]... parts) {
        byte[] out = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, out, at, part.length);
            at += part.length;
        }
        return out;
    }
}
