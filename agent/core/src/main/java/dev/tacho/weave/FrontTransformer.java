package dev.tacho.weave;

import dev.tacho.metrics.AgentHealth;
import java.lang.instrument.ClassFileTransformer;
import java.lang.ref.WeakReference;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Stands in front of Byte Buddy and lets only the few classes through that a rule asks for. Runs in
 * the class loading of the application, on its threads: no locks, no logging, no initialisation of
 * the application's classes, and no exception ever.
 *
 * <p>Until the engine is ready, hits are noted down instead of woven; {@link Retransformer} then
 * sees to them. While it rests, they are neither.
 */
final class FrontTransformer implements ClassFileTransformer {
  /** Loaders of generated code, of which no class is ever a target. */
  private static final Set<String> IGNORED_LOADERS =
      new HashSet<>(
          Arrays.asList(
              "sun.reflect.DelegatingClassLoader",
              "jdk.internal.reflect.DelegatingClassLoader",
              "groovy.lang.GroovyClassLoader$InnerLoader",
              "org.codehaus.groovy.runtime.callsite.CallSiteClassLoader",
              "org.mvel2.util.JITClassLoader",
              "javax.management.remote.rmi.NoCallStackClassLoader",
              "org.codehaus.janino.ByteArrayClassLoader",
              "com.alibaba.fastjson.util.ASMClassLoader"));

  /** A class that was loaded before the engine was ready. */
  static final class Missed {
    private final WeakReference<ClassLoader> loader;
    private final boolean bootLoader;
    private final String name;

    Missed(ClassLoader loader, String name) {
      this.loader = new WeakReference<>(loader);
      this.bootLoader = loader == null;
      this.name = name.replace('/', '.');
    }

    boolean is(Class<?> loaded) {
      ClassLoader other = loaded.getClassLoader();
      return loaded.getName().equals(name)
          && (bootLoader ? other == null : other != null && other == loader.get());
    }
  }

  private final RuleIndex index;
  private final AgentHealth health;
  private final ClassLoader agentLoader = FrontTransformer.class.getClassLoader();
  private final ClassLoader platformLoader = topmostLoader();
  private final Queue<Missed> missed = new ConcurrentLinkedQueue<>();

  /** Set while this thread weaves: what it loads meanwhile is ours, and asking again recurses. */
  private final ThreadLocal<Boolean> busy = new ThreadLocal<>();

  /** Null until the engine is ready, and while it rests. */
  private volatile Weaver weaver;

  /** Whether hits are noted down where there is no weaver. */
  private volatile boolean noting = true;

  /** Whether there may be classes with a slot: once there has been a weaver. */
  private volatile boolean slotsGiven;

  /** Classes that carry advice, in internal form, whatever loaders have them. */
  private final Set<String> wovenNames = ConcurrentHashMap.newKeySet();

  /** The classes that {@link Retransformer} is at: their first weaving, which is counted. */
  private final Set<Class<?>> uncounted = ConcurrentHashMap.newKeySet();

  FrontTransformer(RuleIndex index, AgentHealth health) {
    this.index = index;
    this.health = health;
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String name,
      Class<?> redefined,
      ProtectionDomain protectionDomain,
      byte[] classFile) {
    if (name == null || loader == agentLoader) {
      return null;
    }
    byte[] woven = null;
    try {
      boolean applicationClass = isOfApplication(loader);
      if (applicationClass && isIgnored(loader)) {
        return null;
      }
      List<RuleIndex.Match> matches = index.match(loader, name, classFile, applicationClass);
      woven = matches.isEmpty() ? null : hit(loader, name, redefined, classFile, matches);
    } catch (Throwable failure) {
      // Throwing would be ignored by the JVM; counting is all there is to do.
      health.failed(AgentHealth.CORE, "while looking at class " + name, failure);
    }
    return redefined == null || !slotsGiven
        ? woven
        : withSlotAsBefore(name, redefined, classFile, woven);
  }

  /**
   * Whether a class that has been loaded may be one for which there are rules. Its class file tells
   * for certain, when it is woven. Nothing of the application is loaded, linked or called.
   */
  boolean mayMatch(Class<?> loaded) {
    ClassLoader loader = loaded.getClassLoader();
    if (loader == agentLoader || loaded.isArray() || loaded.isPrimitive()) {
      return false;
    }
    boolean applicationClass = isOfApplication(loader);
    return !(applicationClass && isIgnored(loader)) && index.mayMatch(loaded, applicationClass);
  }

  private boolean isOfApplication(ClassLoader loader) {
    return loader != null && loader != platformLoader;
  }

  private static boolean isIgnored(ClassLoader loader) {
    return IGNORED_LOADERS.contains(loader.getClass().getName());
  }

  /**
   * Gives a slot to what has one: without it the JVM refuses the class, and with it all those that
   * another agent wants to have retransformed.
   *
   * @param woven null if there is nothing to weave, or weaving failed
   */
  private byte[] withSlotAsBefore(String name, Class<?> redefined, byte[] classFile, byte[] woven) {
    try {
      return SlotField.isIn(redefined) ? SlotField.addTo(woven == null ? classFile : woven) : woven;
    } catch (Throwable failure) {
      health.failed(AgentHealth.CORE, "while looking at class " + name, failure);
      return woven;
    }
  }

  private byte[] hit(
      ClassLoader loader,
      String name,
      Class<?> redefined,
      byte[] classFile,
      List<RuleIndex.Match> matches) {
    Weaver engine = weaver;
    if (engine == null) {
      engine = noted(loader, name, redefined);
    }
    if (engine == null) {
      return null;
    }
    if (busy.get() != null) {
      return null;
    }
    boolean slot = redefined == null && RuleIndex.givesSlot(loader, classFile, matches);
    busy.set(Boolean.TRUE);
    try {
      byte[] woven = engine.weave(name, classFile, matches);
      if (woven != null) {
        wovenNames.add(name);
      }
      if (woven != null && (redefined == null || uncounted.remove(redefined))) {
        for (RuleIndex.Match match : matches) {
          health.woven(match.instrumentation);
        }
      }
      return slot ? SlotField.addTo(woven == null ? classFile : woven) : woven;
    } catch (Throwable failure) {
      health.failed(matches.get(0).instrumentation, "while weaving class " + name, failure);
      return null;
    } finally {
      busy.remove();
    }
  }

  /**
   * Notes down a class that cannot be woven yet.
   *
   * @return the weaver, if there is one by now and nobody else has taken notice of the class: so
   *     that who takes the notes after {@link #ready} has them all
   */
  private Weaver noted(ClassLoader loader, String name, Class<?> redefined) {
    if (redefined != null || !noting) {
      return null;
    }
    Missed early = new Missed(loader, name);
    missed.add(early);
    Weaver engine = weaver;
    return engine != null && missed.remove(early) ? engine : null;
  }

  /** The platform loader, on Java 8 the one for extensions: the only one without a parent. */
  private static ClassLoader topmostLoader() {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    while (loader.getParent() != null) {
      loader = loader.getParent();
    }
    return loader;
  }

  /** From now on hits are woven. */
  void ready(Weaver engine) {
    slotsGiven = true;
    weaver = engine;
  }

  /** From now on hits are noted down, until the engine is ready again. */
  void note() {
    noting = true;
  }

  /** From now on nothing is woven. What is woven stays so until it is retransformed. */
  void rest() {
    noting = false;
    weaver = null;
  }

  /** The names, in internal form, of the classes woven since this was asked last. */
  Set<String> takeWovenNames() {
    Set<String> names = new HashSet<>(wovenNames);
    wovenNames.removeAll(names);
    return names;
  }

  /** Takes one class that was loaded too early off the list; null when there is none. */
  Missed pollMissed() {
    return missed.poll();
  }

  /** Announces that {@code types} are retransformed by us; none any more if it is empty. */
  void retransforming(Collection<Class<?>> types) {
    uncounted.clear();
    uncounted.addAll(types);
  }
}
