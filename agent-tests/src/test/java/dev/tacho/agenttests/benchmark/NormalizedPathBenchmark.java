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
    long token = TachoProbe.requestEnter("GET", strings.uri, strings.contextPath, null);
    if (TachoProbe.mappingWanted()) {
      TachoProbe.requestMapped("/", "Members");
    }
    TachoProbe.servletReached();
    Object request = TachoProbe.requestLeave(token);
    if (request != null) {
      TachoProbe.requestDone(request, 200, false, null);
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
