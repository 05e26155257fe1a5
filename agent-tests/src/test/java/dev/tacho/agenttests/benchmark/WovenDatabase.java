package dev.tacho.agenttests.benchmark;

import com.acme.database.NoOpConnection;
import dev.tacho.facade.TachoProbe;
import dev.tacho.instrumentation.jdbc.JdbcInstrumentation;
import dev.tacho.weave.WeavingEngine;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.util.List;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The agent with its JDBC advice, which weaves the no-op driver in a loader from here. */
@State(Scope.Benchmark)
public class WovenDatabase extends InstalledAgent {
  private ClassLoader loader;

  @Override
  public void install() {
    super.install();
    WeavingEngine engine =
        new WeavingEngine(
            ByteBuddyAgent.install(), List.of(JdbcInstrumentation.instrumentation()), health);
    engine.install();
    URL classes = NoOpConnection.class.getProtectionDomain().getCodeSource().getLocation();
    loader = new URLClassLoader(new URL[] {classes}, new WovenService.FacadeLoader());
    beforeWeaving(loader);
    engine.start(type -> {});
  }

  void beforeWeaving(ClassLoader loader) {}

  @Override
  List<String> instrumentations() {
    return List.of(JdbcInstrumentation.instrumentation().name());
  }

  Connection connect() {
    try {
      Connection connection = NoOpDatabase.connection(loader);
      TachoProbe.connected(connection, "jdbc:bench:club");
      return connection;
    } catch (ReflectiveOperationException notThere) {
      throw new LinkageError("cannot make a connection", notThere);
    }
  }

  @TearDown
  public void everyQueryWasMeasured() {
    haveMeasured("db_queries");
  }

  /** The driver is loaded before the engine is ready, so that its statements have no slot. */
  public static class LoadedEarly extends WovenDatabase {
    @Override
    void beforeWeaving(ClassLoader loader) {
      try {
        NoOpDatabase.connection(loader);
      } catch (ReflectiveOperationException notThere) {
        throw new LinkageError("cannot make a connection", notThere);
      }
    }
  }
}
