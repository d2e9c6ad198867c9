package org.tresllaves.panel;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tresllaves.crypto.Secret;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Name;
import org.tresllaves.protocol.Wire;

/** What is inside a key file: 8,192 bytes whatever it holds (spec: member-key-file, "Record"). */
final class KeyRecord {
    static final int LENGTH = 8192;

    private KeyRecord() {
    }

    static byte[] encode(PersonKeys keys) {
        byte[] name = keys.name().token().getBytes(StandardCharsets.UTF_8);
        Wire.Writer out = new Wire.Writer().u8(name.length).bytes(name).bytes(keys.ed25519().reveal())
                .bytes(keys.mlDsa().reveal()).u8(keys.epochs().size());
        new TreeMap<>(keys.epochs()).forEach((epoch, seed) -> out.u32(epoch).bytes(seed.reveal()));
        out.u8(keys.readerSeeds().size());
        keys.readerSeeds().stream().sorted((a, b) -> a.readerKey().compareTo(b.readerKey())).forEach(
                seed -> out.hash(seed.readerKey()).u32(seed.notAfter().toEpochDay()).bytes(seed.seed().reveal()));
        return Arrays.copyOf(out.toBytes(), LENGTH);
    }

    static PersonKeys parse(byte[] record) throws Malformed {
        Wire.Reader in = new Wire.Reader(record, KeyFile.Flaw.RECORD);
        String name = new String(in.bytes(in.u8()), StandardCharsets.UTF_8);
        require(Name.isToken(name), KeyFile.Flaw.RECORD);
        Secret ed25519 = Secret.taking(in.bytes(PersonKeys.SEED));
        Secret mlDsa = Secret.taking(in.bytes(PersonKeys.SEED));
        Map<Long, Secret> epochs = epochs(in);
        List<PersonKeys.ReaderSeed> readers = readers(in);
        for (byte b : in.bytes(in.remaining())) {
            require(b == 0, KeyFile.Flaw.PADDING);
        }
        return new PersonKeys(new Name(name), ed25519, mlDsa, epochs, readers);
    }

    private static Map<Long, Secret> epochs(Wire.Reader in) throws Malformed {
        int count = in.u8();
        require(count <= PersonKeys.MAX_EPOCHS, KeyFile.Flaw.RECORD);
        TreeMap<Long, Secret> epochs = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            long epoch = in.u32();
            require(epochs.isEmpty() || epochs.lastKey() < epoch, KeyFile.Flaw.RECORD);
            epochs.put(epoch, Secret.taking(in.bytes(PersonKeys.SEED)));
        }
        return epochs;
    }

    private static List<PersonKeys.ReaderSeed> readers(Wire.Reader in) throws Malformed {
        int count = in.u8();
        require(count <= PersonKeys.MAX_READER_SEEDS, KeyFile.Flaw.RECORD);
        List<PersonKeys.ReaderSeed> readers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Hash readerKey = in.hash();
            require(readers.isEmpty() || readers.getLast().readerKey().compareTo(readerKey) < 0, KeyFile.Flaw.RECORD);
            LocalDate notAfter = LocalDate.ofEpochDay(in.u32());
            readers.add(new PersonKeys.ReaderSeed(readerKey, notAfter, Secret.taking(in.bytes(PersonKeys.SEED))));
        }
        return readers;
    }

    private static void require(boolean holds, KeyFile.Flaw flaw) throws Malformed {
        if (!holds) {
            throw new Malformed(flaw);
        }
    }
}
