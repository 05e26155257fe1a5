package dev.tacho.agenttests.benchmark;

import com.acme.cache.CacheClient;
import dev.tacho.instrumentation.jedis.JedisInstrumentation;
import dev.tacho.weave.WeavingEngine;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.apache.commons.pool2.ObjectPool;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.slf4j.Logger;
import redis.clients.jedis.Jedis;

/** The agent with its advice for Jedis, which it weaves in a loader from here. */
@State(Scope.Benchmark)
public class WovenJedis extends InstalledAgent {
  private ClassLoader loader;

  @Override
  public void install() {
    super.install();
    WeavingEngine engine =
        new WeavingEngine(
            ByteBuddyAgent.install(), List.of(JedisInstrumentation.instrumentation()), health);
    engine.install();
    engine.start(type -> {});
    loader =
        new URLClassLoader(
            Stream.of(CacheClient.class, Jedis.class, ObjectPool.class, Logger.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toArray(URL[]::new),
            new WovenService.FacadeLoader());
  }

  @Override
  List<String> instrumentations() {
    return List.of(JedisInstrumentation.instrumentation().name());
  }

  @SuppressWarnings("unchecked") // a class of ours
  Callable<String> client() {
    try {
      return (Callable<String>)
          loader.loadClass(CacheClient.class.getName()).getConstructor().newInstance();
    } catch (ReflectiveOperationException notThere) {
      throw new LinkageError("cannot make the client", notThere);
    }
  }

  @TearDown
  public void everyCommandWasMeasured() {
    haveMeasured("cache_operations");
  }
}
