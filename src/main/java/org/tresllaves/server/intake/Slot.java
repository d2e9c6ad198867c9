package org.tresllaves.server.intake;

import org.tresllaves.server.intake.Capacity.SlotSize;

/** A place in the chest: its row, its size and where it begins. Says nothing about whether it is in use. */
record Slot(long id, SlotSize size, long at) {
}
