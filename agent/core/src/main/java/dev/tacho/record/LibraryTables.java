package dev.tacho.record;

import java.util.List;

/**
 * What instrumentations register besides rules. Their advice names it by number, the index in a
 * list, because that is all that can be handed through the facade.
 */
public final class LibraryTables {
  final List<CallbackWrapper> wrappers;
  final List<LogLibrary> logLibraries;
  final List<PoolLibrary> poolLibraries;

  /**
   * Keeps the lists, which are not changed afterwards.
   *
   * @param wrappers with null for one that this JVM is too old for
   */
  public LibraryTables(
      List<CallbackWrapper> wrappers,
      List<LogLibrary> logLibraries,
      List<PoolLibrary> poolLibraries) {
    this.wrappers = wrappers;
    this.logLibraries = logLibraries;
    this.poolLibraries = poolLibraries;
  }
}
