package org.tresllaves.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tresllaves.protocol.Dealt;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Rule;

/**
 * A member's share on its way to one reader for one request (spec: release): sealed with coins derived from the share, so that whoever recovered the
 * dealing can say whether a member sent what it should have.
 */
public final class Release {
    /** Length of one slot of a bundle. */
    public static final int LENGTH = Dealt.CAPSULE;

    private Release() {
    }

    /** What a release is bound to: the request, the dealing's tag T, member j, reader k and the reader's fresh key. */
    public record Binding(Hash request, Hash tag, int member, int reader, byte[] readerKey) {
        /** "release" | H(request) | T | H(pk_k) | u8 j | u8 k. */
        byte[] info() {
            return Label.RELEASE.with(request.bytes(), tag.bytes(), pk(), new byte[]{(byte) member, (byte) reader});
        }

        /** X("coins/release", s_j, T | H(request) | u8 j | u8 k | H(pk_k), 64). */
        byte[] coins(byte[] share) {
            byte[] people = {(byte) member, (byte) reader};
            byte[] info = Derive.concat(tag.bytes(), request.bytes(), people, pk());
            return Derive.x(Label.COINS_RELEASE, share, info, Hpke.ESEED);
        }

        private byte[] pk() {
            return Derive.h(Label.PK, readerKey).bytes();
        }
    }

    /** What a second look at a release shows. */
    public enum Recheck {
        /** Byte for byte what the member had to send. */
        AS_SENT,
        /** Not that, though the member's capsule held the right share. */
        WRONG,
        /** Not that, and the dealer made the member's capsule or h wrong: the member may have sent what it found. */
        CANNOT_BE_JUDGED
    }

    /** Seals a share to a reader; 1,168 bytes, the same for the same inputs. */
    public static byte[] seal(Binding binding, Secret share) {
        byte[] raw = share.reveal();
        byte[] coins = binding.coins(raw);
        byte[] sealed = Hpke.seal(binding.readerKey(), binding.info(), raw, coins).bytes();
        Arrays.fill(raw, (byte) 0);
        Arrays.fill(coins, (byte) 0);
        return sealed;
    }

    /**
     * A slot that holds nothing: a real seal of 32 random bytes to the reader's key, so that only the reader can tell, under an info that nobody
     * knows, so that it opens for nothing.
     */
    public static byte[] filler(byte[] readerKey, SecureRandom random) {
        byte[] nothing = new byte[Dealt.BLOCK];
        byte[] nonce = new byte[Hash.LENGTH];
        random.nextBytes(nothing);
        random.nextBytes(nonce);
        return Hpke.sealRandom(readerKey, Label.RELEASE.with(nonce), nothing, random).bytes();
    }

    /** The share in a slot, before it is held against h_j; empty for filler and for a release bound to anything else. */
    public static Optional<Secret> open(Secret readerSeed, Binding binding, byte[] slot) {
        return Hpke.open(readerSeed, binding.info(), slot).filter(share -> share.length == Dealt.BLOCK)
                .map(Secret::taking);
    }

    /** Compares a slot with what the member had to send, as a recovered and audited dealing shows it. */
    public static Recheck recheck(Binding binding, byte[] slot, Rule rule, Recovered recovered, Audit audit) {
        byte[] secret = recovered.reveal();
        try (Sharing sharing = new Sharing(binding.tag(), rule, secret);
                Secret share = Secret.taking(sharing.share(binding.member()))) {
            if (Arrays.equals(seal(binding, share), slot)) {
                return Recheck.AS_SENT;
            }
            List<Integer> malformed = audit.malformed();
            return malformed.contains(binding.member()) ? Recheck.CANNOT_BE_JUDGED : Recheck.WRONG;
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
