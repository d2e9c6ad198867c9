/** Fuzzers: whatever parses encodes to the same bytes again, and nothing but Malformed comes out of a parser. */
@NullMarked
package org.tresllaves.fuzz;

import org.jspecify.annotations.NullMarked;
