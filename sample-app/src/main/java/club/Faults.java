package club;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which faults are on. Some are asked for where they show, the others are somebody's to make. */
final class Faults {
  /** Makes a fault, and takes it back. */
  interface Maker {
    void set(boolean on) throws Exception;
  }

  private final Set<Fault> on = ConcurrentHashMap.newKeySet();
  private final Map<Fault, Maker> makers = new EnumMap<>(Fault.class);

  /** Has a fault made by {@code maker} from now on. */
  synchronized void make(Fault fault, Maker maker) {
    makers.put(fault, maker);
  }

  boolean isOn(Fault fault) {
    return on.contains(fault);
  }

  /** Switches a fault; nothing happens if it is that way already. */
  synchronized void set(Fault fault, boolean wanted) throws Exception {
    if (isOn(fault) == wanted) {
      return;
    }
    // First, so that what a maker starts again does not meet the fault.
    if (!wanted) {
      on.remove(fault);
    }
    Maker maker = makers.get(fault);
    if (maker != null) {
      maker.set(wanted);
    }
    if (wanted) {
      on.add(fault);
    }
  }
}
