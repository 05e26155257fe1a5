package dev.tacho.instrumentation.apachehttp;

import dev.tacho.jvm.PerClass;
import dev.tacho.record.CallbackWrapper;

/**
 * Puts stand-ins in the place of what the application gives an asynchronous client: together they
 * follow one call. The future, its cancelling, and all that the application sees stay the client's
 * and its own.
 *
 * <p>What has to be known of the library is kept with the class of the client, so that it goes when
 * the class goes.
 */
final class AsyncCalls implements CallbackWrapper {
  private static final int TARGET = 0;
  private static final int PRODUCER = 1;
  private static final int CONSUMER = 2;
  private static final int CALLBACK = 3;

  private final PerClass<AsyncApi> apis;

  /**
   * @param version 4 or 5
   */
  AsyncCalls(int version) {
    this.apis =
        new PerClass<AsyncApi>() {
          @Override
          protected AsyncApi compute(Class<?> clientClass) {
            return AsyncApi.of(version, clientClass);
          }
        };
  }

  /**
   * @param original an array of the target or null, the producer, the consumer, and the callback or
   *     null
   * @param client of whose class the library is
   * @return the same array with stand-ins
   */
  @Override
  public Object wrap(Object original, Object client) {
    Object[] parts = (Object[]) original;
    if (parts[PRODUCER] == null || parts[CONSUMER] == null) {
      return parts; // the application's mistake, of which the client is to complain as usual
    }
    AsyncApi api = apis.get(client.getClass());
    AsyncCall call = new AsyncCall();
    try {
      Object producer = api.newProducer(parts[PRODUCER], parts[TARGET], call);
      Object consumer = api.newConsumer(parts[CONSUMER], call);
      parts[CALLBACK] = api.newCallback(parts[CALLBACK], call);
      parts[CONSUMER] = consumer;
      parts[PRODUCER] = producer;
      return parts;
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
