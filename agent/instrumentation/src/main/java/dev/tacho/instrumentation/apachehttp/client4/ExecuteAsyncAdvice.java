package dev.tacho.instrumentation.apachehttp.client4;

import dev.tacho.facade.TachoProbe;
import dev.tacho.instrumentation.Wrappers;
import net.bytebuddy.asm.Advice;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.apache.http.nio.protocol.HttpAsyncResponseConsumer;

/**
 * {@code execute(producer, consumer, context, callback)} of the asynchronous clients. The producer
 * tells the request, the consumer the response head, the callback the end.
 */
final class ExecuteAsyncAdvice {
  private ExecuteAsyncAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.This Object client,
      @Advice.Argument(value = 0, readOnly = false) HttpAsyncRequestProducer producer,
      @Advice.Argument(value = 1, readOnly = false) HttpAsyncResponseConsumer<?> consumer,
      @Advice.Argument(value = 3, readOnly = false) FutureCallback<?> callback) {
    if (!TachoProbe.measures()) {
      return;
    }
    Object[] parts =
        (Object[])
            TachoProbe.wrap(
                Wrappers.APACHE_ASYNC_CLIENT_4,
                new Object[] {null, producer, consumer, callback},
                client);
    producer = (HttpAsyncRequestProducer) parts[1];
    consumer = (HttpAsyncResponseConsumer<?>) parts[2];
    callback = (FutureCallback<?>) parts[3];
  }
}
