package dev.tacho.agenttests.benchmark;

import dev.tacho.facade.TachoProbe;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The id of one request. */
@State(Scope.Benchmark)
public class RequestIdBenchmark {
  /** Not final, or the compiler would know that it is well-formed. */
  private String sent = "0af76519-16cd-43dd-8448-eb211c80319c";

  /** Takes the agent, so that it is installed before. */
  @Benchmark
  public String tachoAccepted(InstalledAgent agent) {
    return TachoProbe.requestId(sent);
  }

  @Benchmark
  public String tachoGenerated(InstalledAgent agent) {
    return TachoProbe.requestId(null);
  }

  @Benchmark
  public String handWritten() {
    return UUID.randomUUID().toString();
  }
}
