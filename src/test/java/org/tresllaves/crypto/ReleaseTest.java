package org.tresllaves.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Rule;

/** Attack rows 5, 11 and 12: replayed releases, framed members, wrong shares. */
class ReleaseTest {
    private static final Rule RULE = DealtCase.rule(new int[]{2, 1}, 0, 0, 0, 0, 1);
    private final SeededRandom random = new SeededRandom("releases");
    private final Hash request = Hash.of(random.bytes(32));
    private final Hpke.KeyPair reader = Hpke.random(random);

    @Test
    void whatAMemberMustSendIsAsSentAndAnythingElseIsWrong() {
        DealtCase dealing = DealtCase.of("honest", RULE, 0b0100);
        for (int member = 1; member <= 5; member++) { // member 3's decoy is judged like a share
            Secret share = Capsule.open(dealing.seed(member), dealing.tag(), RULE, dealing.dealt(), member)
                    .orElseThrow();
            byte[] sent = Release.seal(binding(dealing, member), share);
            assertThat(sent).hasSize(Release.LENGTH);
            assertThat(recheck(dealing, member, sent)).isEqualTo(Release.Recheck.AS_SENT);
            byte[] other = Release.seal(binding(dealing, member), random.secret(32));
            assertThat(recheck(dealing, member, other)).isEqualTo(Release.Recheck.WRONG);
            assertThat(recheck(dealing, member, Release.filler(reader.publicKey(), random)))
                    .isEqualTo(Release.Recheck.WRONG);
        }
    }

    /** Row 11: where the dealer made a member's capsule or h wrong, what the member sent proves nothing against it. */
    @Test
    void aMemberWhomTheDealerCheatedCannotBeJudged() {
        DealtCase crafted = HostileDealingTest.withShare(DealtCase.of("crafted", RULE, 0), 1, random.bytes(32));
        Secret found = Capsule.open(crafted.seed(1), crafted.tag(), RULE, crafted.dealt(), 1).orElseThrow();
        assertThat(recheck(crafted, 1, Release.seal(binding(crafted, 1), found)))
                .isEqualTo(Release.Recheck.CANNOT_BE_JUDGED);
        assertThat(recheck(crafted, 1, Release.filler(reader.publicKey(), random)))
                .isEqualTo(Release.Recheck.CANNOT_BE_JUDGED);
    }

    @Test
    void fillerHasTheShapeOfAReleaseAndOpensForNothing() {
        DealtCase dealing = DealtCase.of("filler", RULE, 0);
        byte[] filler = Release.filler(reader.publicKey(), random);
        assertThat(filler).hasSize(Release.LENGTH);
        assertThat(Release.open(reader.seed(), binding(dealing, 1), filler)).isEmpty();
        assertThat(Release.filler(reader.publicKey(), random)).isNotEqualTo(filler);
    }

    private Release.Binding binding(DealtCase dealing, int member) {
        return new Release.Binding(request, dealing.tag(), member, 6, reader.publicKey());
    }

    private Release.Recheck recheck(DealtCase dealing, int member, byte[] slot) {
        Map<Integer, Secret> shares = dealing.shares();
        Recovered recovered = Recovery.recover(dealing.tag(), RULE, dealing.dealt(), shares).orElseThrow();
        Audit audit = Audit.of(dealing.tag(), RULE, new int[]{1, 0}, recovered, dealing.dealt(), dealing.publicKeys());
        return Release.recheck(binding(dealing, member), slot, RULE, recovered, audit);
    }
}
