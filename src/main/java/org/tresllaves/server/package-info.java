/** The tresllaves-server command, explicit wiring, one settings record, one error-to-status mapping. Imports everything but source, panel, witness, desk, cli, client, onion. */
@NullMarked
package org.tresllaves.server;

import org.jspecify.annotations.NullMarked;
