package dev.tacho.agenttests.benchmark;

import com.acme.service.Service;
import dev.tacho.facade.TachoProbe;
import dev.tacho.instrumentation.servlet.jakarta.ServletInstrumentation;
import dev.tacho.weave.WeavingEngine;
import jakarta.servlet.Servlet;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The agent with its servlet advice, which weaves the service and the servlet API in a loader from
 * here. What it measures is looked at in the end: advice that fails is quick.
 */
@State(Scope.Benchmark)
public class WovenService extends InstalledAgent {
  private ClassLoader loader;

  @Override
  public void install() {
    super.install();
    WeavingEngine engine =
        new WeavingEngine(
            ByteBuddyAgent.install(), List.of(ServletInstrumentation.instrumentation()), health);
    engine.install();
    engine.start(type -> {});
    loader = new URLClassLoader(urls(), new FacadeLoader());
  }

  @Override
  List<String> instrumentations() {
    return List.of(ServletInstrumentation.instrumentation().name());
  }

  private static URL[] urls() {
    return new URL[] {
      Service.class.getProtectionDomain().getCodeSource().getLocation(),
      Servlet.class.getProtectionDomain().getCodeSource().getLocation()
    };
  }

  /** As {@link Service#create(String, String, String, Runnable)}, woven. */
  Runnable service(String uri, String mapping, String id, Runnable work) {
    try {
      return (Runnable)
          loader
              .loadClass(Service.class.getName())
              .getMethod("create", String.class, String.class, String.class, Runnable.class)
              .invoke(null, uri, mapping, id, work);
    } catch (ReflectiveOperationException notThere) {
      throw new LinkageError("cannot make the service", notThere);
    }
  }

  @TearDown
  public void everyRequestWasMeasured() {
    haveMeasured("http_requests");
  }

  /** The JDK and the facade, which is all that a service sees of the agent. */
  static final class FacadeLoader extends ClassLoader {
    FacadeLoader() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("dev.tacho.facade.")) {
        return TachoProbe.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }

  /** Requests get no id. */
  public static class WithoutIds extends WovenService {
    @Override
    String arguments() {
      return "request-id=off";
    }
  }
}
