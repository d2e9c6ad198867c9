package org.tresllaves.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tresllaves.protocol.Hash;

/** Replies are found, joined and checked by whoever knows rs, whatever the board's keeper does. */
class RepliesTest {
    private static final SeededRandom RANDOM = new SeededRandom("replies");
    private static final Hash PANEL = Hash.of(RANDOM.bytes(32));
    private static final Ed25519.KeyPair ANA = Ed25519.random(RANDOM);
    private static final Ed25519.KeyPair BEN = Ed25519.random(RANDOM);
    private static final Secret RS = RANDOM.secret(32);
    private static final String LONG = "ñandú 😀 ".repeat(700);

    @Test
    void aReplyOfThreePartsIsFoundAmongTwoThousandRecordsInAnyOrder() {
        List<byte[]> sealed = Replies.seal(RS, writer(ANA), 0, 20_500, LONG);
        assertThat(sealed).hasSize(3).allMatch(record -> record.length == 4096);
        List<byte[]> board = noise(2000);
        board.addAll(sealed);
        board.addAll(Replies.seal(RANDOM.secret(32), writer(ANA), 0, 20_500, "for somebody else"));
        board.addAll(Replies.seal(RS, writer(BEN), 0, 20_499, "earlier"));
        board.addAll(List.of(sealed.get(1)));
        Collections.shuffle(board, new Random(5));
        Replies.Found found = read(board);
        assertThat(found.replies()).extracting(Replies.Reply::text).containsExactly("earlier", LONG);
        assertThat(found.gaps()).isEmpty();
        assertThat(found.refused()).isZero();
        assertThat(found.next()).containsEntry(BoardRecord.who(ANA.publicKey()), 3L);
    }

    @Test
    void aMissingSecondPartOfThreeShows() {
        List<byte[]> sealed = Replies.seal(RS, writer(ANA), 5, 20_500, LONG);
        Replies.Found found = read(List.of(sealed.get(2), sealed.get(0)));
        assertThat(found.replies()).singleElement().satisfies(reply -> {
            assertThat(reply.isComplete()).isFalse();
            assertThat(reply.missing()).containsExactly(1);
        });
        assertThat(found.gaps()).extracting(Replies.Gap::counter).contains(6L);
        assertThat(read(List.of(sealed.get(1))).replies()).singleElement()
                .satisfies(reply -> assertThat(reply.missing()).containsExactly(0, 2));
    }

    @Test
    void twoDesksThatTakeOneCounterReuseNoKeyAndBothAreRead() {
        byte[] one = Replies.seal(RS, writer(ANA), 0, 20_500, "come on Monday").getFirst();
        byte[] two = Replies.seal(RS, writer(ANA), 0, 20_500, "come on Friday").getFirst();
        assertThat(java.util.Arrays.copyOf(one, 16)).isEqualTo(java.util.Arrays.copyOf(two, 16));
        assertThat(java.util.Arrays.copyOfRange(one, 16, 32)).isNotEqualTo(java.util.Arrays.copyOfRange(two, 16, 32));
        int alike = 0;
        for (int i = 32; i < 4096; i++) {
            alike += one[i] == two[i] ? 1 : 0;
        }
        assertThat(alike).isLessThan(60); // one key twice would leave some 4,000 alike
        assertThat(read(List.of(one, two)).replies()).extracting(Replies.Reply::text)
                .containsExactlyInAnyOrder("come on Monday", "come on Friday");
    }

    @Test
    void partsOfTwoLongRepliesAreNeverMixed() {
        List<byte[]> board = new ArrayList<>(Replies.seal(RS, writer(ANA), 0, 20_500, LONG));
        board.addAll(Replies.seal(RS, writer(ANA), 0, 20_500, LONG.replace('o', 'u').replace('d', 't')));
        List<Replies.Reply> replies = read(board).replies();
        assertThat(replies).hasSize(6).allMatch(Replies.Reply::doubled).noneMatch(Replies.Reply::isComplete);
    }

    @Test
    void whatIsForgedOrDamagedIsRefusedAndCounted() {
        byte[] good = Replies.seal(RS, writer(ANA), 0, 20_500, "x").getFirst();
        byte[] damaged = good.clone();
        damaged[4000] ^= 1;
        // Ben knows rs and writes under Ana's name.
        byte[] forged = Replies.seal(RS, new BoardRecord.Writer(PANEL, new Ed25519.KeyPair(BEN.seed(),
                ANA.publicKey())), 0, 20_500, "pay me").getFirst();
        byte[] otherPanel = Replies.seal(RS, new BoardRecord.Writer(Hash.of(RANDOM.bytes(32)), ANA), 0, 20_500,
                "not here").getFirst();
        Replies.Found found = read(List.of(damaged, forged, otherPanel));
        assertThat(found.replies()).isEmpty();
        assertThat(found.refused()).isEqualTo(3);
    }

    @Test
    void aReplyFromSomebodyWhoHasLeftIsRefused() {
        List<Replies.Dated> board = new ArrayList<>();
        board.add(new Replies.Dated(Replies.seal(RS, writer(ANA), 0, 10, "then").getFirst(), 10));
        board.add(new Replies.Dated(Replies.seal(RS, writer(ANA), 1, 10, "after").getFirst(), 30));
        Replies.Found found = Replies.read(RS, PANEL, List.of(new Replies.Signer(ANA.publicKey(), day -> day < 20)),
                board);
        assertThat(found.replies()).extracting(Replies.Reply::text).containsExactly("then");
        assertThat(found.refused()).isEqualTo(1);
    }

    @Test
    void laterRepliesAreFoundWhenEarlierOnesHaveLeftTheBoard() {
        List<byte[]> board = new ArrayList<>();
        for (int counter = 60; counter < 80; counter += 4) {
            board.addAll(Replies.seal(RS, writer(ANA), counter, 20_500, "reply " + counter));
        }
        assertThat(read(board).replies()).hasSize(5);
    }

    @Test
    void recordsAndDummiesLookAlike() {
        Set<Integer> first = new HashSet<>();
        int[] counts = new int[256];
        for (int i = 0; i < 60; i++) {
            byte[] record = Replies.seal(RS, writer(ANA), i, 20_500, "").getFirst();
            first.add(java.util.Arrays.hashCode(java.util.Arrays.copyOf(record, 16)));
            for (byte b : record) {
                counts[b & 0xff]++;
            }
        }
        assertThat(first).hasSize(60);
        double chi = 0;
        for (int count : counts) {
            chi += (count - 960.0) * (count - 960.0) / 960;
        }
        assertThat(chi).isBetween(160.0, 370.0); // 255 degrees of freedom
    }

    private static BoardRecord.Writer writer(Ed25519.KeyPair key) {
        return new BoardRecord.Writer(PANEL, key);
    }

    private static List<byte[]> noise(int count) {
        List<byte[]> board = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            board.add(BoardRecord.dummy(RANDOM));
        }
        return board;
    }

    private static Replies.Found read(List<byte[]> board) {
        List<Replies.Signer> signers = List.of(new Replies.Signer(ANA.publicKey(), day -> true),
                new Replies.Signer(BEN.publicKey(), day -> true));
        return Replies.read(RS, PANEL, signers,
                board.stream().map(record -> new Replies.Dated(record, 20_501)).toList());
    }
}
