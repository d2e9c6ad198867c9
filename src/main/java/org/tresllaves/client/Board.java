package org.tresllaves.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Replies;
import org.tresllaves.protocol.BoardNote;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Refused;
import org.tresllaves.tlog.Policy;
import org.tresllaves.tlog.RosterChain;
import org.tresllaves.tlog.SignedNote;

/** The board of replies, always whole (spec: board). One batch whose digest is not on the docket, and nothing of it is used. */
public final class Board {
    private static final int BATCH = BoardNote.BATCH_HEAD + BoardNote.RECORDS * BoardNote.RECORD;
    private static final int MAX_BATCHES = 62;

    private Board() {
    }

    /** Fetches every record with the day of its batch, and the docket after it, to hold it against. */
    public static List<Replies.Dated> fetch(Server server, RosterChain chain) throws IOException, Refused, Untrue {
        byte[] board = server.unverifiedBoard();
        return verify(board, chain, server.unverifiedDocket());
    }

    /** {@code docket} was fetched after the board: what is published between the two has its digest there, and a batch without one is a lie. */
    static List<Replies.Dated> verify(byte[] board, RosterChain chain, List<byte[]> docket) throws Untrue {
        return verify(board, digests(chain, docket));
    }

    static List<Replies.Dated> verify(byte[] board, Set<Hash> digests) throws Untrue {
        require(board.length % BATCH == 0 && board.length <= MAX_BATCHES * BATCH);
        List<Replies.Dated> records = new ArrayList<>();
        long before = -1;
        for (int at = 0; at < board.length; at += BATCH) {
            byte[] batch = Arrays.copyOfRange(board, at, at + BATCH);
            ByteBuffer head = ByteBuffer.wrap(batch);
            long number = Integer.toUnsignedLong(head.getInt());
            long day = Integer.toUnsignedLong(head.getInt());
            require(number > before && digests.contains(Derive.h(Label.BOARD_BATCH, batch)));
            records(batch).forEach(record -> records.add(new Replies.Dated(record, day)));
            before = number;
        }
        return records;
    }

    /** The records of a batch, which stand sorted: no order of posting shows. */
    private static List<byte[]> records(byte[] batch) throws Untrue {
        List<byte[]> records = new ArrayList<>();
        for (int from = BoardNote.BATCH_HEAD; from < BATCH; from += BoardNote.RECORD) {
            byte[] record = Arrays.copyOfRange(batch, from, from + BoardNote.RECORD);
            require(records.isEmpty() || Arrays.compareUnsigned(records.getLast(), record) <= 0);
            records.add(record);
        }
        return records;
    }

    private static void require(boolean holds) throws Untrue {
        if (!holds) {
            throw new Untrue(Untrue.What.BOARD);
        }
    }

    /** The digests on the docket that its log's key signed. */
    private static Set<Hash> digests(RosterChain chain, List<byte[]> docket) {
        Set<Hash> digests = new HashSet<>();
        for (byte[] bytes : docket) {
            try {
                SignedNote note = SignedNote.parse(bytes);
                if (note.text().startsWith(BoardNote.TYPE + "\n")) {
                    BoardNote board = BoardNote.parse(note.text());
                    boolean signed = chain.links().stream()
                            .anyMatch(link -> note.isSignedBy(link.policy().log(Policy.Origin.DOCKET)));
                    if (signed && board.panelId().equals(chain.panelId())) {
                        digests.add(board.digest());
                    }
                }
            } catch (Malformed e) {
                // Not a digest: the board is judged by those that are.
            }
        }
        return digests;
    }
}
