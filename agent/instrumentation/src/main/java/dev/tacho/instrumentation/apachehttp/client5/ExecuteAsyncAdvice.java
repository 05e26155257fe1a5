package dev.tacho.instrumentation.apachehttp.client5;

import dev.tacho.facade.TachoProbe;
import dev.tacho.instrumentation.Wrappers;
import net.bytebuddy.asm.Advice;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;

/**
 * {@code doExecute(target, producer, consumer, pushHandlerFactory, context, callback)} of the
 * asynchronous clients. The producer tells the request, the consumer the response head, the
 * callback the end.
 */
final class ExecuteAsyncAdvice {
  private ExecuteAsyncAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.This Object client,
      @Advice.Argument(0) HttpHost target,
      @Advice.Argument(value = 1, readOnly = false) AsyncRequestProducer producer,
      @Advice.Argument(value = 2, readOnly = false) AsyncResponseConsumer<?> consumer,
      @Advice.Argument(value = 5, readOnly = false) FutureCallback<?> callback) {
    if (!TachoProbe.measures()) {
      return;
    }
    Object[] parts =
        (Object[])
            TachoProbe.wrap(
                Wrappers.APACHE_ASYNC_CLIENT_5,
                new Object[] {target, producer, consumer, callback},
                client);
    producer = (AsyncRequestProducer) parts[1];
    consumer = (AsyncResponseConsumer<?>) parts[2];
    callback = (FutureCallback<?>) parts[3];
  }
}
