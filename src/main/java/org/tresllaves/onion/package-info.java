/** Sockets through Tor's SOCKS port that cannot fall back to clearnet; control port; stream isolation. Imports nothing of ours. */
@NullMarked
package org.tresllaves.onion;

import org.jspecify.annotations.NullMarked;
