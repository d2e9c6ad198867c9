package org.tresllaves.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tresllaves.crypto.Derive;
import org.tresllaves.protocol.BoardNote;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;

/** What makes a client refuse a whole board, though a docket's key signed a digest for every batch (spec: board). */
class BoardTest {
    private final Random random = new Random(62);

    @Test
    void aBoardOfSignedBatchesIsTakenWithTheirDays() throws Exception {
        byte[] first = batch(7, 20_792, true);
        byte[] second = batch(9, 20_793, true);
        assertThat(Board.verify(joined(first, second), digests(first, second))).hasSize(64)
                .extracting(record -> record.day()).startsWith(20_792L).endsWith(20_793L);
        assertThat(Board.verify(new byte[0], Set.of())).isEmpty();
    }

    @Test
    void aBatchWithoutADigestRefusesAll() {
        byte[] first = batch(7, 20_792, true);
        byte[] second = batch(8, 20_792, true);
        refused(joined(first, second), digests(first));
    }

    @Test
    void aNumberThatComesTwiceOrFallsRefusesAll() {
        byte[] first = batch(8, 20_792, true);
        byte[] same = batch(8, 20_792, true);
        byte[] earlier = batch(7, 20_792, true);
        refused(joined(first, same), digests(first, same));
        refused(joined(first, earlier), digests(first, earlier));
    }

    @Test
    void aBatchThatIsNotSortedRefusesAll() {
        byte[] unsorted = batch(8, 20_792, false);
        refused(unsorted, digests(unsorted));
    }

    @Test
    void aLengthThatIsNoWholeBatchAndTooManyRefuseAll() {
        byte[] batch = batch(1, 20_792, true);
        refused(Arrays.copyOf(batch, batch.length - 1), digests(batch));
        byte[][] many = IntStream.range(0, 63).mapToObj(number -> batch(number, 20_792, true)).toArray(byte[][]::new);
        refused(joined(many), digests(many));
    }

    private static void refused(byte[] board, Set<Hash> digests) {
        assertThatThrownBy(() -> Board.verify(board, digests)).isInstanceOfSatisfying(Untrue.class,
                e -> assertThat(e.what()).isEqualTo(Untrue.What.BOARD));
    }

    private byte[] batch(int number, int day, boolean sorted) {
        List<byte[]> records = Stream.generate(() -> {
            byte[] record = new byte[BoardNote.RECORD];
            random.nextBytes(record);
            return record;
        }).limit(BoardNote.RECORDS).sorted(Arrays::compareUnsigned).toList();
        ByteBuffer out = ByteBuffer.allocate(BoardNote.BATCH_HEAD + BoardNote.RECORDS * BoardNote.RECORD);
        out.putInt(number).putInt(day);
        (sorted ? records : records.reversed()).forEach(out::put);
        return out.array();
    }

    private static byte[] joined(byte[]... batches) {
        ByteBuffer out = ByteBuffer.allocate(Arrays.stream(batches).mapToInt(batch -> batch.length).sum());
        Arrays.stream(batches).forEach(out::put);
        return out.array();
    }

    private static Set<Hash> digests(byte[]... batches) {
        return Arrays.stream(batches).map(batch -> Derive.h(Label.BOARD_BATCH, batch)).collect(Collectors.toSet());
    }
}
