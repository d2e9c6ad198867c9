/** Keeps the three logs: sequences entries in order, publishes padded batches, keeps rosters. Imports protocol, crypto, tlog, server.db. */
@NullMarked
package org.tresllaves.server.ledger;

import org.jspecify.annotations.NullMarked;
