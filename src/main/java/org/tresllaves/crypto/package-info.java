/** How bytes are protected: seal to a person, deal and recover shares, encrypt streams, sign, derive, hold secrets. Imports protocol. */
@NullMarked
package org.tresllaves.crypto;

import org.jspecify.annotations.NullMarked;
