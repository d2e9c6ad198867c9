package org.tresllaves.panel;

import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tresllaves.crypto.Capsule;
import org.tresllaves.crypto.Release;
import org.tresllaves.crypto.Secret;
import org.tresllaves.panel.RequestCheck.Checked;
import org.tresllaves.panel.RequestCheck.To;
import org.tresllaves.protocol.ApproveNote;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.DocketNote;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.RequestNote;
import org.tresllaves.protocol.Roster;
import org.tresllaves.tlog.PanelNote;
import org.tresllaves.tlog.RosterChain;
import org.tresllaves.tlog.SignedNote;

/**
 * A member's approval of one whole request (spec: opening, "APPROVE"): for every reader a bundle with one slot for every entry, a release where this
 * member has a share and this reader may have it, a real seal of random bytes everywhere else. Nobody but a slot's reader can tell which.
 */
public final class Approval {
    private final Checked request;
    private final RosterChain chain;
    private final Docket docket;
    private final PersonKeys keys;

    /** An approval of a request that passed {@link RequestCheck#forApproval}, by the holder of these keys. */
    public Approval(Checked request, RosterChain chain, Docket docket, PersonKeys keys) {
        this.request = request;
        this.chain = chain;
        this.docket = docket;
        this.keys = keys;
    }

    /** The signed note, and the bundle for each reader by its index on the request's roster. */
    public record Approved(SignedNote note, Map<Integer, byte[]> bundles, List<Outcome> outcomes) {
    }

    /** What became of one slot, for the member's own eyes: an excluded member is told "released" like everybody else. */
    public enum Outcome {
        RELEASED, DRAWN_FOR_OTHERS, NOTHING_THERE, WITHDRAWN, SAME_EID, HASH_DIFFERS, MALFORMED, NOT_ELIGIBLE, NO_KEY, CAPSULE
    }

    /** Makes the bundles and signs for them. Not after another answer of this member: the first one counts. */
    public Approved approve(LocalDate today, SecureRandom random) throws Refused {
        Roster.Person self = keys.on(request.request().roster()).orElseThrow(
                () -> new Refused(Refused.Reason.NOT_A_MEMBER));
        Refused.unless(self instanceof Roster.Member, Refused.Reason.NOT_A_MEMBER);
        Refused.unless(!docket.answered(request.request()).contains(self.index()), Refused.Reason.ALREADY_ANSWERED);
        Bundles bundles = new Bundles(random);
        List<Outcome> outcomes = new ArrayList<>();
        for (Slot slot : request.slots()) {
            outcomes.add(fill(slot, today, bundles));
        }
        List<ApproveNote.Bundle> hashes = new ArrayList<>();
        bundles.byReader
                .forEach((reader, bytes) -> hashes.add(new ApproveNote.Bundle(reader, new Bundle(bytes).hash())));
        DocketNote.Head theirs = request.request().note().head();
        DocketNote.Head head = new DocketNote.Head(theirs.panelId(), theirs.rosterHash(), self.index());
        ApproveNote note = new ApproveNote(head, request.hash(), hashes);
        return new Approved(PanelNote.sign(note, self, keys.ed25519()), bundles.byReader, outcomes);
    }

    private Outcome fill(Slot slot, LocalDate today, Bundles bundles) {
        if (slot.repeated()) {
            bundles.filler();
            return Outcome.SAME_EID;
        }
        return switch (slot.examine(chain, docket.tombstones())) {
            case Slot.Nothing nothing -> {
                bundles.filler();
                yield outcome(nothing.absence());
            }
            case Slot.Report report -> fill(slot, report, today, bundles);
        };
    }

    private Outcome fill(Slot slot, Slot.Report report, LocalDate today, Bundles bundles) {
        List<To> entitled = entitled(slot, report, today);
        Optional<Roster.Member> self = report.roster().personOf(keys.person())
                .filter(Roster.Member.class::isInstance).map(Roster.Member.class::cast);
        Optional<Secret> seed = self.flatMap(member -> keys.epochSeed(report.roster().epoch()));
        if (entitled.isEmpty() || seed.isEmpty()) {
            bundles.filler();
            return entitled.isEmpty() ? notEntitled() : Outcome.NO_KEY;
        }
        int j = self.orElseThrow().index();
        Compartment compartment = request.request().note().compartment();
        Hash tag = report.tag(compartment);
        Optional<Secret> share = Capsule.open(seed.get(), tag, report.roster().rule(compartment),
                report.header().dealt(compartment), j);
        if (share.isEmpty()) {
            bundles.filler();
            return Outcome.CAPSULE;
        }
        try (Secret s = share.get()) {
            bundles.release(entitled, to -> Release
                    .seal(new Release.Binding(request.hash(), tag, j, report.indexOf(to.person()), to.key()), s));
        }
        return Outcome.RELEASED;
    }

    /** The readers who may have this report: by lot at first, later whom somebody drawn, who has read it, names. */
    private List<To> entitled(Slot slot, Slot.Report report, LocalDate today) {
        Roster.Person requester = request.request().person();
        boolean hasRead = report.isDrawn(requester) && docket.hasResultBy(requester, slot);
        List<To> drawn = request.readers().stream().filter(to -> report.isDrawn(to.person())).toList();
        return switch (request.request().note().reason()) {
            case FIRST -> drawn;
            case FURTHER -> hasRead ? request.readers() : List.of();
            case IDENTITY -> hasRead ? drawn : List.of();
            case ORPHAN -> isOrphan(slot, report, today) ? request.readers() : List.of();
        };
    }

    /** Fourteen days after its batch neither of the two drawn has posted a RESULT that covers it. */
    private boolean isOrphan(Slot slot, Slot.Report report, LocalDate today) {
        List<Integer> drawn = List.of(report.header().prefix().r1(), report.header().prefix().r2());
        return !today.isBefore(slot.day().plusDays(DocketNote.maxDays())) && drawn.stream()
                .flatMap(index -> report.roster().person(index).stream())
                .noneMatch(person -> docket.hasResultBy(person, slot));
    }

    private Outcome notEntitled() {
        return request.request().note().reason() == RequestNote.Reason.FIRST
                ? Outcome.DRAWN_FOR_OTHERS
                : Outcome.NOT_ELIGIBLE;
    }

    private static Outcome outcome(Slot.Absence absence) {
        return switch (absence) {
            case NOTHING_THERE -> Outcome.NOTHING_THERE;
            case WITHDRAWN -> Outcome.WITHDRAWN;
            case HASH_DIFFERS -> Outcome.HASH_DIFFERS;
            case HEADER_MALFORMED, ANOTHER_ENVELOPE, ANOTHER_ROSTER, NOT_FIRST -> Outcome.MALFORMED;
        };
    }

    /** One bundle per reader, filled slot by slot, all alike in length. */
    private final class Bundles {
        private final SecureRandom random;
        private final Map<Integer, byte[]> byReader = new LinkedHashMap<>();
        private int at;

        Bundles(SecureRandom random) {
            this.random = random;
            request.readers().forEach(to -> byReader.put(to.person().index(),
                    new byte[request.slots().size() * Release.LENGTH]));
        }

        void filler() {
            release(List.of(), to -> new byte[0]);
        }

        void release(List<To> entitled, java.util.function.Function<To, byte[]> seal) {
            for (To to : request.readers()) {
                byte[] slot = entitled.contains(to) ? seal.apply(to) : Release.filler(to.key(), random);
                byte[] bundle = byReader.get(to.person().index());
                if (bundle == null) {
                    throw new IllegalStateException("every reader has a bundle");
                }
                System.arraycopy(slot, 0, bundle, at, Release.LENGTH);
            }
            at += Release.LENGTH;
        }
    }
}
