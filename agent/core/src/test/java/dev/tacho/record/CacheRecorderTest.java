package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.facade.TachoSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class CacheRecorderTest {
  /** Named like the commands of a client library. */
  private enum Redis {
    GET,
    HGET,
    GETEX,
    MGET,
    HMGET,
    EXISTS,
    HEXISTS,
    HGETALL,
    SET,
    PING,
    BLPOP,
    SUBSCRIBE,
    WAIT,
  }

  private final RecorderFixture fixture = new RecorderFixture();
  private final TachoSink recorder = fixture.recorder;

  @ParameterizedTest
  @MethodSource
  void readsThatCanMissCountByKey(Redis command, Object reply, int hits, int misses) {
    run(command, reply);

    assertThat(count(command, "hit")).isEqualTo(hits);
    assertThat(count(command, "miss")).isEqualTo(misses);
    assertThat(count(command, "error")).isZero();
  }

  static Stream<Arguments> readsThatCanMissCountByKey() {
    return Stream.of(
        Arguments.of(Redis.GET, "value", 1, 0),
        Arguments.of(Redis.GET, "", 1, 0),
        Arguments.of(Redis.GET, null, 0, 1),
        Arguments.of(Redis.HGET, new byte[0], 1, 0),
        Arguments.of(Redis.GETEX, null, 0, 1),
        Arguments.of(Redis.MGET, List.of("a", "b"), 2, 0),
        Arguments.of(Redis.MGET, Arrays.asList("a", null, "c", null, null), 2, 3),
        Arguments.of(Redis.HMGET, new ArrayList<>(Collections.nCopies(3, null)), 0, 3),
        Arguments.of(Redis.EXISTS, true, 1, 0),
        Arguments.of(Redis.EXISTS, false, 0, 1),
        Arguments.of(Redis.EXISTS, 2L, 2, 0),
        Arguments.of(Redis.EXISTS, 0L, 0, 1),
        Arguments.of(Redis.HEXISTS, 0, 0, 1),
        Arguments.of(Redis.HGETALL, Map.of("field", "value"), 1, 0),
        Arguments.of(Redis.HGETALL, Map.of(), 0, 1),
        Arguments.of(Redis.HGETALL, List.of(), 0, 1),
        Arguments.of(Redis.HGETALL, List.of("field", "value"), 1, 0));
  }

  @Test
  void otherCommandsAreOkWhateverTheyAnswer() {
    run(Redis.SET, null);
    run(Redis.SET, "OK");
    run(Redis.PING, "PONG");

    assertThat(fixture.counted("cache_operations_total"))
        .containsExactlyInAnyOrder(
            "{operation=\"set\",result=\"ok\",system=\"redis\"} 2",
            "{operation=\"ping\",result=\"ok\",system=\"redis\"} 1");
  }

  @Test
  void aReadThatIsOnlyQueuedIsOk() {
    run(Redis.MGET, "QUEUED");

    assertThat(fixture.counted("cache_operations_total"))
        .containsExactly("{operation=\"mget\",result=\"ok\",system=\"redis\"} 1");
  }

  @Test
  void aCommandThatThrowsIsAnErrorAndIsTimed() {
    recorder.cacheExit(recorder.cacheEnter(), Redis.GET, null, new IOException("lost"));

    assertThat(fixture.counted("cache_operations_total"))
        .containsExactly("{operation=\"get\",result=\"error\",system=\"redis\"} 1");
    assertThat(fixture.counted("cache_operation_duration_seconds_count"))
        .containsExactly("{operation=\"get\",system=\"redis\"} 1");
  }

  @Test
  void aNestedCommandCountsOnceAsTheOuterOne() {
    long outer = recorder.cacheEnter();
    long inner = recorder.cacheEnter();
    recorder.cacheExit(inner, Redis.PING, "PONG", null);
    recorder.cacheExit(outer, Redis.SET, "OK", null);
    run(Redis.SET, "OK");

    assertThat(inner).isEqualTo(Tokens.NESTED);
    assertThat(fixture.counted("cache_operations_total"))
        .containsExactly("{operation=\"set\",result=\"ok\",system=\"redis\"} 2");
    assertThat(fixture.counted("cache_operation_duration_seconds_count"))
        .containsExactly("{operation=\"set\",system=\"redis\"} 2");
  }

  @ParameterizedTest
  @EnumSource(names = {"BLPOP", "SUBSCRIBE", "WAIT"})
  void blockingCommandsAreCountedButNotTimed(Redis command) {
    run(command, null);

    assertThat(count(command, "ok")).isEqualTo(1);
    assertThat(fixture.counted("cache_operation_duration_seconds_count")).isEmpty();
  }

  @Test
  void commandsThatAreNoConstantsShareOneName() {
    run("a command of the application, with a key in its text: member:42", "OK");
    run(new Object(), "OK");
    run(null, "OK");

    assertThat(fixture.counted("cache_operations_total"))
        .containsExactly("{operation=\"_other_\",result=\"ok\",system=\"redis\"} 3");
  }

  private void run(Object command, Object reply) {
    recorder.cacheExit(recorder.cacheEnter(), command, reply, null);
  }

  private double count(Redis command, String result) {
    return fixture.value(
        "cache_operations_total{operation=\""
            + command.name().toLowerCase(java.util.Locale.ROOT)
            + "\",result=\""
            + result
            + "\",system=\"redis\"}");
  }
}
