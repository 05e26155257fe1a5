package dev.tacho.agenttests.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Strings as a container hands them out: equal to those of the request before, but not the same, so
 * that comparing them takes a look at their characters. Making them is the container's business and
 * not measured, which is why they are made once in each iteration only.
 */
@State(Scope.Thread)
public class ContainerStrings {
  String uri;
  String contextPath;
  String mapping;

  @Setup(Level.Iteration)
  public void parse() {
    byte[] head = "/members/4711 /members/*".getBytes(US_ASCII);
    uri = new String(head, 0, 13, US_ASCII);
    mapping = new String(head, 14, 10, US_ASCII);
    contextPath = "";
  }
}
