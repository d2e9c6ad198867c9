package org.tresllaves.onion;

import java.io.IOException;

/** The way through Tor did not work. Nothing was sent another way. */
public final class TorFailure extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why. Codes are SOCKS5's and Tor's extended ones, which a SOCKS port gives only with the flag {@code ExtendedErrors}. */
    public enum Reason {
        /** Nothing listens where Tor should. */
        NOT_RUNNING(-1),
        /** Something listens there that does not speak SOCKS5 with a user and a password. */
        NOT_TOR(-1),
        /** The control port wants a password, or its cookie cannot be read. */
        CONTROL_CLOSED(-1),
        /** The control port refused a command, or said something that is not its protocol. */
        CONTROL_REFUSED(-1),
        /** No answer within the time allowed. */
        TOO_SLOW(-1),
        /** No such service, or it is not published now. */
        NOT_FOUND(0xF0),
        /** The service's descriptor does not check out. */
        DESCRIPTOR_BAD(0xF1),
        /** The service was found and could not be introduced to. */
        NO_INTRODUCTION(0xF2),
        /** The service did not come to the meeting point. */
        NO_RENDEZVOUS(0xF3),
        /** The service admits only known keys, and this Tor has none for it. */
        KEY_NEEDED(0xF4),
        /** The service admits only known keys, and the one this Tor has is not one of them. */
        KEY_WRONG(0xF5),
        /** Tor says that this is no onion address. */
        ADDRESS_BAD(0xF6),
        /** Introducing took too long. */
        INTRODUCTION_SLOW(0xF7),
        /** The service is there, and its machine takes no connection. */
        CONNECTION_REFUSED(5),
        /** Tor has not started up yet, or gave up for a reason it does not tell. */
        UNREACHABLE(4);

        private final int code;

        Reason(int code) {
            this.code = code;
        }

        /** What a SOCKS5 reply that is not 0 means. */
        static Reason ofReply(int code) {
            for (Reason reason : values()) {
                if (reason.code == code) {
                    return reason;
                }
            }
            return UNREACHABLE;
        }
    }

    private final Reason reason;
    private final String about;

    public TorFailure(Reason reason, String about) {
        super(reason.name() + " " + about);
        this.reason = reason;
        this.about = about;
    }

    public Reason reason() {
        return reason;
    }

    /** The port it is about, or what the control port said. */
    public String about() {
        return about;
    }
}
