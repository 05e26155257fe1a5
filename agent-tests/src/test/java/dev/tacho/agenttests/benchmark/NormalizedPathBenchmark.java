package dev.tacho.agenttests.benchmark;

import dev.tacho.facade.TachoProbe;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One request for which nobody declares a route, so that its path is normalised. */
@State(Scope.Benchmark)
public class NormalizedPathBenchmark {
  private final HandWrittenRequests handWritten = new HandWrittenRequests("/members/{id}");

  /** Takes the agent, so that it is installed before. */
  @Benchmark
  public void tacho(InstalledAgent agent, ContainerStrings strings) {
    long startNanos = TachoProbe.requestEnter("GET", strings.uri);
    long elapsedNanos = TachoProbe.requestLeave(startNanos);
    if (elapsedNanos > 0) {
      TachoProbe.requestDone(elapsedNanos, strings.contextPath, "/", "Members", 200, null);
    }
  }

  @Benchmark
  public void handWrittenCached() {
    handWritten.cached();
  }

  @Benchmark
  public void handWrittenLookup() {
    handWritten.lookup();
  }
}
