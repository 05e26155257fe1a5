package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class UniqueIdsTest {
  private static final long NOW = 1_000_000;

  private final UniqueIds.Scratch scratch = new UniqueIds.Scratch();

  @Test
  void anIdIsTheTextOfAVersion4Uuid() {
    UniqueIds ids = UniqueIds.ofThisProcess();
    for (int i = 0; i < 10_000; i++) {
      String id = ids.next(scratch);
      UUID uuid = UUID.fromString(id);

      assertThat(uuid.toString()).isEqualTo(id);
      assertThat(uuid.version()).isEqualTo(4);
      assertThat(uuid.variant()).isEqualTo(2);
    }
  }

  @Test
  void everyBitThatIsFreeIsSetInHalfOfTheIds() {
    UniqueIds ids = new UniqueIds(1, 2);
    int count = 20_000;
    int[] set = new int[128];
    for (int i = 0; i < count; i++) {
      UUID id = UUID.fromString(ids.next(scratch, NOW));
      for (int bit = 0; bit < 64; bit++) {
        set[bit] += (int) (id.getMostSignificantBits() >>> bit & 1);
        set[64 + bit] += (int) (id.getLeastSignificantBits() >>> bit & 1);
      }
    }
    for (int bit = 0; bit < 128; bit++) {
      boolean fixed = (bit >= 12 && bit < 16) || bit >= 126;
      if (!fixed) {
        // Seven standard deviations of 71; seeds and time are given, so it holds always or never.
        assertThat(set[bit]).as("bit %s", bit).isBetween(count / 2 - 500, count / 2 + 500);
      }
    }
  }

  @Test
  void idsOfManyThreadsAtOneMomentDiffer() throws InterruptedException, ExecutionException {
    UniqueIds ids = new UniqueIds(1, 2);
    int threads = 8;
    int idsPerThread = 50_000;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Set<String>>> results = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        results.add(executor.submit(() -> idsOfOneMoment(ids, idsPerThread)));
      }
      Set<String> all = new HashSet<>();
      for (Future<Set<String>> result : results) {
        all.addAll(result.get());
      }
      assertThat(all).hasSize(threads * idsPerThread);
    } finally {
      executor.shutdownNow();
    }
  }

  private static Set<String> idsOfOneMoment(UniqueIds ids, int count) {
    UniqueIds.Scratch scratch = new UniqueIds.Scratch();
    Set<String> result = new HashSet<>();
    for (int i = 0; i < count; i++) {
      result.add(ids.next(scratch, NOW));
    }
    return result;
  }

  @Test
  void copiesOfOneProcessPartWithTheClock() {
    UniqueIds ids = new UniqueIds(1, 2);
    UniqueIds restored = new UniqueIds(1, 2);
    UniqueIds.Scratch restoredScratch = new UniqueIds.Scratch();

    assertThat(ids.next(scratch, NOW)).isEqualTo(restored.next(restoredScratch, NOW));
    assertThat(ids.next(scratch, NOW)).isNotEqualTo(restored.next(restoredScratch, NOW + 1));
  }

  @Test
  void processesHaveSeedsOfTheirOwn() {
    String one = UniqueIds.ofThisProcess().next(new UniqueIds.Scratch(), NOW);
    String other = UniqueIds.ofThisProcess().next(new UniqueIds.Scratch(), NOW);

    assertThat(one).isNotEqualTo(other);
    assertThat(one.substring(0, 18)).isNotEqualTo(other.substring(0, 18));
    assertThat(one.substring(19)).isNotEqualTo(other.substring(19));
  }
}
