package org.tresllaves.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tresllaves.crypto.Audit;
import org.tresllaves.crypto.BoardRecord;
import org.tresllaves.crypto.ResultToken;
import org.tresllaves.crypto.Secret;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.protocol.DocketNote;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.IntakeEntry;
import org.tresllaves.protocol.ResultNote;
import org.tresllaves.protocol.TombstoneNote;

/** What the words alone find in the public logs. */
class ReceiptTest {
    private static final Hash PANEL = Hash.of(new SeededRandom("panel").bytes(32));
    private static final SeededRandom RANDOM = new SeededRandom("receipt");
    private final SourceSecrets secrets = SourceSecrets.of(new SeededRandom("own").secret(16), PANEL);
    private final IntakeEntry own = entry(secrets);
    private final Receipt receipt = Receipt.find(secrets, List.of(own)).getFirst();

    private static IntakeEntry entry(SourceSecrets secrets) {
        Eid eid = secrets.freshEid(RANDOM);
        Hash hash = Hash.of(RANDOM.bytes(32));
        return new IntakeEntry(eid, hash, secrets.rtag(eid, hash));
    }

    @Test
    void theOwnEntriesAreFoundInAWholeWindow() {
        List<IntakeEntry> window = new ArrayList<>();
        for (int i = 0; i < 23_000; i++) {
            window.add(IntakeEntry.ofBody(RANDOM.bytes(80)));
        }
        IntakeEntry second = entry(secrets);
        window.set(17, second);
        window.add(own);
        window.add(new IntakeEntry(own.eid(), Hash.of(RANDOM.bytes(32)), own.rtag()));
        assertThat(Receipt.find(secrets, window)).extracting(Receipt::entry).containsExactly(second, own);
        SourceSecrets elsewhere = SourceSecrets.of(new SeededRandom("own").secret(16), Hash.of(RANDOM.bytes(32)));
        assertThat(Receipt.find(elsewhere, window)).isEmpty();
    }

    @Test
    void everyBitOfTheWordsCountsInWhatIsPublic() {
        byte[] entropy = new SeededRandom("guess").bytes(16);
        SourceSecrets right = SourceSecrets.of(Secret.copyOf(entropy), PANEL);
        Eid eid = right.freshEid(RANDOM);
        Hash hash = Hash.of(RANDOM.bytes(32));
        java.util.Set<Hash> tags = new java.util.HashSet<>(List.of(right.rtag(eid, hash)));
        for (int bit = 0; bit < 128; bit++) {
            byte[] near = entropy.clone();
            near[bit / 8] ^= (byte) (1 << bit % 8);
            tags.add(SourceSecrets.of(Secret.copyOf(near), PANEL).rtag(eid, hash));
        }
        assertThat(tags).as("a guess that is one bit off is as far off as any").hasSize(129);
    }

    @Test
    void onlyItsOwnTokenSaysThatAReportWasOpenedAndHow() {
        Hash request = Hash.of(RANDOM.bytes(32));
        byte[] reader = RANDOM.bytes(32);
        byte[] other = RANDOM.bytes(32);
        ResultNote result = result(request, reader, secrets.rs(own.eid()), Audit.Verdict.MALFORMED_CAPSULES);
        assertThat(receipt.openedBy(result, reader)).hasValueSatisfying(
                opening -> assertThat(opening.verdict()).isEqualTo(Audit.Verdict.MALFORMED_CAPSULES));
        assertThat(receipt.openedBy(result, other)).isEmpty();
        assertThat(receipt.openedBy(result(Hash.of(RANDOM.bytes(32)), reader, RANDOM.secret(32),
                Audit.Verdict.WELL_FORMED), reader)).isEmpty();
    }

    private static ResultNote result(Hash request, byte[] reader, Secret rs, Audit.Verdict verdict) {
        byte[] token = ResultToken.derive(rs, request, BoardRecord.who(reader), verdict);
        return new ResultNote(new DocketNote.Head(PANEL, PANEL, 3), request,
                List.of(ResultNote.Token.of(RANDOM.bytes(16)), ResultNote.Token.of(token)));
    }

    @Test
    void aTombstoneWithoutTheWordsIsAnAlarm() {
        Hash w = Hash.of(secrets.w(own.eid(), own.envelopeHash()).reveal());
        TombstoneNote real = new TombstoneNote(PANEL, own.eid(), w);
        TombstoneNote forged = new TombstoneNote(PANEL, own.eid(), Hash.of(RANDOM.bytes(32)));
        TombstoneNote foreign = new TombstoneNote(PANEL, Eid.of(RANDOM.bytes(16)), w);
        Receipt.Opening opened = new Receipt.Opening(PANEL, PANEL, Audit.Verdict.WELL_FORMED);
        Receipt.Opening failed = new Receipt.Opening(PANEL, PANEL, Audit.Verdict.NOT_RECOVERABLE);
        assertThat(receipt.status(List.of(foreign), List.of())).isEqualTo(Receipt.Status.RECORDED);
        assertThat(receipt.status(List.of(), List.of(failed))).isEqualTo(Receipt.Status.NOT_RECOVERABLE);
        assertThat(receipt.status(List.of(), List.of(failed, opened))).isEqualTo(Receipt.Status.OPENED);
        assertThat(receipt.status(List.of(real), List.of())).isEqualTo(Receipt.Status.WITHDRAWN);
        assertThat(receipt.status(List.of(real, forged), List.of(opened)))
                .isEqualTo(Receipt.Status.FALSELY_WITHDRAWN);
    }
}
