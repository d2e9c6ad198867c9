package org.tresllaves.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Refused;
import org.tresllaves.server.docket.Reports;
import org.tresllaves.server.intake.Intake;
import org.tresllaves.server.ledger.Batches;

/** What the docket is shown of reports and of the intake log. */
final class LedgerReports implements Reports {
    private final Batches batches;
    private final Intake intake;

    LedgerReports(Batches batches, Intake intake) {
        this.batches = batches;
        this.intake = intake;
    }

    @Override
    public byte[] segment(Eid eid, int index) throws IOException, Refused {
        ByteArrayOutputStream out = new ByteArrayOutputStream(intake.bucket(eid).segmentLength());
        intake.segment(eid, index, out);
        return out.toByteArray();
    }

    @Override
    public byte[] digests(Eid eid) throws Refused {
        return intake.digests(eid);
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
