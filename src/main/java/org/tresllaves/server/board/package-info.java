/** Publishes replies in padded batches. Imports protocol, crypto, tlog, server.db, server.ledger. */
@NullMarked
package org.tresllaves.server.board;

import org.jspecify.annotations.NullMarked;
