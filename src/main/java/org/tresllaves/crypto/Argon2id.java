package org.tresllaves.crypto;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id version 1.3 with one lane (RFC 9106): makes a passphrase slow and costly in memory to guess. Bounds on its cost are the caller's. */
public final class Argon2id {
    private Argon2id() {
    }

    /** 32 bytes from a passphrase and a salt. */
    public static byte[] derive(byte[] passphrase, byte[] salt, int kib, int passes) {
        Argon2BytesGenerator argon = new Argon2BytesGenerator();
        argon.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13).withMemoryAsKB(kib).withIterations(passes)
                .withParallelism(1).withSalt(salt).build());
        byte[] out = new byte[32];
        argon.generateBytes(passphrase, out);
        return out;
    }
}
