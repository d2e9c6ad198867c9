/** Takes one sealed envelope, resumably, and answers with nothing but "recorded". Imports protocol, crypto, tlog, server.db, server.ledger. */
@NullMarked
package org.tresllaves.server.intake;

import org.jspecify.annotations.NullMarked;
