package dev.tacho.agenttests.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Some calls that an application makes one after the other, and what they count as. */
public final class OutboundScenario {
  /** What the test does while the application waits for an answer. */
  public enum Interlude {
    NONE,
    /** Has the application cancel, as soon as the server has got the request. */
    CANCEL,
    /** Lets the server send the body, as soon as the call is counted. */
    BODY
  }

  /** A call to be made: where to, and what. */
  static final class Step {
    final Target target;
    final String method;
    final String path;
    final String body;

    Step(Target target, String method, String path, String body) {
      this.target = target;
      this.method = method;
      this.path = path;
      this.body = body;
    }
  }

  public final String name;
  private Interlude interlude = Interlude.NONE;
  int timeoutMillis;
  int threads = 1;
  boolean varies;
  int connectTimeoutMillis = 30_000; // TLS can take seconds where many JVMs start at once
  private final List<Step> steps = new ArrayList<>();
  private final Set<Trait> wanted = EnumSet.noneOf(Trait.class);
  private final Set<Trait> unwanted = EnumSet.noneOf(Trait.class);
  private final Map<String, Integer> counts = new TreeMap<>();

  OutboundScenario(String name) {
    this.name = name;
  }

  OutboundScenario get(String path) {
    return get(Target.PLAIN, path);
  }

  OutboundScenario get(Target target, String path) {
    return call(target, "GET", path, null);
  }

  OutboundScenario call(Target target, String method, String path, String body) {
    steps.add(new Step(target, method, path, body));
    return this;
  }

  /** The client waits no longer than this for an answer. */
  OutboundScenario within(int millis) {
    timeoutMillis = millis;
    return this;
  }

  /** A client of its own that waits no longer than this for a connection. */
  OutboundScenario connectingWithin(int millis) {
    connectTimeoutMillis = millis;
    return this;
  }

  /** Each call is made by this many threads at once, and their answers are not written down. */
  OutboundScenario byThreads(int number) {
    threads = number;
    return this;
  }

  /** How the exception is wrapped, and what it is caused by, is not the same each time. */
  OutboundScenario varies() {
    varies = true;
    return this;
  }

  OutboundScenario with(Interlude other) {
    interlude = other;
    return this;
  }

  OutboundScenario where(Trait... traits) {
    wanted.addAll(Arrays.asList(traits));
    return this;
  }

  OutboundScenario whereNot(Trait... traits) {
    unwanted.addAll(Arrays.asList(traits));
    return this;
  }

  /**
   * Calls that are answered.
   *
   * @param operation method and path, behind the peer unless that is {@code 127.0.0.1}
   */
  OutboundScenario answers(int calls, String operation, int status) {
    add(calls, operation + ' ' + status);
    if (status >= 400) {
      add(calls, (status >= 500 ? "5xx" : "4xx") + " of " + peer(operation));
    }
    return this;
  }

  /** Calls that get no answer, and the value of the label {@code error}. */
  OutboundScenario fails(int calls, String operation, String error) {
    return add(calls, operation + " error").add(calls, error + " of " + peer(operation));
  }

  private OutboundScenario add(int calls, String series) {
    counts.merge(series, calls, Integer::sum);
    return this;
  }

  private static String peer(String operation) {
    int space = operation.indexOf(' ');
    return space < operation.lastIndexOf(' ') ? operation.substring(0, space) : "127.0.0.1";
  }

  /** By peer, operation and status, and by error and peer. */
  public Map<String, Integer> counts() {
    return Collections.unmodifiableMap(counts);
  }

  public Interlude interlude() {
    return interlude;
  }

  /** What the server sees of the call that {@link #interlude} is about: method and path. */
  public String request() {
    return steps.get(0).method + ' ' + steps.get(0).path;
  }

  public boolean isFor(Set<Trait> traits) {
    return traits.containsAll(wanted) && Collections.disjoint(traits, unwanted);
  }

  List<Step> steps() {
    return Collections.unmodifiableList(steps);
  }

  @Override
  public String toString() {
    return name;
  }
}
