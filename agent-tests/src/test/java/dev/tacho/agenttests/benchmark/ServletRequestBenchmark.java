package dev.tacho.agenttests.benchmark;

import com.acme.service.Service;
import dev.tacho.facade.TachoProbe;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One request to a servlet that does nothing, through the woven advice and all that is on by
 * default; beside it the same service with a hand-written filter.
 */
public class ServletRequestBenchmark {
  private static final String ID_HEADER = "X-Request-ID";

  /** Stands for a cache library's enum. */
  private enum Command {
    GET
  }

  private static final String ID = "0f8fad5b-d9cb-469f-a165-70867728950e";

  /** Makes the service anew in each iteration, with strings of its own. */
  @State(Scope.Thread)
  public static class Woven {
    Runnable idGiven;
    Runnable idGenerated;
    Runnable withCalls;

    @Setup(Level.Iteration)
    public void create(WovenService agent, ContainerStrings strings) {
      SlottedStatement statement = new SlottedStatement();
      TachoProbe.connected(statement, "jdbc:bench:club");
      TachoProbe.statementPrepared(statement, "SELECT id, name FROM members WHERE id = ?");
      strings.parse();
      idGiven = agent.service(strings.uri, strings.mapping, ID, ServletRequestBenchmark::nothing);
      withCalls = agent.service(strings.uri, strings.mapping, ID, () -> wovenCalls(statement));
      idGenerated =
          agent.service(strings.uri, strings.mapping, null, ServletRequestBenchmark::nothing);
    }
  }

  /** Without ids. */
  @State(Scope.Thread)
  public static class WovenWithoutIds {
    Runnable service;

    @Setup(Level.Iteration)
    public void create(WovenService.WithoutIds agent, ContainerStrings strings) {
      strings.parse();
      service = agent.service(strings.uri, strings.mapping, ID, ServletRequestBenchmark::nothing);
    }
  }

  /** Behind the filter, by which all threads are measured. */
  @State(Scope.Benchmark)
  public static class Filters {
    final HandWrittenFilter withIds = new HandWrittenFilter(ID_HEADER, "/members/*");
    final HandWrittenCalls calls = new HandWrittenCalls();
    final HandWrittenFilter withoutIds = new HandWrittenFilter(null, "/members/*");
  }

  @State(Scope.Thread)
  public static class Filtered {
    Runnable withIds;
    Runnable withoutIds;
    Runnable withCalls;
    Runnable unmeasured;

    @Setup(Level.Iteration)
    public void create(Filters filters, ContainerStrings strings) {
      HandWrittenCalls calls = filters.calls;
      strings.parse();
      String uri = strings.uri;
      String mapping = strings.mapping;
      withIds = Service.create(uri, mapping, ID, ServletRequestBenchmark::nothing, filters.withIds);
      withCalls = Service.create(uri, mapping, ID, () -> calls(calls), filters.withIds);
      withoutIds =
          Service.create(uri, mapping, ID, ServletRequestBenchmark::nothing, filters.withoutIds);
      unmeasured = Service.create(uri, mapping, ID, ServletRequestBenchmark::nothing);
    }
  }

  @Benchmark
  public void tacho(Woven service) {
    service.idGiven.run();
  }

  @Benchmark
  public void tachoGeneratesId(Woven service) {
    service.idGenerated.run();
  }

  @Benchmark
  public void tachoWithoutIds(WovenWithoutIds service) {
    service.service.run();
  }

  @Benchmark
  public void handWritten(Filtered service) {
    service.withIds.run();
  }

  @Benchmark
  public void handWrittenWithoutIds(Filtered service) {
    service.withoutIds.run();
  }

  @Benchmark
  public void tachoWithCalls(Woven service) {
    service.withCalls.run();
  }

  @Benchmark
  public void handWrittenWithCalls(Filtered service) {
    service.withCalls.run();
  }

  @Benchmark
  public void unmeasured(Filtered service) {
    service.unmeasured.run();
  }

  private static void nothing() {}

  private static void wovenCalls(SlottedStatement statement) {
    for (int i = 0; i < 2; i++) {
      long startNanos = TachoProbe.queryEnter();
      TachoProbe.queryExit(startNanos, statement, TachoProbe.slot(statement), null);
    }
    long startNanos = TachoProbe.cacheEnter();
    TachoProbe.cacheExit(startNanos, Command.GET, "value", null);
  }

  private static void calls(HandWrittenCalls calls) {
    calls.query();
    calls.query();
    calls.cacheHit();
  }
}
