/** Talks to a server and verifies everything before returning it. Imports protocol, crypto, tlog, onion. */
@NullMarked
package org.tresllaves.client;

import org.jspecify.annotations.NullMarked;
