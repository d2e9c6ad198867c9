package org.tresllaves.cli;

import java.io.IOException;
import java.time.LocalDate;
import org.tresllaves.client.Intake;
import org.tresllaves.client.Untrue;
import org.tresllaves.crypto.Hpke;
import org.tresllaves.crypto.Secret;
import org.tresllaves.panel.PersonKeys;
import org.tresllaves.protocol.Closing;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.ReaderKeyNote;
import org.tresllaves.protocol.Refused;
import org.tresllaves.protocol.RequestNote;
import org.tresllaves.protocol.Roster;
import org.tresllaves.tlog.PanelNote;
import picocli.CommandLine.Command;

/** {@code docket list}: what there is, and a fresh reader key if this person has none that still lasts. */
@Command(name = "list")
final class DocketList extends DeskVerb {
    private static final int READER_KEY_DAYS = 14;

    DocketList(Run run) {
        super(run);
    }

    @Override
    void work(Desk desk, Keys.Unlocked keys) throws Stop, IOException, Refused, Untrue {
        keepReaderKey(run, desk, keys);
        run.print(run.texts().text("docket.batches"));
        for (Intake.Batch batch : desk.intake()) {
            run.print("  " + run.texts().text("docket.batch", Long.toString(batch.leaf().number()),
                    run.texts().date(batch.leaf().day())));
        }
        if (desk.docket().all(RequestNote.class).isEmpty()) {
            run.print(run.texts().text("docket.no-requests"));
        }
        RequestWords words = new RequestWords(run, desk);
        desk.docket().all(RequestNote.class).forEach(words::print);
        if (desk.docket().ignored() > boards(desk)) {
            run.say("docket.ignored", desk.docket().ignored() - boards(desk));
        }
    }

    /** Digests of the board are notes too, which this list has nothing to say about. */
    private static int boards(Desk desk) {
        return (int) desk.log().stream()
                .filter(note -> new String(note, java.nio.charset.StandardCharsets.UTF_8).startsWith(
                        org.tresllaves.protocol.BoardNote.TYPE))
                .count();
    }

    /** The seed is in the key file before its key is on the docket: a release to a key nobody holds would be lost. */
    static void keepReaderKey(Run run, Desk desk, Keys.Unlocked unlocked) throws Stop, IOException, Refused, Untrue {
        Roster.Person self = desk.self(unlocked.keys());
        Hash roster = desk.current().hash();
        for (PanelNote<ReaderKeyNote> key : desk.docket().all(ReaderKeyNote.class)) {
            boolean mine = key.person().is(self) && key.note().head().rosterHash().equals(roster);
            boolean lasts = Closing.isAlive(key.note(), run.clock().instant())
                    && key.note().notAfter().isAfter(run.today().plusDays(2));
            if (mine && lasts && unlocked.keys().readerSeed(key.hash()).isPresent()) {
                return;
            }
        }
        LocalDate notAfter = run.today().plusDays(READER_KEY_DAYS);
        byte[] seed = new byte[PersonKeys.SEED];
        run.random().nextBytes(seed);
        Secret secret = Secret.taking(seed);
        ReaderKeyNote note = new ReaderKeyNote(desk.head(self), Hpke.keyPair(secret).publicKey(), notAfter);
        unlocked.replace(unlocked.keys().erasingReaderSeedsBefore(run.today())
                .withReaderSeed(new PersonKeys.ReaderSeed(PanelNote.hash(note), notAfter, secret)));
        desk.post(note, self, unlocked.keys());
        run.say("docket.reader-key", run.texts().date(notAfter));
    }
}
