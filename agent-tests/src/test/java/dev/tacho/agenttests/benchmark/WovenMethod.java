package dev.tacho.agenttests.benchmark;

import com.acme.service.Tax;
import dev.tacho.instrumentation.methods.MethodInstrumentation;
import dev.tacho.weave.WeavingEngine;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.function.LongUnaryOperator;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The agent with a method that the configuration names, in a loader from here. */
@State(Scope.Benchmark)
public class WovenMethod extends InstalledAgent {
  LongUnaryOperator tax;

  @Override
  public void install() {
    super.install();
    WeavingEngine engine =
        new WeavingEngine(
            ByteBuddyAgent.install(),
            List.of(MethodInstrumentation.instrumentation()),
            named,
            health);
    engine.install();
    engine.start(type -> {});
    URL[] urls = {Tax.class.getProtectionDomain().getCodeSource().getLocation()};
    ClassLoader loader = new URLClassLoader(urls, new WovenService.FacadeLoader());
    try {
      tax =
          (LongUnaryOperator) loader.loadClass(Tax.class.getName()).getConstructor().newInstance();
    } catch (ReflectiveOperationException notThere) {
      throw new LinkageError("cannot make the target", notThere);
    }
    if (named.all().get(0).methods() != 1) {
      throw new IllegalStateException("nothing was woven");
    }
  }

  @Override
  List<String> instrumentations() {
    return List.of(MethodInstrumentation.instrumentation().name());
  }

  @Override
  String arguments() {
    return "methods=" + Tax.class.getName() + ".applyAsLong=method";
  }
}
