package org.tresllaves.panel;

import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.Hpke;
import org.tresllaves.crypto.MlDsa44;
import org.tresllaves.crypto.OnionKey;
import org.tresllaves.crypto.Secret;
import org.tresllaves.protocol.Card;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Name;
import org.tresllaves.protocol.Roster;

/**
 * Everything one person of a panel holds: the Ed25519 seed that is the person, an ML-DSA-44 seed, one X-Wing seed per epoch and one per open reader
 * key (spec: member-key-file). Changing it gives a new one; what was erased is zeroed and gone once the key file is written again.
 */
public record PersonKeys(Name name, Secret ed25519, Secret mlDsa, Map<Long, Secret> epochs,
        List<ReaderSeed> readerSeeds)
        implements
            AutoCloseable {
    public static final int SEED = 32;
    public static final int MAX_EPOCHS = 64;
    public static final int MAX_READER_SEEDS = 64;

    /** The seed of a READER-KEY: which note it belongs to, and the last day it is kept. */
    public record ReaderSeed(Hash readerKey, LocalDate notAfter, Secret seed) {
    }

    public PersonKeys {
        epochs = Map.copyOf(epochs);
        readerSeeds = List.copyOf(readerSeeds);
        if (epochs.size() > MAX_EPOCHS || readerSeeds.size() > MAX_READER_SEEDS) {
            throw new IllegalArgumentException("a key file holds 64 epochs and 64 reader keys");
        }
    }

    /** A new person, with the sealing key of the genesis. */
    public static PersonKeys fresh(Name name, SecureRandom random) {
        return new PersonKeys(name, seed(random), seed(random), Map.of(0L, seed(random)), List.of());
    }

    /** With a sealing key for this epoch: the one there is, or a new one. */
    public PersonKeys withEpoch(long epoch, SecureRandom random) {
        if (epochs.containsKey(epoch)) {
            return this;
        }
        Map<Long, Secret> more = new TreeMap<>(epochs);
        more.put(epoch, seed(random));
        return new PersonKeys(name, ed25519, mlDsa, more, readerSeeds);
    }

    /** Without the sealing key of this epoch, for good: what its roster's reports are sealed to opens no more. */
    public PersonKeys erasingEpoch(long epoch) {
        Map<Long, Secret> fewer = new TreeMap<>(epochs);
        Optional.ofNullable(fewer.remove(epoch)).ifPresent(Secret::close);
        return new PersonKeys(name, ed25519, mlDsa, fewer, readerSeeds);
    }

    /** With the seed of a reader key just made. */
    public PersonKeys withReaderSeed(ReaderSeed seed) {
        List<ReaderSeed> more = new ArrayList<>(readerSeeds);
        more.add(seed);
        return new PersonKeys(name, ed25519, mlDsa, epochs, more);
    }

    /** Without the seed of this reader key, for good: done after its RESULT. */
    public PersonKeys erasingReaderSeed(Hash readerKey) {
        return keeping(readerSeeds.stream().filter(seed -> !seed.readerKey().equals(readerKey)).toList());
    }

    /** Without the seeds of reader keys whose last day is over. */
    public PersonKeys erasingReaderSeedsBefore(LocalDate today) {
        return keeping(readerSeeds.stream().filter(seed -> !seed.notAfter().isBefore(today)).toList());
    }

    private PersonKeys keeping(List<ReaderSeed> kept) {
        readerSeeds.stream().filter(seed -> !kept.contains(seed)).forEach(seed -> seed.seed().close());
        return new PersonKeys(name, ed25519, mlDsa, epochs, kept);
    }

    /** The seed of this reader key, if it is still there. */
    public Optional<Secret> readerSeed(Hash readerKey) {
        return readerSeeds.stream().filter(seed -> seed.readerKey().equals(readerKey)).map(ReaderSeed::seed)
                .findFirst();
    }

    /** The sealing seed of this epoch, if it is still there. */
    public Optional<Secret> epochSeed(long epoch) {
        return Optional.ofNullable(epochs.get(epoch));
    }

    /** The Ed25519 public key: who this is. */
    public byte[] person() {
        return Ed25519.keyPair(ed25519).publicKey();
    }

    /** This person on a roster, if it is there. */
    public Optional<Roster.Person> on(Roster roster) {
        return roster.personOf(person());
    }

    /** What others need to put this person on the roster of an epoch whose sealing key is there. */
    public Card card(long epoch) {
        Secret seed = epochSeed(epoch)
                .orElseThrow(() -> new IllegalArgumentException("no sealing key for epoch " + epoch));
        try (Secret onion = OnionKey.of(ed25519)) {
            return new Card(name, person(), MlDsa44.keyPair(mlDsa).publicKey(), Hpke.keyPair(seed).publicKey(),
                    OnionKey.publicKey(onion));
        }
    }

    private static Secret seed(SecureRandom random) {
        byte[] seed = new byte[SEED];
        random.nextBytes(seed);
        return Secret.taking(seed);
    }

    @Override
    public void close() {
        ed25519.close();
        mlDsa.close();
        epochs.values().forEach(Secret::close);
        readerSeeds.forEach(seed -> seed.seed().close());
    }

    @Override
    public String toString() {
        return "(keys of " + name + ")";
    }
}
