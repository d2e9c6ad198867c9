/** Members fetch envelopes and exchange requests, approvals and sealed releases. Imports protocol, crypto, tlog, server.db, server.ledger, server.intake, server.board. */
@NullMarked
package org.tresllaves.server.docket;

import org.jspecify.annotations.NullMarked;
