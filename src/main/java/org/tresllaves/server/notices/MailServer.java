package org.tresllaves.server.notices;

import java.util.Optional;

/** The server that takes mail from us. */
record MailServer(String host, int port, Security security, Optional<Login> login, String from, Trust trust) {
    /** How the way from Tor's exit to the server is kept shut. */
    enum Security {
        TLS, STARTTLS,
        /** To an onion service alone, whose address is its key. */
        PLAIN
    }

    /** Whom it knows us as. */
    record Login(String user, String password) {
        @Override
        public String toString() {
            return "(login)";
        }
    }
}
