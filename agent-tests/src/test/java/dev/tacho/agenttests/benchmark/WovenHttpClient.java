package dev.tacho.agenttests.benchmark;

import com.acme.http.NoOpClient;
import dev.tacho.instrumentation.Instrumentations;
import dev.tacho.record.LibraryTables;
import dev.tacho.weave.LibraryInstrumentation;
import dev.tacho.weave.TypeRule;
import dev.tacho.weave.WeavingEngine;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.BiFunction;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The agent with its advice for the JDK's client, woven into one of ours in a loader from here. */
@State(Scope.Benchmark)
public class WovenHttpClient extends InstalledAgent {
  private static final String ADVICE = "dev.tacho.instrumentation.javahttp.";

  private ClassLoader loader;

  @Override
  public void install() {
    super.install();
    String client = NoOpClient.class.getName();
    WeavingEngine engine =
        new WeavingEngine(
            ByteBuddyAgent.install(),
            List.of(
                LibraryInstrumentation.of(
                    "benchmark",
                    TypeRule.exactly(client).advise("send", "(", ADVICE + "SendAdvice"),
                    TypeRule.exactly(client + "$Exchange")
                        .advise("responseAsync", "(", ADVICE + "ExchangeAdvice"))),
            health);
    engine.install();
    engine.start(type -> {});
    URL classes = NoOpClient.class.getProtectionDomain().getCodeSource().getLocation();
    loader = new URLClassLoader(new URL[] {classes}, new WovenService.FacadeLoader());
  }

  @Override
  LibraryTables tables() {
    return Instrumentations.tables();
  }

  @SuppressWarnings("unchecked") // a class of ours
  BiFunction<HttpRequest, HttpResponse.BodyHandler<String>, HttpResponse<String>> client() {
    try {
      return (BiFunction<HttpRequest, HttpResponse.BodyHandler<String>, HttpResponse<String>>)
          loader.loadClass(NoOpClient.class.getName()).getConstructor().newInstance();
    } catch (ReflectiveOperationException notThere) {
      throw new LinkageError("cannot make the client", notThere);
    }
  }

  @TearDown
  public void everyCallWasMeasured() {
    haveMeasured("external_api_requests");
  }
}
