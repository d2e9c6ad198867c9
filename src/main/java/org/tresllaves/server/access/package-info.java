/** Who may call what: filter chains, member log-in, quotas, response headers. Imports protocol, crypto, server.db. */
@NullMarked
package org.tresllaves.server.access;

import org.jspecify.annotations.NullMarked;
