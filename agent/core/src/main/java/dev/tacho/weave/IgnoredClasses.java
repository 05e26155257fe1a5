package dev.tacho.weave;

import java.util.HashMap;
import java.util.Map;

/**
 * Packages and generated classes that host nothing to weave but by exact name. Keeps the header
 * reader away from most of an application's classes.
 */
final class IgnoredClasses {
  private static final String[] PREFIXES = {
    // the platform and its APIs
    "java/",
    "javax/",
    "jakarta/",
    "jdk/",
    "sun/",
    "com/sun/",
    "org/w3c/",
    "org/xml/",
    "org/ietf/",
    // agents; Byte Buddy's package is cut short because packaging renames whole package names
    "dev/tacho/",
    "net/byteb",
    "io/opentelemetry/javaagent/",
    "datadog/",
    "co/elastic/apm/",
    "com/newrelic/",
    "com/dynatrace/",
    "com/appdynamics/",
    "org/glowroot/",
    "org/jacoco/agent/",
    // languages
    "groovy/",
    "org/codehaus/groovy/",
    "org/apache/groovy/",
    "kotlin/",
    "scala/",
    "clojure/",
    // libraries that host no target
    "ch/qos/logback/",
    "org/apache/log4j/",
    "org/apache/logging/",
    "org/slf4j/",
    "com/fasterx",
    "com/google/common/",
    "com/google/gson/",
    "com/google/protobuf/",
    "org/bouncycastle/",
    "org/yaml/",
    "net/sf/cglib/",
    "javassist/",
    "org/objectweb/asm/",
    "org/aspectj/",
    "org/hibernate/",
    "org/springframework/aop/",
    "org/springframework/asm/",
    "org/springframework/beans/",
    "org/springframework/boot/",
    "org/springframework/cglib/",
    "org/springframework/context/",
    "org/springframework/core/",
    "org/springframework/expression/",
    "org/springframework/format/",
    "org/springframework/lang/",
    "org/springframework/objenesis/",
    "org/springframework/util/",
    "org/springframework/validation/",
    "org/apache/xerces/",
    "org/apache/xalan/",
    "org/apache/lucene/",
    "org/apache/commons/lang3/",
    "io/netty/",
    "reactor/",
    "io/reactivex/",
    "akka/",
    "org/jboss/modules/",
    "org/jboss/logmanager/",
    "org/jboss/logging/",
    "org/eclipse/osgi/",
    "org/apache/felix/",
  };

  private static final String[] GENERATED = {"$$", "$Proxy", "/0x", "$HibernateProxy$"};

  private static final Map<Character, String[]> byFirstLetter = byFirstLetter();

  private IgnoredClasses() {}

  /**
   * @param name in internal form
   */
  static boolean contains(String name) {
    String[] prefixes = byFirstLetter.get(name.charAt(0));
    if (prefixes != null) {
      for (String prefix : prefixes) {
        if (name.startsWith(prefix)) {
          return true;
        }
      }
    }
    for (String mark : GENERATED) {
      if (name.contains(mark)) {
        return true;
      }
    }
    return false;
  }

  private static Map<Character, String[]> byFirstLetter() {
    Map<Character, String[]> result = new HashMap<>();
    for (String prefix : PREFIXES) {
      String[] before = result.get(prefix.charAt(0));
      int length = before == null ? 0 : before.length;
      String[] after = new String[length + 1];
      if (before != null) {
        System.arraycopy(before, 0, after, 0, length);
      }
      after[length] = prefix;
      result.put(prefix.charAt(0), after);
    }
    return result;
  }
}
