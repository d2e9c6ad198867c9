/** The members' half: key ceremony, keystore, rosters, requests, approvals, recovery. No network, SQL or Spring. Imports protocol, crypto, tlog. */
@NullMarked
package org.tresllaves.panel;

import org.jspecify.annotations.NullMarked;
