package dev.tacho.instrumentation.jersey;

import dev.tacho.facade.TachoProbe;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.internal.process.RequestProcessingContext;
import org.glassfish.jersey.uri.UriTemplate;

/** {@code RoutingStage.apply(context)}. */
final class RoutedAdvice {
  private RoutedAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Argument(0) RequestProcessingContext context) {
    if (!TachoProbe.measures()) {
      return;
    }
    if (context.routingContext().getEndpoint() == null) {
      return; // no method for it: Jersey answers 404, or lets the next filter have it
    }
    ContainerRequest request = context.request();
    List<UriTemplate> innermostFirst = request.getUriInfo().getMatchedTemplates();
    TachoProbe.routePrefix(request.getBaseUri().getRawPath(), "");
    for (int i = innermostFirst.size() - 1; i > 0; i--) {
      TachoProbe.routePrefix(null, innermostFirst.get(i).getTemplate());
    }
    TachoProbe.routeMatched(null, null, innermostFirst.get(0).getTemplate());
  }
}
