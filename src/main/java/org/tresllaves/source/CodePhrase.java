package org.tresllaves.source;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Secret;
import org.tresllaves.protocol.WordList;

/**
 * Twelve words that are 128 random bits and four bits of checksum (BIP-39; spec: source secrets). The phrase is all a source needs to come back, and
 * all that somebody needs who finds it. Closing it erases the bits; words that were shown as text cannot be erased.
 */
public final class CodePhrase implements AutoCloseable {
    public static final int WORDS = 12;
    private static final int BITS = 11;
    private static final int CHECKSUM = 4;
    private static final int SUGGESTIONS = 3;

    private final WordList list;
    private final Secret entropy;

    private CodePhrase(WordList list, Secret entropy) {
        this.list = list;
        this.entropy = entropy;
    }

    /** A new phrase. The generator must be a good one: nothing else stands behind these 128 bits. */
    public static CodePhrase generate(WordList list, SecureRandom random) {
        byte[] entropy = new byte[SourceSecrets.ENTROPY];
        random.nextBytes(entropy);
        return of(list, Secret.taking(entropy));
    }

    /** The phrase of these 16 bytes. */
    public static CodePhrase of(WordList list, Secret entropy) {
        if (entropy.length() != SourceSecrets.ENTROPY) {
            throw new IllegalArgumentException("twelve words are 16 bytes");
        }
        return new CodePhrase(list, entropy);
    }

    /**
     * What twelve typed words can mean: one phrase for every list that has all of them and whose checksum holds. More than one is rare and no error: all
     * are to be tried.
     */
    public static List<CodePhrase> parse(String typed) throws BadPhrase {
        List<String> words = Arrays.stream(typed.split("[\\s\\p{Z}]+")).filter(word -> !word.isEmpty()).toList();
        if (words.size() != WORDS) {
            throw BadPhrase.count(words.size());
        }
        List<CodePhrase> phrases = new ArrayList<>();
        boolean known = false;
        for (WordList list : WordList.values()) {
            int[] indices = indices(list, words);
            boolean complete = Arrays.stream(indices).noneMatch(index -> index < 0);
            known |= complete;
            if (complete) {
                decode(list, indices).ifPresent(phrases::add);
            }
        }
        if (!known) {
            throw unknown(words);
        }
        if (phrases.isEmpty()) {
            throw BadPhrase.checksum();
        }
        return phrases;
    }

    /** The words, to be shown once. */
    public List<String> words() {
        byte[] raw = entropy.reveal();
        BigInteger bits = new BigInteger(1, raw).shiftLeft(CHECKSUM).or(BigInteger.valueOf(checksum(raw)));
        Arrays.fill(raw, (byte) 0);
        List<String> words = new ArrayList<>();
        for (int i = WORDS - 1; i >= 0; i--) {
            words.add(list.word(bits.shiftRight(BITS * i).intValue() & WordList.SIZE - 1));
        }
        return words;
    }

    public WordList list() {
        return list;
    }

    /** A copy of the 16 bytes. */
    public Secret entropy() {
        return Secret.taking(entropy.reveal());
    }

    @Override
    public void close() {
        entropy.close();
    }

    private static java.util.Optional<CodePhrase> decode(WordList list, int[] indices) {
        BigInteger bits = BigInteger.ZERO;
        for (int index : indices) {
            bits = bits.shiftLeft(BITS).or(BigInteger.valueOf(index));
        }
        byte[] entropy = bytes(bits.shiftRight(CHECKSUM));
        boolean holds = checksum(entropy) == (bits.intValue() & (1 << CHECKSUM) - 1);
        return holds ? java.util.Optional.of(of(list, Secret.taking(entropy))) : java.util.Optional.empty();
    }

    private static byte[] bytes(BigInteger value) {
        byte[] raw = value.toByteArray();
        byte[] out = new byte[SourceSecrets.ENTROPY];
        int length = Math.min(raw.length, out.length);
        System.arraycopy(raw, raw.length - length, out, out.length - length, length);
        return out;
    }

    private static int checksum(byte[] entropy) {
        return (Derive.sha256().digest(entropy)[0] & 0xff) >>> 8 - CHECKSUM;
    }

    private static int[] indices(WordList list, List<String> words) {
        return words.stream().map(list::indexOf).mapToInt(index -> index.orElse(-1)).toArray();
    }

    /** Names the first word that is missing from the list that has most of the others. */
    private static BadPhrase unknown(List<String> words) {
        WordList closest = Arrays.stream(WordList.values())
                .max(Comparator.<WordList>comparingLong(list -> known(list, words))
                        .thenComparing(list -> -list.ordinal()))
                .orElseThrow();
        int[] indices = indices(closest, words);
        int at = 0;
        while (indices[at] >= 0) {
            at++;
        }
        return BadPhrase.unknown(at + 1, words.get(at), suggestions(closest, words.get(at)));
    }

    private static long known(WordList list, List<String> words) {
        return words.stream().map(list::indexOf).filter(OptionalInt::isPresent).count();
    }

    private static List<String> suggestions(WordList list, String typed) {
        String key = WordList.key(typed);
        return list.words().stream().filter(word -> distance(key, WordList.key(word)) <= 2)
                .sorted(Comparator.comparingInt(word -> distance(key, WordList.key(word)))).limit(SUGGESTIONS).toList();
    }

    /** How many letters to add, drop or change. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
