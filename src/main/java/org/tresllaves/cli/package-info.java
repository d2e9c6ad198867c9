/** The tresllaves command: one verb per command; terminal and exit codes; nothing else prints. Imports everything but server. */
@NullMarked
package org.tresllaves.cli;

import org.jspecify.annotations.NullMarked;
