/** Vectors shared by every implementation: one JSON shape, one failure each. */
@NullMarked
package org.tresllaves.vectors;

import org.jspecify.annotations.NullMarked;
