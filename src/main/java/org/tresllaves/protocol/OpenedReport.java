package org.tresllaves.protocol;

/**
 * What a reader keeps beside a report it opened, on its own disk and in clear like the report (spec: opening, "Kept by a reader"): which entry of the log
 * it is, and whom its source excluded. Later requests about the report start from it.
 *
 * @param excluded E, bits of numbers on the envelope's roster
 */
public record OpenedReport(Hash panelId, Hash rosterHash, Eid eid, Hash envelopeHash, int excluded) {
    public static final String TYPE = "tresllaves/v1/opened-report";
    private static final int MAX_TEXT = 512;

    /** What can be wrong with one. */
    public enum Flaw implements org.tresllaves.protocol.Flaw {
        TOO_LONG, TYPE, LINE
    }

    public static OpenedReport parse(String text) throws Malformed {
        Lines in = new Lines(text, MAX_TEXT, Flaw.TOO_LONG, Flaw.LINE);
        if (!in.line().equals(TYPE)) {
            throw new Malformed(Flaw.TYPE);
        }
        Hash panelId = in.hash(in.token("panel"));
        Hash rosterHash = in.hash(in.token("roster"));
        Eid eid = Eid.of(in.hex(in.token("eid"), Eid.LENGTH));
        Hash envelopeHash = in.hash(in.token("envelope"));
        int excluded = (int) in.number(in.token("excluded"), 0xffffffffL);
        in.end();
        return new OpenedReport(panelId, rosterHash, eid, envelopeHash, excluded);
    }

    public String encode() {
        return TYPE + "\npanel " + panelId + "\nroster " + rosterHash + "\neid " + eid + "\nenvelope " + envelopeHash
                + "\nexcluded " + Integer.toUnsignedString(excluded) + "\n";
    }

    /** Whether this person, by its number on the envelope's roster, was excluded. */
    public boolean isExcluded(int person) {
        return (excluded >>> (person - 1) & 1) == 1;
    }
}
