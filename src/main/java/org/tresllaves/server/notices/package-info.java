/** Tells staff, each day at one time and in the same words, to look into their desks; it is given a clock and its file, and nothing that knows of reports. */
@NullMarked
package org.tresllaves.server.notices;

import org.jspecify.annotations.NullMarked;
