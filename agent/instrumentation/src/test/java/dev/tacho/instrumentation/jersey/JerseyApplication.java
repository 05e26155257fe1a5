package dev.tacho.instrumentation.jersey;

import dev.tacho.instrumentation.jaxrs.Resources;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.function.ToIntFunction;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ResourceConfig;

/** Jersey without a container, as if mounted at {@code /shop/api}. */
public final class JerseyApplication implements ToIntFunction<String> {
  private static final URI BASE = URI.create("http://localhost/shop/api/");

  private final ApplicationHandler jersey =
      new ApplicationHandler(new ResourceConfig(Resources.CLASSES));

  @Override
  public int applyAsInt(String methodAndPath) {
    String[] parts = methodAndPath.split(" ", -1);
    ContainerRequest request =
        new ContainerRequest(
            BASE, BASE.resolve(parts[1]), parts[0], null, new MapPropertiesDelegate(), null);
    try {
      return jersey.apply(request).get().getStatus();
    } catch (InterruptedException | ExecutionException failure) {
      throw new IllegalStateException(methodAndPath, failure);
    }
  }
}
