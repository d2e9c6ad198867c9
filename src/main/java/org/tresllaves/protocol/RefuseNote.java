package org.tresllaves.protocol;

/** REFUSE: a member will not approve a request, and says in one word why (spec: opening). */
public record RefuseNote(Head head, Hash request, Reason reason) implements DocketNote {
    public static final String TYPE = "tresllaves/v1/refuse";

    /** Why; the word on the wire is the lower-case name. */
    public enum Reason {
        /** A check of the request failed. */
        CHECK,
        /** The member has a conflict of interest. */
        CONFLICT,
        /** The member asks for another request: fewer reports, other readers, a later close. */
        SCOPE,
        /** No reason given. */
        OTHER
    }

    static RefuseNote read(Lines in) throws Malformed {
        Head head = Head.read(in);
        Hash request = in.hash(in.token("request"));
        Reason reason = switch (in.token("reason")) {
            case "check" -> Reason.CHECK;
            case "conflict" -> Reason.CONFLICT;
            case "scope" -> Reason.SCOPE;
            case "other" -> Reason.OTHER;
            default -> throw new Malformed(Flaw.REASON);
        };
        return new RefuseNote(head, request, reason);
    }

    @Override
    public String encode() {
        String word = switch (reason) {
            case CHECK -> "check";
            case CONFLICT -> "conflict";
            case SCOPE -> "scope";
            case OTHER -> "other";
        };
        return head.encode(TYPE) + "request " + request + "\nreason " + word + "\n";
    }
}
