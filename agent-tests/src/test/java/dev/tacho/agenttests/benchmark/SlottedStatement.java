package dev.tacho.agenttests.benchmark;

import dev.tacho.facade.TachoSlot;

/** Stands for a driver's prepared statement, as weaving makes them. */
class SlottedStatement implements TachoSlot {
  private Object slot;

  @Override
  public Object tachoSlot() {
    return slot;
  }

  @Override
  public void tachoSlot(Object value) {
    slot = value;
  }
}
