package org.tresllaves.tlog;

import java.util.Optional;
import org.tresllaves.protocol.ApproveNote;
import org.tresllaves.protocol.ClosedNote;
import org.tresllaves.protocol.DocketNote;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.ReaderKeyNote;
import org.tresllaves.protocol.RefuseNote;
import org.tresllaves.protocol.RequestNote;
import org.tresllaves.protocol.ResultNote;
import org.tresllaves.protocol.Roster;
import org.tresllaves.protocol.VerifierKey;

/**
 * A docket note whose signature was verified against the roster it names (spec: opening, "Notes"): exactly one line, by the person it names, in a role
 * that may say this. That its roster is current and what it refers to exists is for the reader of the docket to check.
 */
public record PanelNote<N extends DocketNote>(N note, SignedNote signed, Roster roster, Roster.Person person) {
    /** Why a parsed note does not count. */
    public enum Flaw implements org.tresllaves.protocol.Flaw {
        OTHER_PANEL, UNKNOWN_ROSTER, UNKNOWN_PERSON, NOT_A_MEMBER, ONE_SIGNATURE, BAD_SIGNATURE
    }

    /** Parses and verifies a note of any of these kinds against a panel's chain of rosters. */
    public static PanelNote<DocketNote> verify(byte[] bytes, RosterChain chain) throws Malformed {
        SignedNote signed = SignedNote.parse(bytes);
        DocketNote note = DocketNote.parse(signed.text());
        require(note.head().panelId().equals(chain.panelId()), Flaw.OTHER_PANEL);
        Roster roster = orThrow(chain.of(note.head().rosterHash()), Flaw.UNKNOWN_ROSTER).roster();
        Roster.Person person = orThrow(roster.person(note.head().person()), Flaw.UNKNOWN_PERSON);
        require(mayBeSaidBy(note, person), Flaw.NOT_A_MEMBER);
        require(signed.lines().size() == 1, Flaw.ONE_SIGNATURE);
        require(signed.isSignedBy(key(person)), Flaw.BAD_SIGNATURE);
        return new PanelNote<>(note, signed, roster, person);
    }

    /** Signs a note for somebody of a roster. */
    public static SignedNote sign(DocketNote note, Roster.Person person, org.tresllaves.crypto.Secret seed) {
        return SignedNote.unsigned(note.encode()).signedBy(key(person), seed);
    }

    /** This note as one of the kind wanted, if it is. */
    public <K extends DocketNote> Optional<PanelNote<K>> as(Class<K> kind) {
        return kind.isInstance(note)
                ? Optional.of(new PanelNote<>(kind.cast(note), signed, roster, person))
                : Optional.empty();
    }

    /** The hash by which other notes and bundles name this one: H("request" | text), H("reader-key" | text), else H("note" | text). */
    public Hash hash() {
        return hash(note);
    }

    /** {@link #hash()} of a note not signed yet. */
    public static Hash hash(DocketNote note) {
        Label label = switch (note) {
            case RequestNote r -> Label.REQUEST;
            case ReaderKeyNote k -> Label.READER_KEY;
            case ApproveNote a -> Label.NOTE;
            case RefuseNote r -> Label.NOTE;
            case ResultNote r -> Label.NOTE;
            case ClosedNote c -> Label.NOTE;
        };
        return SignedNote.unsigned(note.encode()).hash(label);
    }

    private static boolean mayBeSaidBy(DocketNote note, Roster.Person person) {
        return switch (note) {
            case ApproveNote a -> person instanceof Roster.Member;
            case RefuseNote r -> person instanceof Roster.Member;
            case ClosedNote c -> person instanceof Roster.Member;
            case ReaderKeyNote k -> true;
            case RequestNote r -> true;
            case ResultNote r -> true;
        };
    }

    private static VerifierKey key(Roster.Person person) {
        return person.vkey();
    }

    private static <T> T orThrow(Optional<T> value, Flaw flaw) throws Malformed {
        if (value.isEmpty()) {
            throw new Malformed(flaw);
        }
        return value.get();
    }

    private static void require(boolean holds, Flaw flaw) throws Malformed {
        if (!holds) {
            throw new Malformed(flaw);
        }
    }
}
