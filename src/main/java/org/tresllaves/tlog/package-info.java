/** What anyone can check: Merkle proofs, checkpoints, signed notes, cosignatures, tiles, trust policy. Imports protocol, crypto. */
@NullMarked
package org.tresllaves.tlog;

import org.jspecify.annotations.NullMarked;
