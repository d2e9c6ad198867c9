/** The database: pragmas, migrations, transactions. Imports nothing of ours. */
@NullMarked
package org.tresllaves.server.db;

import org.jspecify.annotations.NullMarked;
