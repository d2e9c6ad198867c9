package org.tresllaves.panel;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.protocol.Hash;
import org.tresllaves.vectors.Vector;

/** Writes the vectors of key files, at a cost that no production reader accepts. */
public final class KeyFileVectors {
    static final KeyFile.Cost CHEAP = new KeyFile.Cost(64, 1);
    static final String PASSPHRASE = "tres llaves á";
    private static final String FORMAT = "key-file";

    private KeyFileVectors() {
    }

    public static void main(String[] args) throws IOException {
        Vector.write(FORMAT, all());
    }

    static PersonKeys keys() {
        SeededRandom random = new SeededRandom("key file");
        PersonKeys.ReaderSeed seed = new PersonKeys.ReaderSeed(Hash.of(random.bytes(32)), LocalDate.of(2026, 12, 1),
                random.secret(32));
        return TestPanel.person("Inés Núñez").withEpoch(7, random).withReaderSeed(seed);
    }

    static Map<String, Vector> all() {
        byte[] record = KeyRecord.encode(keys());
        byte[] file = sealed(record);
        Map<String, Vector> all = new TreeMap<>();
        all.put("ok", with(Vector.ok(FORMAT, "two epochs and one reader key"), file).out("record_start",
                Arrays.copyOf(record, 512)));
        bad(all, "length", KeyFile.Flaw.LENGTH, "one byte more", Arrays.copyOf(file, file.length + 1));
        bad(all, "magic", KeyFile.Flaw.MAGIC, "another magic", edited(file, f -> f[0] = 'X'));
        bad(all, "cost-too-high", KeyFile.Flaw.COST_TOO_HIGH, "4 TiB of memory", edited(file, f -> f[4] = (byte) 0xff));
        bad(all, "too-many-passes", KeyFile.Flaw.COST_TOO_HIGH, "11 passes", edited(file, f -> f[11] = 11));
        bad(all, "cost-too-low", KeyFile.Flaw.COST_TOO_LOW, "63 KiB where 64 are asked for", edited(file,
                f -> f[7] = 63));
        bad(all, "lanes", KeyFile.Flaw.LANES, "two lanes", edited(file, f -> f[12] = 2));
        bad(all, "changed-byte", KeyFile.Flaw.WRONG_PASSPHRASE, "one bit of the ciphertext", edited(file,
                f -> f[100] ^= 1));
        bad(all, "record", KeyFile.Flaw.RECORD, "a name of no bytes", sealed(edited(record, r -> r[0] = 0)));
        bad(all, "padding", KeyFile.Flaw.PADDING, "a byte after the record",
                sealed(edited(record, r -> r[KeyRecord.LENGTH - 1] = 1)));
        return all;
    }

    private static byte[] sealed(byte[] record) {
        try {
            return KeyFile.insecureCost(CHEAP).sealRecord(record, PASSPHRASE.toCharArray(),
                    new SeededRandom("salt").bytes(16));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] edited(byte[] bytes, Consumer<byte[]> edit) {
        byte[] copy = bytes.clone();
        edit.accept(copy);
        return copy;
    }

    private static void bad(Map<String, Vector> all, String name, KeyFile.Flaw flaw, String comment, byte[] file) {
        all.put(name, with(Vector.refused(FORMAT, comment, flaw), file));
    }

    private static Vector with(Vector vector, byte[] file) {
        return vector.in("file", file).in("passphrase", PASSPHRASE).in("least_kib", CHEAP.kib()).in("least_passes",
                CHEAP.passes());
    }
}
