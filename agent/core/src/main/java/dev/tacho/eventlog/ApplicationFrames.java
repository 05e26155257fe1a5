package dev.tacho.eventlog;

import java.util.ArrayList;
import java.util.List;

/** Finds the application's own frames in a stack trace. */
final class ApplicationFrames {
  private static final int MAX_FRAMES = 3;

  /**
   * Whose frames tell nobody where in the application a call came from. Some are cut short, because
   * packaging renames whole package names of what is in the jar.
   */
  private static final String[] FOREIGN = {
    // the platform and its APIs, the agent
    "java.",
    "javax.",
    "jakarta.",
    "jdk.",
    "sun.",
    "com.sun.",
    "dev.tacho.eventlog.",
    "dev.tacho.record.",
    "dev.tacho.instrumentation.",
    // languages
    "kotlin.",
    "kotlinx.",
    "scala.",
    "groovy.",
    "org.codehaus.groovy.",
    "org.apache.groovy.",
    "clojure.",
    // JDBC drivers
    "org.postgresql.",
    "com.mysql.",
    "org.mariadb.",
    "oracle.jdbc.",
    "oracle.ucp.",
    "com.microsoft.sqlserver.",
    "net.sourceforge.jtds.",
    "com.ibm.db2.",
    "com.ibm.ws.",
    "org.h2.",
    "org.hsqldb.",
    "org.apache.derby.",
    "org.sqlite.",
    // pools and what wraps data sources
    "com.zaxxer.hikari.",
    "org.apache.commons.",
    "com.mchange.",
    "io.agroal.",
    "com.alibaba.druid.",
    "org.vibur.",
    "com.p6spy.",
    "net.ttddyy.",
    // mappers
    "org.hibernate.",
    "org.eclipse.",
    "org.apache.openjpa.",
    "org.apache.ibatis.",
    "org.mybatis.",
    "org.jooq.",
    "org.jdbi.",
    "com.querydsl.",
    "io.ebean.",
    // frameworks and servers
    "org.springframework.",
    "org.apache.catalina.",
    "org.apache.coyote.",
    "org.apache.tomcat.",
    "org.apache.jasper.",
    "org.apache.struts2.",
    "com.opensymphony.",
    "org.apache.cxf.",
    "org.glassfish.",
    "org.jboss.",
    "org.wildfly.",
    "org.xnio.",
    "io.undertow.",
    "io.quarkus.",
    "io.smallrye.",
    "io.micronaut.",
    "io.micrometer.",
    "io.vertx.",
    "io.netty.",
    "io.reactivex.",
    "reactor.",
    "akka.",
    "org.quartz.",
    "redis.clients.",
    "io.lettuce.",
    "okhttp3.",
    "org.apache.http.",
    "org.apache.hc.",
    "org.aspectj.",
    "net.sf.cglib.",
    "net.byteb",
    "javassist.",
    "com.fasterx",
    "com.google.common.",
    "com.google.inject.",
    "org.slf4j.",
    "ch.qos.",
    "org.apache.logging.",
    "io.opentelemetry.",
    "org.junit.",
  };

  private static final String[] GENERATED = {"$$", "$Proxy", "/0x"};

  private ApplicationFrames() {}

  /** The topmost of them, as {@code Class.method(File:line)}. Empty if all is of others. */
  static String[] of(StackTraceElement[] stack) {
    List<String> frames = new ArrayList<>(MAX_FRAMES);
    for (int i = 0; i < stack.length && frames.size() < MAX_FRAMES; i++) {
      if (isOfApplication(stack[i].getClassName())) {
        frames.add(text(stack[i]));
      }
    }
    return frames.toArray(new String[0]);
  }

  private static boolean isOfApplication(String className) {
    for (String prefix : FOREIGN) {
      if (className.startsWith(prefix)) {
        return false;
      }
    }
    for (String mark : GENERATED) {
      if (className.contains(mark)) {
        return false;
      }
    }
    return true;
  }

  /** Like {@link StackTraceElement#toString}, without the loader and module it puts in front. */
  private static String text(StackTraceElement frame) {
    String file = frame.getFileName() == null ? "Unknown Source" : frame.getFileName();
    String line = frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber();
    return frame.getClassName() + '.' + frame.getMethodName() + '(' + file + line + ')';
  }
}
