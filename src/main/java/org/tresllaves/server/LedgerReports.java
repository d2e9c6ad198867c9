package org.tresllaves.server;

import java.io.IOException;
import java.util.Optional;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.server.docket.Reports;
import org.tresllaves.server.ledger.Batches;

/** What the docket is shown of the intake log. */
final class LedgerReports implements Reports {
    private final Batches batches;

    LedgerReports(Batches batches) {
        this.batches = batches;
    }

    @Override
    public Optional<byte[]> segment(Eid eid, int index) {
        return Optional.empty();
    }

    @Override
    public Optional<byte[]> digests(Eid eid) {
        return Optional.empty();
    }

    @Override
    public Optional<byte[]> sealedDayKey(long batch, Hash who) throws IOException {
        return batches.dayKey(batch, who);
    }

    @Override
    public long batches() {
        return batches.next();
    }
}
