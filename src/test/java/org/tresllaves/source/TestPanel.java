package org.tresllaves.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tresllaves.crypto.Capsule;
import org.tresllaves.crypto.Derive;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.crypto.EnvelopeKeys;
import org.tresllaves.crypto.Hpke;
import org.tresllaves.crypto.MlDsa44;
import org.tresllaves.crypto.Recovered;
import org.tresllaves.crypto.Recovery;
import org.tresllaves.crypto.Secret;
import org.tresllaves.crypto.SeededRandom;
import org.tresllaves.protocol.Compartment;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Header;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Name;
import org.tresllaves.protocol.Roster;

/**
 * A panel of six members and two readers: bench 0 is members 1 to 4 (report 2, identity 3, one may be excluded), bench 1 is members 5 and 6 (report 2,
 * identity 2). Members 1, 2, 3 and readers 7, 8 can be drawn.
 */
public record TestPanel(List<Hpke.KeyPair> sealing, List<Ed25519.KeyPair> signing, Addressee addressee) {
    public static TestPanel of(String name) {
        return of(name, 5);
    }

    /** The same with so many people who can be drawn. */
    public static TestPanel of(String name, int first) {
        SeededRandom random = new SeededRandom("panel " + name);
        List<Hpke.KeyPair> sealing = new ArrayList<>();
        List<Ed25519.KeyPair> signing = new ArrayList<>();
        List<Roster.Member> members = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            sealing.add(Hpke.random(random));
            signing.add(Ed25519.random(random));
            members.add(new Roster.Member(i, i <= 4 ? 0 : 1, i <= 3 && i <= first, new Name("member" + i),
                    signing.getLast().publicKey(), random.bytes(MlDsa44.PUBLIC_KEY), sealing.getLast().publicKey()));
        }
        List<Roster.Reader> readers = new ArrayList<>();
        for (int i = 7; i <= 8; i++) {
            signing.add(Ed25519.random(random));
            readers.add(new Roster.Reader(i, i - 3 <= first, new Name("reader" + i), signing.getLast().publicKey()));
        }
        List<Roster.Bench> benches = List.of(new Roster.Bench(new Name("office"), 2, 3, 1),
                new Roster.Bench(new Name("civil"), 2, 2, 0));
        Roster roster = new Roster(new Name("test"), Optional.empty(), 0, Optional.empty(),
                new Roster.Valid(1767225600, 1774915200), 4, new Roster.Retain(90, 90, 90), benches, members, readers,
                List.of(), List.of(), List.of("quorum none"));
        Hash hash = Derive.h(Label.ROSTER, roster.encode().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new TestPanel(sealing, signing, new Addressee(hash, hash, roster));
    }

    /** What these members recover together; empty below a quorum. */
    public Optional<Recovered> recover(Header header, Compartment compartment, int... members) {
        Hash tag = EnvelopeKeys.tag(compartment, header.prefix());
        Map<Integer, Secret> shares = new HashMap<>();
        for (int member : members) {
            Capsule.open(sealing.get(member - 1).seed(), tag, addressee.roster().rule(compartment),
                    header.dealt(compartment), member).ifPresent(share -> shares.put(member, share));
        }
        return Recovery.recover(tag, addressee.roster().rule(compartment), header.dealt(compartment), shares);
    }

    SourceSecrets secrets(String name) {
        return SourceSecrets.of(new SeededRandom("words " + name).secret(16), addressee.panelId());
    }
}
