package org.tresllaves.server;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.tresllaves.server.db.Database;
import org.tresllaves.server.intake.Capacity;
import org.tresllaves.server.intake.Intake;
import org.tresllaves.server.intake.Limits;
import org.tresllaves.server.ledger.Batches;
import org.tresllaves.server.ledger.NoteLog;
import org.tresllaves.server.ledger.Rosters;
import org.tresllaves.server.ledger.ServerKeys;
import org.tresllaves.server.ledger.Timetable;

/** Room for reports: made once by {@code init}, and more of it by {@code grow}, while no server runs. */
final class Room {
    /** What the database and bundles may still need beside a chest. */
    private static final long SPARE = 64L << 20;

    private Room() {
    }

    /** Makes the schema where there is none, and adds so many bytes of slots. */
    static void make(Path data, ServerKeys keys, long bytes) throws IOException, Main.Stop {
        if (data.toFile().getUsableSpace() < bytes + SPARE) {
            throw new Main.Stop("error.no-room");
        }
        SecureRandom random = new SecureRandom();
        InstantSource clock = InstantSource.system();
        try (Claim claim = Claim.on(data); Database database = Database.open(data)) {
            Intake.Parts parts = new Intake.Parts(database, keys, Rosters.load(database, clock),
                    Batches.load(database, keys, random), new NoteLog(database, NoteLog.Kind.DOCKET),
                    new Timetable(Settings.BATCH_TIME, Optional.empty(), clock), random);
            try (Intake intake = Intake.open(data, parts, Limits.upTo(Largest.read(data)))) {
                intake.grow(Capacity.ofBytes(bytes));
            }
            claim.check();
        }
    }
}
