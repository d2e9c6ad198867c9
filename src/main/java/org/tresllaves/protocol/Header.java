package org.tresllaves.protocol;

import java.util.Arrays;

/**
 * An envelope's header (spec: envelope): a prefix of 89 bytes, the dealing of the report and the dealing of the identity, both of 32-byte messages.
 * Its length depends on the number of members only.
 */
public record Header(Prefix prefix, Dealt report, Dealt identity) {
    /** What can be wrong with a header, in the order in which it is looked at. */
    public enum Flaw implements org.tresllaves.protocol.Flaw {
        TRUNCATED, MAGIC, SUITE, MEMBERS, DRAWN, DEALING, TRAILING
    }

    public Header {
        if (report.members() != prefix.n() || identity.members() != prefix.n()
                || report.messageLength() != Envelope.MESSAGE || identity.messageLength() != Envelope.MESSAGE) {
            throw new IllegalArgumentException("an envelope's dealings are of 32 bytes to the header's n members");
        }
    }

    /** Parses exactly one header. */
    public static Header parse(byte[] bytes) throws Malformed {
        Wire.Reader in = new Wire.Reader(bytes, Flaw.TRUNCATED);
        Prefix prefix = Prefix.read(in);
        Dealt report = dealing(in, prefix.n());
        Dealt identity = dealing(in, prefix.n());
        in.end(Flaw.TRAILING);
        return new Header(prefix, report, identity);
    }

    /** Parses the header at the start of an envelope's first segment. */
    public static Header parseStart(byte[] segment) throws Malformed {
        Prefix prefix = Prefix.parseStart(segment);
        return parse(Arrays.copyOf(segment, Math.min(segment.length, length(prefix.n()))));
    }

    private static Dealt dealing(Wire.Reader in, int n) throws Malformed {
        int length = Dealt.length(n, Envelope.MESSAGE);
        byte[] bytes = in.bytes(length);
        if (bytes[0] != 0 || bytes[1] != Envelope.MESSAGE) {
            throw new Malformed(Flaw.DEALING);
        }
        return Dealt.parse(bytes, n);
    }

    /** Length of the header of an envelope to {@code n} members. */
    public static int length(int n) {
        return Prefix.LENGTH + 2 * Dealt.length(n, Envelope.MESSAGE);
    }

    public Dealt dealt(Compartment compartment) {
        return switch (compartment) {
            case REPORT -> report;
            case IDENTITY -> identity;
        };
    }

    /** The bytes {@link #parse} reads. */
    public byte[] encode() {
        return new Wire.Writer().bytes(prefix.encode()).bytes(report.encode()).bytes(identity.encode()).toBytes();
    }

    /**
     * The header's first 89 bytes: which panel, which roster, which envelope, how many members, and the two people drawn for the first opening
     * (indices into the roster's people; that they exist and are flagged {@code first} is for the reader of the roster to check).
     */
    public record Prefix(Hash panelId, Hash rosterHash, Eid eid, int n, int r1, int r2) {
        public static final int LENGTH = 89;

        public Prefix {
            if (!isMembers(n) || !isDrawn(r1, r2)) {
                throw new IllegalArgumentException("2 to 15 members and two different people of at most 32");
            }
        }

        /** Parses the prefix of a header of which more may follow. */
        public static Prefix parseStart(byte[] bytes) throws Malformed {
            return read(new Wire.Reader(bytes, Flaw.TRUNCATED));
        }

        private static Prefix read(Wire.Reader in) throws Malformed {
            require(in.u32() == Envelope.MAGIC, Flaw.MAGIC);
            require(in.u16() == Envelope.SUITE, Flaw.SUITE);
            Hash panelId = in.hash();
            Hash rosterHash = in.hash();
            Eid eid = in.eid();
            int n = in.u8();
            int r1 = in.u8();
            int r2 = in.u8();
            require(isMembers(n), Flaw.MEMBERS);
            require(isDrawn(r1, r2), Flaw.DRAWN);
            return new Prefix(panelId, rosterHash, eid, n, r1, r2);
        }

        public byte[] encode() {
            return new Wire.Writer().u32(Envelope.MAGIC).u16(Envelope.SUITE).hash(panelId).hash(rosterHash).eid(eid)
                    .u8(n).u8(r1).u8(r2).toBytes();
        }

        private static boolean isMembers(int n) {
            return n >= Rule.MIN_MEMBERS && n <= Rule.MAX_MEMBERS;
        }

        private static boolean isDrawn(int r1, int r2) {
            return r1 >= 1 && r1 <= Envelope.MAX_PEOPLE && r2 >= 1 && r2 <= Envelope.MAX_PEOPLE && r1 != r2;
        }

        private static void require(boolean holds, Flaw flaw) throws Malformed {
            if (!holds) {
                throw new Malformed(flaw);
            }
        }
    }
}
