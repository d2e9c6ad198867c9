/** The submitter's half: code phrase, compose and seal a report, check the receipt, read replies, follow up. Imports protocol, crypto, tlog, onion, client. */
@NullMarked
package org.tresllaves.source;

import org.jspecify.annotations.NullMarked;
