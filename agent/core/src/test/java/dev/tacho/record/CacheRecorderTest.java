package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.facade.TachoSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CacheRecorderTest {
  /** Named like the commands of a client library. */
  private enum Redis {
    SET,
    PING,
  }

  private final RecorderFixture fixture = new RecorderFixture();
  private final TachoSink recorder = fixture.recorder;

  @ParameterizedTest
  @MethodSource
  void readsThatCanMissCountByKey(String command, Object reply, int hits, int misses) {
    run(command, 1, reply);

    assertThat(count(command, "hit")).isEqualTo(hits);
    assertThat(count(command, "miss")).isEqualTo(misses);
    assertThat(count(command, "error")).isZero();
  }

  static Stream<Arguments> readsThatCanMissCountByKey() {
    return Stream.of(
        Arguments.of("GET", "value", 1, 0),
        Arguments.of("GET", "", 1, 0),
        Arguments.of("GET", null, 0, 1),
        Arguments.of("GETDEL", null, 0, 1),
        Arguments.of("GETEX", null, 0, 1),
        Arguments.of("GETRANGE", "", 0, 1),
        Arguments.of("GETRANGE", new byte[] {'v'}, 1, 0),
        Arguments.of("HGET", new byte[0], 1, 0),
        Arguments.of("MGET", List.of("a", "b"), 2, 0),
        Arguments.of("MGET", Arrays.asList("a", null, "c", null, null), 2, 3),
        Arguments.of("HMGET", new ArrayList<>(Collections.nCopies(3, null)), 0, 3),
        Arguments.of("EXISTS", true, 1, 0),
        Arguments.of("EXISTS", false, 0, 1),
        Arguments.of("EXISTS", 1L, 1, 0),
        Arguments.of("EXISTS", 0L, 0, 1),
        Arguments.of("HEXISTS", 0, 0, 1),
        Arguments.of("HGETALL", Map.of("field", "value"), 1, 0),
        Arguments.of("HGETALL", Map.of(), 0, 1),
        Arguments.of("HGETALL", List.of(), 0, 1),
        Arguments.of("HGETALL", List.of("field", "value"), 1, 0),
        Arguments.of("LINDEX", null, 0, 1),
        Arguments.of("LRANGE", List.of(), 0, 1),
        Arguments.of("SMEMBERS", Set.of("member"), 1, 0),
        Arguments.of("SRANDMEMBER", null, 0, 1),
        Arguments.of("ZSCORE", 1.0, 1, 0),
        Arguments.of("ZSCORE", null, 0, 1),
        Arguments.of("ZMSCORE", Arrays.asList(1.0, null), 1, 1),
        Arguments.of("JSON.GET", null, 0, 1));
  }

  @Test
  void ofSeveralKeysThoseThatAreNotThereAreMisses() {
    run("EXISTS", 5, 2L);

    assertThat(count("EXISTS", "hit")).isEqualTo(2);
    assertThat(count("EXISTS", "miss")).isEqualTo(3);
  }

  @Test
  void aFieldThatIsThereIsOneHit() {
    run("HEXISTS", 2, 1L);

    assertThat(count("HEXISTS", "hit")).isEqualTo(1);
    assertThat(count("HEXISTS", "miss")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"LPOP", "SPOP", "ZPOPMIN", "SISMEMBER", "ZRANGEBYSCORE", "TTL", "XREAD"})
  void whatIsNoReadThatCanMissIsOkWhateverItAnswers(String command) {
    run(command, 1, null);
    run(command, 1, 0L);
    run(command, 1, List.of());

    assertThat(fixture.counted("cache_operations_total"))
        .containsExactly(
            "{operation=\""
                + command.toLowerCase(java.util.Locale.ROOT)
                + "\",result=\"ok\",system=\"redis\"} 3");
  }

  @Test
  void namesAreTheSameInAnyCaseAndByAnyWay() {
    run("set", 2, "OK");
    run("SET", 2, "OK");
    recorder.commandSent("SET", 2);
    recorder.commandAnswered("OK", null);
    call(Redis.SET, "OK", null);
    call("SET", "OK", null);

    assertThat(fixture.counted("cache_operations_total"))
        .containsExactly("{operation=\"set\",result=\"ok\",system=\"redis\"} 5");
    assertThat(fixture.counted("cache_operation_duration_seconds_count"))
        .containsExactly("{operation=\"set\",system=\"redis\"} 5");
  }

  @Test
  void aReadThatIsOnlyQueuedIsOk() {
    run("MGET", 1, "QUEUED");

    assertThat(fixture.counted("cache_operations_total"))
        .containsExactly("{operation=\"mget\",result=\"ok\",system=\"redis\"} 1");
  }

  @Test
  void aCommandThatThrowsIsAnErrorAndIsTimed() {
    recorder.commandSent(bytes("GET"), 1);
    recorder.commandAnswered(null, new IOException("lost"));

    assertThat(fixture.counted("cache_operations_total"))
        .containsExactly("{operation=\"get\",result=\"error\",system=\"redis\"} 1");
    assertThat(fixture.counted("cache_operation_duration_seconds_count"))
        .containsExactly("{operation=\"get\",system=\"redis\"} 1");
  }

  @Test
  void aReplyWithoutACommandIsAMessageAndCountsNothing() {
    recorder.commandAnswered("message", null);
    run("SUBSCRIBE", 1, "subscribed");
    recorder.commandAnswered("message", null);
    recorder.commandAnswered(null, new IOException("lost"));

    assertThat(fixture.counted("cache_operations_total"))
        .containsExactly("{operation=\"subscribe\",result=\"ok\",system=\"redis\"} 1");
  }

  @Test
  void aNestedCallCountsOnceAsTheOuterOne() {
    long outer = recorder.cacheEnter();
    long inner = recorder.cacheEnter();
    recorder.cacheExit(inner, Redis.PING, "PONG", null);
    recorder.cacheExit(outer, Redis.SET, "OK", null);
    call(Redis.SET, "OK", null);

    assertThat(inner).isEqualTo(Tokens.NESTED);
    assertThat(fixture.counted("cache_operations_total"))
        .containsExactly("{operation=\"set\",result=\"ok\",system=\"redis\"} 2");
    assertThat(fixture.counted("cache_operation_duration_seconds_count"))
        .containsExactly("{operation=\"set\",system=\"redis\"} 2");
  }

  @Test
  void aCallThatIsTriedSeveralTimesCountsOnceAsItEnds() {
    long call = recorder.cacheEnter();
    recorder.commandSent(bytes("GET"), 1);
    recorder.commandAnswered(null, new IllegalStateException("moved"));
    run("ASKING", 0, "OK");
    run("GET", 1, null);
    recorder.cacheExit(call, null, null, null);

    assertThat(fixture.counted("cache_operations_total"))
        .containsExactly("{operation=\"get\",result=\"miss\",system=\"redis\"} 1");
  }

  @Test
  void aCallThatAsksSeveralNodesKnowsHowManyKeysItAskedFor() {
    long call = recorder.cacheEnter();
    recorder.commandSent(bytes("EXISTS"), 2);
    recorder.commandAnswered(null, new IllegalStateException("moved"));
    run("EXISTS", 2, 2L);
    run("EXISTS", 3, 1L);
    recorder.cacheExit(call, null, 3L, null);

    assertThat(count("EXISTS", "hit")).isEqualTo(3);
    assertThat(count("EXISTS", "miss")).isEqualTo(2);
  }

  @Test
  void aCallThatGetsNoConnectionIsAnErrorToConnect() {
    long call = recorder.cacheEnter();
    recorder.cacheConnectFailed();
    recorder.cacheConnectFailed();
    recorder.cacheExit(call, null, null, new IOException("refused"));
    recorder.cacheConnectFailed();

    assertThat(fixture.counted("cache_operations_total"))
        .containsExactly("{operation=\"connect\",result=\"error\",system=\"redis\"} 2");
  }

  @Test
  void aCallThatFailsBeforeItAsksForAConnectionCountsNothing() {
    long call = recorder.cacheEnter();
    recorder.cacheExit(call, null, null, new IllegalArgumentException("two slots"));

    assertThat(fixture.counted("cache_operations_total")).isEmpty();
  }

  @Test
  void whatTheLibraryDoesByItselfDoesNotCount() {
    long outer = recorder.cacheInternalEnter();
    run("AUTH", 1, "OK");
    long inner = recorder.cacheInternalEnter();
    recorder.cacheConnectExit(new IOException("refused"));
    recorder.cacheExit(recorder.cacheEnter(), "SET", null, null);
    recorder.cacheInternalExit();
    run("SET", 2, "OK");

    assertThat(outer).isPositive();
    assertThat(inner).isPositive();
    assertThat(fixture.counted("cache_operations_total"))
        .containsExactly("{operation=\"set\",result=\"ok\",system=\"redis\"} 1");
  }

  @Test
  void aConnectionThatFailsWhileACommandWaitsForItIsAnErrorOfThatCommand() {
    recorder.commandSent(bytes("GET"), 1);
    recorder.cacheInternalEnter();
    recorder.cacheConnectExit(new IOException("refused"));
    recorder.commandAnswered(null, new IOException("refused"));

    assertThat(fixture.counted("cache_operations_total"))
        .containsExactly("{operation=\"get\",result=\"error\",system=\"redis\"} 1");
  }

  @Test
  void aPipelineCountsOnceIfItReadsAnything() {
    recorder.commandSent(bytes("SET"), 2);
    recorder.commandSent(bytes("GET"), 1);
    long sync = recorder.cacheEnter();
    recorder.commandAnswered("OK", null);
    recorder.commandAnswered("value", null);
    recorder.pipelineExit(sync, null);
    recorder.pipelineExit(recorder.cacheEnter(), null);

    assertThat(fixture.counted("cache_operations_total"))
        .containsExactly("{operation=\"pipeline\",result=\"ok\",system=\"redis\"} 1");
  }

  @Test
  void aPipelineThatOtherThreadsReadCountsOnceIfAnythingIsQueued() {
    recorder.commandQueued();
    run("GET", 1, null);
    recorder.pipelineExit(recorder.cacheEnter(), null);
    recorder.pipelineExit(recorder.cacheEnter(), null);

    assertThat(count("PIPELINE", "ok")).isEqualTo(1);
  }

  @Test
  void aTransactionCountsWhenItIsExecuted() {
    run("MULTI", 0, "OK");
    recorder.commandSent(bytes("SET"), 2);
    long exec = recorder.cacheEnter();
    recorder.commandAnswered("QUEUED", null);
    recorder.commandSent(bytes("EXEC"), 0);
    recorder.commandAnswered(null, null);
    recorder.cacheExit(exec, "EXEC", null, null);

    assertThat(fixture.counted("cache_operations_total"))
        .containsExactly("{operation=\"exec\",result=\"ok\",system=\"redis\"} 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"BLPOP", "SUBSCRIBE", "WAIT"})
  void blockingCommandsAreCountedButNotTimed(String command) {
    run(command, 1, null);

    assertThat(count(command, "ok")).isEqualTo(1);
    assertThat(fixture.counted("cache_operation_duration_seconds_count")).isEmpty();
  }

  @Test
  void whatALibrarySaysBlocksIsNotTimed() {
    recorder.commandSent(bytes("XREAD"), 5);
    recorder.commandBlocks();
    recorder.commandAnswered(null, null);

    assertThat(count("XREAD", "ok")).isEqualTo(1);
    assertThat(fixture.counted("cache_operation_duration_seconds_count")).isEmpty();
  }

  @Test
  void theArgumentsTellWhetherAReadOfAStreamBlocks() {
    recorder.commandSent(bytes("XREAD"), arguments("BLOCK", "0", "STREAMS", "s", "0"));
    recorder.commandAnswered(null, null);
    recorder.commandSent(bytes("XREAD"), arguments("COUNT", "1", "block", "0", "STREAMS", "s"));
    recorder.commandAnswered(null, null);
    assertThat(fixture.counted("cache_operation_duration_seconds_count")).isEmpty();

    recorder.commandSent(bytes("XREAD"), arguments("STREAMS", "BLOCK", "0"));
    recorder.commandAnswered(null, null);

    assertThat(count("XREAD", "ok")).isEqualTo(3);
    assertThat(fixture.counted("cache_operation_duration_seconds_count"))
        .containsExactly("{operation=\"xread\",system=\"redis\"} 1");
  }

  @Test
  void whatIsNoNameOfACommandSharesOne() {
    call("a command of the application, with a key in its text: member:42", "OK", null);
    call(new Object(), "OK", null);
    run("get member:42", 0, "OK");
    run("X".repeat(1000), 0, "OK");
    run("", 0, "OK");

    assertThat(fixture.counted("cache_operations_total"))
        .containsExactly("{operation=\"_other_\",result=\"ok\",system=\"redis\"} 5");
  }

  @Test
  void pastTheBoundCommandsShareOneNameAndNoneIsLost() {
    for (int i = 0; i < 1500; i++) {
      run("CUSTOM." + i, 0, "OK");
    }
    run("CUSTOM.7", 0, "OK");

    assertThat(count("CUSTOM.7", "ok")).isEqualTo(2);
    assertThat(count("CUSTOM.999", "ok")).isEqualTo(1);
    assertThat(count("_other_", "ok")).isEqualTo(500);
  }

  @Test
  void aNameThatItsOwnerChangesLaterKeepsItsSeries() {
    byte[] name = bytes("GET");
    recorder.commandSent(name, 1);
    recorder.commandAnswered("value", null);
    name[0] = 'S';
    recorder.commandSent(name, 2);
    recorder.commandAnswered("OK", null);

    assertThat(count("GET", "hit")).isEqualTo(1);
    assertThat(count("SET", "ok")).isEqualTo(1);
  }

  private void run(String command, int arguments, Object reply) {
    recorder.commandSent(bytes(command), arguments);
    recorder.commandAnswered(reply, null);
  }

  private void call(Object command, Object reply, Throwable thrown) {
    recorder.cacheExit(recorder.cacheEnter(), command, reply, thrown);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[][] arguments(String... texts) {
    return Stream.of(texts).map(CacheRecorderTest::bytes).toArray(byte[][]::new);
  }

  private double count(String command, String result) {
    return fixture.value(
        "cache_operations_total{operation=\""
            + command.toLowerCase(java.util.Locale.ROOT)
            + "\",result=\""
            + result
            + "\",system=\"redis\"}");
  }
}
