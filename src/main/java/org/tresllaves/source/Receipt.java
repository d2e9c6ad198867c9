package org.tresllaves.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.tresllaves.crypto.Audit;
import org.tresllaves.crypto.BoardRecord;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.ResultToken;
import org.tresllaves.crypto.Secret;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.IntakeEntry;
import org.tresllaves.protocol.Promise;
import org.tresllaves.protocol.ResultNote;
import org.tresllaves.protocol.TombstoneNote;
import org.tresllaves.tlog.Tombstone;

/** What a source can tell of its report from the public logs and its words alone (spec: source secrets, "Receipt"). */
public final class Receipt {
    /** Where a report stands. */
    public enum Status {
        /** In the log, not opened as far as anybody said. */
        RECORDED,
        /** A reader said that it opened. */
        OPENED,
        /** A reader said that it could not be recovered, and nobody that it opened. */
        NOT_RECOVERABLE,
        /** Taken back with the proof that only these words make. */
        WITHDRAWN,
        /** Said to be withdrawn without that proof: an alarm. */
        FALSELY_WITHDRAWN
    }

    /** One reader's claim about this report. */
    public record Opening(Hash request, Hash who, Audit.Verdict verdict) {
    }

    private final IntakeEntry entry;
    private final Secret rs;

    private Receipt(IntakeEntry entry, Secret rs) {
        this.entry = entry;
        this.rs = rs;
    }

    /** The entries that belong to these words: every entry's tag is tried, so that nothing asked of the server depends on them. */
    public static List<Receipt> find(SourceSecrets secrets, Collection<IntakeEntry> window) {
        List<Receipt> own = new ArrayList<>();
        for (IntakeEntry entry : window) {
            if (secrets.rtag(entry.eid(), entry.envelopeHash()).equals(entry.rtag())) {
                own.add(new Receipt(entry, secrets.rs(entry.eid())));
            }
        }
        return own;
    }

    /** Whether the server's promise is about this report and signed by the intake log's key. Possession of a promise incriminates: keep it only if asked. */
    public static boolean isPromised(Promise promise, Hash panelId, SealedReport report, byte[] logKey) {
        byte[] signed = Promise.signed(panelId, report.eid(), report.envelopeHash(), report.rtag(), promise.batch(),
                promise.day());
        return promise.eid().equals(report.eid()) && Ed25519.verify(logKey, signed, promise.signature());
    }

    public IntakeEntry entry() {
        return entry;
    }

    /** The secret by which this report's replies are found; erased by its holder. */
    public Secret rs() {
        return Secret.taking(rs.reveal());
    }

    /** What a reader's RESULT says of this report, if anything. The note's signature was checked before; {@code ed25519} is its reader's key. */
    public Optional<Opening> openedBy(ResultNote result, byte[] ed25519) {
        Hash who = BoardRecord.who(ed25519);
        for (Audit.Verdict verdict : Audit.Verdict.values()) {
            byte[] token = ResultToken.derive(rs, result.request(), who, verdict);
            if (result.tokens().contains(ResultNote.Token.of(token))) {
                return Optional.of(new Opening(result.request(), who, verdict));
            }
        }
        return Optional.empty();
    }

    /** Where the report stands, from every tombstone and every opening found. */
    public Status status(Collection<TombstoneNote> tombstones, Collection<Opening> openings) {
        List<TombstoneNote> own = tombstones.stream().filter(note -> note.eid().equals(entry.eid())).toList();
        if (own.stream().anyMatch(note -> !Tombstone.takesBack(note, entry.rtag()))) {
            return Status.FALSELY_WITHDRAWN;
        }
        if (!own.isEmpty()) {
            return Status.WITHDRAWN;
        }
        if (openings.stream().anyMatch(opening -> opening.verdict() != Audit.Verdict.NOT_RECOVERABLE)) {
            return Status.OPENED;
        }
        return openings.isEmpty() ? Status.RECORDED : Status.NOT_RECOVERABLE;
    }

}
