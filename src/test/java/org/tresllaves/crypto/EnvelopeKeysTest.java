package org.tresllaves.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tresllaves.crypto.EnvelopeKeys.Hedge;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.Dealt;
import org.tresllaves.protocol.Eid;
import org.tresllaves.protocol.Envelope;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.Malformed;
import org.tresllaves.protocol.Rule;

/** Attack rows 21 and 23, and the two compartments: from fresh bytes to bodies and back. */
class EnvelopeKeysTest {
    private static final byte[] TEXT = "{\"v\":1}".getBytes(StandardCharsets.US_ASCII);
    private final SeededRandom random = new SeededRandom("envelope keys");
    private final Rule report = DealtCase.rule(new int[]{2, 1}, 0, 0, 0, 1, 1);
    private final Rule identity = DealtCase.rule(new int[]{3, 2}, 0, 0, 0, 1, 1);
    private final Header.Prefix prefix = new Header.Prefix(Hash.of(random.bytes(32)), Hash.of(random.bytes(32)),
            Eid.of(random.bytes(16)), 5, 1, 4);
    private final List<Hpke.KeyPair> keys = keys();

    /** Row 23: a generator that repeats itself still gives another M | R for another root, envelope, exclusion or text. */
    @Test
    void aStuckGeneratorRepeatsNothing() {
        byte[] stuck = new byte[64];
        byte[] root = random.bytes(64);
        Hash tag = EnvelopeKeys.tag(Compartment.REPORT, prefix);
        Hash plain = EnvelopeKeys.plainHash(TEXT);
        List<Hedge> all = List.of(hedge(stuck, root, tag, 0, plain), hedge(stuck, random.bytes(64), tag, 0, plain),
                hedge(stuck, root, EnvelopeKeys.tag(Compartment.IDENTITY, prefix), 0, plain),
                hedge(stuck, root, tag, 1, plain), hedge(stuck, root, tag, 0, EnvelopeKeys.plainHash(new byte[1])),
                hedge(random.bytes(64), root, tag, 0, plain)); // row 21: and the words alone do not give it either
        assertThat(all.stream().map(each -> hex(each.message()))).doesNotHaveDuplicates();
        assertThat(all.stream().map(each -> hex(each.coins()))).doesNotHaveDuplicates();
    }

    @Test
    void tagsDifferInEveryField() {
        Header.Prefix p = prefix;
        List<Header.Prefix> others = List.of(p, new Header.Prefix(p.rosterHash(), p.panelId(), p.eid(), 5, 1, 4),
                new Header.Prefix(p.panelId(), p.rosterHash(), Eid.of(new byte[16]), 5, 1, 4),
                new Header.Prefix(p.panelId(), p.rosterHash(), p.eid(), 5, 4, 1),
                new Header.Prefix(p.panelId(), p.rosterHash(), p.eid(), 5, 1, 5));
        List<Hash> tags = new ArrayList<>();
        for (Compartment compartment : Compartment.values()) {
            others.forEach(other -> tags.add(EnvelopeKeys.tag(compartment, other)));
        }
        assertThat(tags).doesNotHaveDuplicates();
    }

    /** The report's quorum reads the report and not the identity; the identity takes its own quorum. */
    @Test
    void eachCompartmentTakesItsOwnQuorum() throws Malformed {
        Sealed sealed = sealed();
        Map<Integer, Secret> some = only(sealed.shares(Compartment.REPORT, report), 2, 3, 5);
        Recovered recovered = recover(sealed, Compartment.REPORT, report, some).orElseThrow();
        Hash context = EnvelopeKeys.headerHash(sealed.header);
        assertThat(EnvelopeKeys.body(Compartment.REPORT, recovered, context).open(sealed.report)).isEqualTo(TEXT);
        assertThatThrownBy(() -> EnvelopeKeys.body(Compartment.IDENTITY, recovered, context).open(sealed.identity))
                .isInstanceOf(Malformed.class);
        Map<Integer, Secret> all = sealed.shares(Compartment.IDENTITY, identity);
        assertThat(recover(sealed, Compartment.IDENTITY, identity, only(all, 2, 3, 5))).isEmpty();
        assertThat(recover(sealed, Compartment.IDENTITY, identity, some)).isEmpty();
        Recovered whole = recover(sealed, Compartment.IDENTITY, identity, all).orElseThrow();
        assertThat(EnvelopeKeys.body(Compartment.IDENTITY, whole, context).open(sealed.identity))
                .hasSize(Envelope.IDENTITY);
    }

    /** A body moved under another header does not open: its key knows the header. */
    @Test
    void aBodyOpensUnderItsOwnHeaderOnly() {
        Sealed one = sealed();
        Sealed other = sealed();
        Recovered recovered = recover(one, Compartment.REPORT, report, one.shares(Compartment.REPORT, report))
                .orElseThrow();
        Hash wrong = EnvelopeKeys.headerHash(other.header);
        assertThatThrownBy(() -> EnvelopeKeys.body(Compartment.REPORT, recovered, wrong).open(one.report))
                .isInstanceOf(Malformed.class);
    }

    private record Sealed(Header header, byte[] identity, byte[] report, List<Hpke.KeyPair> keys) {
        Map<Integer, Secret> shares(Compartment compartment, Rule rule) {
            Map<Integer, Secret> shares = new HashMap<>();
            Hash tag = EnvelopeKeys.tag(compartment, header.prefix());
            for (int i = 1; i <= rule.members(); i++) {
                shares.put(i,
                        Capsule.open(keys.get(i - 1).seed(), tag, rule, header.dealt(compartment), i).orElseThrow());
            }
            return shares;
        }
    }

    private Sealed sealed() {
        Hedge forReport = fresh(Compartment.REPORT, TEXT);
        Hedge forIdentity = fresh(Compartment.IDENTITY, new byte[Envelope.IDENTITY]);
        Header header = new Header(prefix, deal(Compartment.REPORT, report, forReport),
                deal(Compartment.IDENTITY, identity, forIdentity));
        Hash context = EnvelopeKeys.headerHash(header);
        return new Sealed(header,
                EnvelopeKeys.body(Compartment.IDENTITY, forIdentity, context).seal(new byte[Envelope.IDENTITY]),
                EnvelopeKeys.body(Compartment.REPORT, forReport, context).seal(TEXT), keys);
    }

    private Dealt deal(Compartment compartment, Rule rule, Hedge hedge) {
        return Dealing.deal(EnvelopeKeys.tag(compartment, prefix), rule, hedge.message(), hedge.coins(), 0,
                keys.stream().map(Hpke.KeyPair::publicKey).toList());
    }

    private Hedge fresh(Compartment compartment, byte[] text) {
        return hedge(random.bytes(64), random.bytes(64), EnvelopeKeys.tag(compartment, prefix), 0,
                EnvelopeKeys.plainHash(text));
    }

    private static Hedge hedge(byte[] fresh, byte[] root, Hash tag, int excluded, Hash plain) {
        return EnvelopeKeys.hedge(Secret.copyOf(fresh), Secret.copyOf(root), tag, excluded, plain);
    }

    private static Optional<Recovered> recover(Sealed sealed, Compartment compartment, Rule rule,
            Map<Integer, Secret> shares) {
        return Recovery.recover(EnvelopeKeys.tag(compartment, sealed.header.prefix()), rule,
                sealed.header.dealt(compartment), shares);
    }

    private static Map<Integer, Secret> only(Map<Integer, Secret> shares, Integer... members) {
        Map<Integer, Secret> some = new HashMap<>(shares);
        some.keySet().retainAll(Arrays.asList(members));
        return some;
    }

    private static String hex(Secret secret) {
        return java.util.HexFormat.of().formatHex(secret.reveal());
    }

    private List<Hpke.KeyPair> keys() {
        List<Hpke.KeyPair> out = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            out.add(Hpke.random(random));
        }
        return out;
    }
}
