/** Hands out the source's page, as listed and byte for byte, and takes sealed files from browsers without scripts. */
@NullMarked
package org.tresllaves.server.page;

import org.jspecify.annotations.NullMarked;
