package org.tresllaves.protocol;

import java.util.Arrays;

/**
 * A person's public keys on one line, as {@code key show} prints them and {@code panel draft} and a server's operator take them (spec: member-key-file,
 * "Card"). Proves nothing: that its keys are held shows when the person signs the roster.
 */
public record Card(Name name, byte[] ed25519, byte[] mlDsa, byte[] xWing, byte[] onion) {
    private static final int ONION = 32;
    public static final String TYPE = "tresllaves/v1/card";

    /** What can be wrong with a card. */
    public enum Flaw implements org.tresllaves.protocol.Flaw {
        LINE, NAME, KEY
    }

    /** Parses the line, without a newline. */
    public static Card parse(String line) throws Malformed {
        String[] tokens = line.split(" ", -1);
        require(tokens.length == 5 && tokens[0].equals(TYPE), Flaw.LINE);
        VerifierKey key;
        try {
            key = VerifierKey.parse(tokens[1]);
        } catch (Malformed e) {
            throw new Malformed(Flaw.KEY);
        }
        require(key.type() == VerifierKey.Type.ED25519, Flaw.KEY);
        require(Name.isToken(key.name()), Flaw.NAME);
        byte[] mlDsa = Base64s.decode(tokens[2], Flaw.KEY);
        byte[] xWing = Base64s.decode(tokens[3], Flaw.KEY);
        require(mlDsa.length == VerifierKey.Type.ML_DSA_44.keyLength() && xWing.length == 1216, Flaw.KEY);
        byte[] onion = Base64s.decode(tokens[4], Flaw.KEY);
        require(onion.length == ONION && PublicKeys.isX25519(onion), Flaw.KEY);
        return new Card(new Name(key.name()), key.key(), mlDsa, xWing, onion);
    }

    /** The line, without a newline. */
    public String encode() {
        return TYPE + " " + new VerifierKey(name.token(), VerifierKey.Type.ED25519, ed25519).encode() + " "
                + Base64s.encode(mlDsa) + " " + Base64s.encode(xWing) + " " + Base64s.encode(onion);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Card card && encode().equals(card.encode());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ed25519);
    }

    private static void require(boolean holds, Flaw flaw) throws Malformed {
        if (!holds) {
            throw new Malformed(flaw);
        }
    }
}
