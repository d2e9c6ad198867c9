package org.tresllaves.panel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.tresllaves.crypto.Audit;
import org.tresllaves.crypto.Capsule;
import org.tresllaves.crypto.Cobblestone;
import org.tresllaves.crypto.EnvelopeKeys;
import org.tresllaves.crypto.Recovered;
import org.tresllaves.crypto.Recovery;
import org.tresllaves.crypto.Release;
import org.tresllaves.crypto.Secret;
import org.tresllaves.panel.RequestCheck.Checked;
import org.tresllaves.panel.RequestCheck.To;
import org.tresllaves.protocol.ApproveNote;
import org.tresllaves.protocol.Closing;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.Roster;
import org.tresllaves.protocol.Rule;
import org.tresllaves.tlog.PanelNote;
import org.tresllaves.tlog.RosterChain;

/**
 * What a reader does with the bundles of a closed request (spec: opening, "Reading"): open the releases, recover each report, audit it. Every bundle is
 * held against the hash its member signed before a byte of it is used.
 */
public final class Opening {
    private final Checked request;
    private final RosterChain chain;
    private final Docket docket;
    private final To self;
    private final Secret seed;
    /** Bundles that came with the hash their approver signed, by approver. */
    private final Map<Roster.Person, Bundle> bundles = new HashMap<>();

    private Opening(Checked request, RosterChain chain, Docket docket, To self, Secret seed) {
        this.request = request;
        this.chain = chain;
        this.docket = docket;
        this.self = self;
        this.seed = seed;
    }

    /** Starts reading a request that is closed; the reader's seed for it must still be in the key file. */
    public static Opening of(Checked request, RosterChain chain, Docket docket, PersonKeys keys, Instant now)
            throws Refused {
        PanelNote<?> note = request.request();
        Refused.unless(Closing.isClosed(request.request().note(), note.roster(), docket.answered(request.request()),
                now), Refused.Reason.NOT_CLOSED);
        To self = request.readers().stream()
                .filter(to -> Arrays.equals(to.person().ed25519(), keys.person())).findFirst()
                .orElseThrow(() -> new Refused(Refused.Reason.NOT_A_READER));
        Secret seed = keys.readerSeed(self.readerKey())
                .orElseThrow(() -> new Refused(Refused.Reason.READER_SEED_GONE));
        return new Opening(request, chain, docket, self, seed);
    }

    /** Whose bundles to fetch, and the hash of each for this reader. */
    public List<PanelNote<ApproveNote>> approvals() {
        return docket.approvals(request.request());
    }

    /** This reader's index on the request's roster, by which its bundles are fetched. */
    public int reader() {
        return self.person().index();
    }

    /** Takes one approver's bundle for this reader. A wrong one is refused and does no harm: the others may do. */
    public void take(PanelNote<ApproveNote> approval, byte[] bundle) throws Refused {
        Refused.unless(approvals().stream().anyMatch(known -> known.hash().equals(approval.hash())),
                Refused.Reason.NOT_APPROVED);
        Hash signed = approval.note().bundleFor(reader())
                .orElseThrow(() -> new Refused(Refused.Reason.BUNDLE));
        bundles.put(approval.person(), Bundle.of(bundle.clone(), request.slots().size(), signed));
    }

    /** A slot that opened: hold it until the body is read, then close it. */
    public record Opened(int slot, Slot.Report report, Compartment compartment, Recovered recovered, Audit audit,
            List<String> wrongShares) implements AutoCloseable {
        public Opened {
            wrongShares = List.copyOf(wrongShares);
        }

        /** The cipher of the compartment's body. */
        public Cobblestone body() {
            return EnvelopeKeys.body(compartment, recovered, EnvelopeKeys.headerHash(report.header()));
        }

        /** The same with an identity's audit held against whom the report's own dealing excluded: a source that is honest excludes the same people in both. */
        public Opened comparedWith(int excludedInReport) {
            return new Opened(slot, report, compartment, recovered, audit.withOther(recovered, excludedInReport),
                    wrongShares);
        }

        /** People the source excluded, on the report's own roster. */
        public List<Roster.Person> excluded() {
            return report.roster().people().stream().filter(person -> recovered.isExcluded(person.index())).toList();
        }

        @Override
        public void close() {
            recovered.close();
        }
    }

    /**
     * What became of the slots. Those that are not this reader's, or lack a quorum, are in neither list.
     *
     * @param opened to be closed, each
     * @param unrecoverable slots whose shares came, more of every bench than any decoys among them could spoil, and open nothing: the source dealt them so
     */
    public record Outcome(List<Opened> opened, List<Integer> unrecoverable) {
        public Outcome {
            opened = List.copyOf(opened);
            unrecoverable = List.copyOf(unrecoverable);
        }

        /** Whether there is nothing to say of any slot. */
        public boolean isEmpty() {
            return opened.isEmpty() && unrecoverable.isEmpty();
        }
    }

    /** Opens whatever opens. */
    public Outcome open() {
        List<Opened> opened = new ArrayList<>();
        List<Integer> unrecoverable = new ArrayList<>();
        for (int slot = 0; slot < request.slots().size(); slot++) {
            if (request.slots().get(slot).examine(chain, docket.tombstones()) instanceof Slot.Report report) {
                open(slot, report, opened, unrecoverable);
            }
        }
        return new Outcome(opened, unrecoverable);
    }

    private void open(int slot, Slot.Report report, List<Opened> opened, List<Integer> unrecoverable) {
        Compartment compartment = request.request().note().compartment();
        Hash tag = report.tag(compartment);
        Map<Integer, Secret> shares = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        bundles.forEach((approver, bundle) -> share(slot, report, approver, bundle).ifPresent(share -> {
            int j = report.indexOf(approver);
            if (Capsule.matches(tag, report.header().dealt(compartment), j, share)) {
                shares.put(j, share);
            } else {
                wrong.add(approver.name().text());
            }
        }));
        Optional<Recovered> recovered = Recovery.recover(tag, report.roster().rule(compartment),
                report.header().dealt(compartment), shares);
        shares.values().forEach(Secret::close);
        recovered.ifPresentOrElse(
                r -> opened.add(new Opened(slot, report, compartment, r, audit(report, compartment, r), wrong)),
                () -> {
                    if (isEnough(report.roster(), compartment, shares.keySet())) {
                        unrecoverable.add(slot);
                    }
                });
    }

    /** Whether these shares would open any honest dealing, whomever its source excluded. */
    private static boolean isEnough(Roster roster, Compartment compartment, Set<Integer> members) {
        Rule rule = roster.rule(compartment);
        return IntStream.range(0, rule.benches()).allMatch(bench -> members.stream()
                .filter(member -> rule.benchOf(member) == bench).count() >= rule.threshold(bench)
                        + roster.benches().get(bench).exclude());
    }

    private Optional<Secret> share(int slot, Slot.Report report, Roster.Person approver, Bundle bundle) {
        int j = report.indexOf(approver);
        if (report.roster().member(j).isEmpty()) {
            return Optional.empty();
        }
        Hash tag = report.tag(request.request().note().compartment());
        int k = report.indexOf(self.person());
        return Release.open(seed, new Release.Binding(request.hash(), tag, j, k, self.key()), bundle.slot(slot));
    }

    static Audit audit(Slot.Report report, Compartment compartment, Recovered recovered) {
        Roster roster = report.roster();
        Header.Prefix prefix = report.header().prefix();
        return Audit.of(report.tag(compartment), roster.rule(compartment),
                roster.benches().stream().mapToInt(Roster.Bench::exclude).toArray(), recovered,
                report.header().dealt(compartment), roster.members().stream().map(Roster.Member::xWing).toList())
                .withDrawn(recovered, prefix.r1(), prefix.r2());
    }
}
