package org.tresllaves.client;

import java.io.IOException;
import java.util.List;
import org.tresllaves.crypto.Replies;
import org.tresllaves.protocol.IntakeEntry;
import org.tresllaves.protocol.Refused;
import org.tresllaves.tlog.RosterChain;

/**
 * Everything a source fetches, always all of it in the same order: a first visit and a return look alike. Intake and board are verified; the docket's
 * notes are each verified by who reads them.
 */
public record Visit(List<Intake.Batch> intake, List<byte[]> docket, List<Replies.Dated> board) {
    public Visit {
        intake = List.copyOf(intake);
        docket = List.copyOf(docket);
        board = List.copyOf(board);
    }

    /** Fetches. */
    public static Visit fetch(Server server, RosterChain chain) throws IOException, Refused, Untrue {
        List<Intake.Batch> intake = Intake.fetch(server, chain);
        byte[] board = server.unverifiedBoard();
        List<byte[]> docket = server.unverifiedDocket();
        return new Visit(intake, docket, Board.verify(board, chain, docket));
    }

    /** All entries of the window. */
    public List<IntakeEntry> entries() {
        return intake.stream().flatMap(batch -> batch.entries().stream()).toList();
    }
}
