/** A printed page for those who might report: the address, the panel's fingerprint, what to do and what not. */
@NullMarked
package org.tresllaves.leaflet;

import org.jspecify.annotations.NullMarked;
