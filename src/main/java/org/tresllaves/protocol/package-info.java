/** What is on the wire: records, limits, canonical parse and encode. Imports nothing of ours. */
@NullMarked
package org.tresllaves.protocol;

import org.jspecify.annotations.NullMarked;
