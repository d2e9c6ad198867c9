package org.tresllaves.crypto;

import java.util.ArrayList;
import java.util.List;
import org.tresllaves.protocol.Dealt;
import org.tresllaves.protocol.Envelope;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Rule;

/** What only a hostile source deals: shares that fit their h and their capsules, and nothing else. */
public final class Incoherent {
    private Incoherent() {
    }

    /** A dealing of which every member accepts its share, and that no quorum opens. */
    public static Dealt deal(Hash tag, Rule rule, List<byte[]> publicKeys, SeededRandom random) {
        Hash j = Hash.of(random.bytes(Hash.LENGTH));
        byte[] c = random.bytes(Envelope.MESSAGE + 36);
        List<byte[]> shares = new ArrayList<>();
        List<Hash> h = new ArrayList<>();
        for (int member = 1; member <= rule.members(); member++) {
            shares.add(random.bytes(Dealt.BLOCK));
            h.add(Sharing.hash(tag, j, member, shares.getLast()));
        }
        Hash p = Sharing.publicHash(rule, j, c, h);
        List<byte[]> capsules = new ArrayList<>();
        for (int member = 1; member <= rule.members(); member++) {
            capsules.add(Hpke.sealRandom(publicKeys.get(member - 1), Sharing.info(tag, p, member),
                    shares.get(member - 1), random).bytes());
        }
        return Dealt.of(j, c, h, capsules);
    }
}
