package dev.tacho.record;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Handles by which objects of the application hold those of the agent, and which can be emptied all
 * at once. Keeps none alive. Any thread may call.
 */
final class Handles {
  private final Set<AtomicReference<SqlStatement>> all =
      Collections.newSetFromMap(new WeakHashMap<AtomicReference<SqlStatement>, Boolean>());

  synchronized AtomicReference<SqlStatement> of(SqlStatement statement) {
    AtomicReference<SqlStatement> handle = new AtomicReference<>(statement);
    all.add(handle);
    return handle;
  }

  synchronized void empty() {
    for (AtomicReference<SqlStatement> handle : new ArrayList<>(all)) {
      handle.set(null);
    }
  }
}
