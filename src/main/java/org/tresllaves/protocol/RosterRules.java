package org.tresllaves.protocol;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.tresllaves.protocol.Roster.Bench;
import org.tresllaves.protocol.Roster.Flaw;
import org.tresllaves.protocol.Roster.Listed;
import org.tresllaves.protocol.Roster.Person;

/** The rules one roster keeps by itself (spec: roster, "Rules of one roster"), in the order of the page. */
final class RosterRules {
    private static final long DAY = 86_400;

    private RosterRules() {
    }

    static void check(Roster r) throws Malformed {
        genesis(r);
        long length = r.valid().to() - r.valid().from();
        require(r.valid().from() % DAY == 0 && r.valid().to() % DAY == 0 && length > 0
                && length <= Roster.MAX_DAYS * DAY, Flaw.VALID);
        require(!r.benches().isEmpty(), Flaw.BENCHES);
        require(r.members().size() >= Rule.MIN_MEMBERS && r.people().size() <= Envelope.MAX_PEOPLE, Flaw.PEOPLE);
        people(r);
        keys(r);
        thresholds(r);
        require(r.first().size() >= 2, Flaw.FIRST);
        require(r.admin() >= r.members().size() / 2 + 1 && r.admin() <= r.members().size(), Flaw.ADMIN);
        listed(r.forms());
        listed(r.pages());
    }

    /** A genesis has neither id nor predecessor; all others have both. */
    private static void genesis(Roster r) throws Malformed {
        require((r.epoch() == 0) == r.prev().isEmpty(), Flaw.EPOCH);
        require(r.prev().isEmpty() == r.panelId().isEmpty(), Flaw.GENESIS);
    }

    private static void people(Roster r) throws Malformed {
        int expected = 1;
        Set<String> names = new HashSet<>();
        for (Person person : r.people()) {
            require(person.index() == expected++, Flaw.INDEX);
            require(names.add(person.name().token()), Flaw.SAME_NAME);
        }
        Set<String> benches = new HashSet<>();
        for (Bench bench : r.benches()) {
            require(benches.add(bench.name().token()), Flaw.SAME_NAME);
        }
    }

    private static void keys(Roster r) throws Malformed {
        Set<String> seen = new HashSet<>();
        for (Person person : r.people()) {
            require(PublicKeys.isEd25519(person.ed25519()), Flaw.WEAK_KEY);
            require(seen.add(HexFormat.of().formatHex(person.ed25519())), Flaw.SAME_KEY);
            if (person instanceof Roster.Member member) {
                require(PublicKeys.isXWing(member.xWing()), Flaw.WEAK_KEY);
                require(seen.add(HexFormat.of().formatHex(member.mlDsa())), Flaw.SAME_KEY);
                require(seen.add(HexFormat.of().formatHex(member.xWing())), Flaw.SAME_KEY);
            }
        }
    }

    private static void thresholds(Roster r) throws Malformed {
        boolean majority = false;
        int together = 0;
        for (int i = 0; i < r.benches().size(); i++) {
            Bench bench = r.benches().get(i);
            int size = r.bench(i).size();
            require(bench.report() >= 1, Flaw.THRESHOLD);
            require(bench.identity() >= bench.report(), Flaw.IDENTITY_BELOW_REPORT);
            require(bench.identity() + bench.exclude() <= size, Flaw.TOO_MANY_EXCLUDED);
            require(bench.exclude() == 0 || bench.report() > 1, Flaw.EXCLUDE_AT_ONE);
            majority |= 2 * bench.report() > size;
            together += bench.report();
        }
        require(together >= 2, Flaw.ONE_PERSON_OPENS);
        require(majority, Flaw.NO_MAJORITY);
    }

    private static void listed(List<Listed> listed) throws Malformed {
        Set<String> ids = new HashSet<>();
        for (Listed one : listed) {
            require(ids.add(one.id()), Flaw.LISTED);
        }
    }

    private static void require(boolean holds, Flaw flaw) throws Malformed {
        if (!holds) {
            throw new Malformed(flaw);
        }
    }
}
