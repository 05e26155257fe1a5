package dev.tacho.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RequestSequenceTest {
  @Test
  void aSeedGivesOneSequenceOnEveryJvm() {
    RequestSequence sequence = new RequestSequence(plan(), 1);

    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      paths.add(sequence.next().path);
    }
    // Written down from the first run; another JVM, version or build must give these again.
    assertThat(paths).containsExactly("/b?q=x", "/a/332718", "/b?q=x", "/b?q=y%20z", "/b?q=y%20z");
    assertThat(sequence.drawn()).isEqualTo(5);
    assertThat(sequence.digest()).isEqualTo("8b61f01797a54959");
  }

  @Test
  void anotherSeedGivesAnother() {
    assertThat(digest(1)).isEqualTo(digest(1)).isNotEqualTo(digest(2)).hasSize(16);
  }

  @Test
  void endpointsComeAsOftenAsTheirWeightsSay() {
    RequestSequence sequence = new RequestSequence(plan(), 7);
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < 40_000; i++) {
      counts.merge(sequence.next().endpoint.name, 1, Integer::sum);
    }

    // 3 of 4; six standard deviations of such a binomial are 520
    assertThat(counts.get("b")).isBetween(29_480, 30_520);
  }

  private static String digest(long seed) {
    RequestSequence sequence = new RequestSequence(plan(), seed);
    for (int i = 0; i < 100; i++) {
      sequence.next();
    }
    return sequence.digest();
  }

  private static Plan plan() {
    Endpoint a = TestPlans.endpoint("a", "/a/{n}", 1);
    a.parameters.put("n", Parameter.between(1, 1_000_000));
    Endpoint b = TestPlans.endpoint("b", "/b?q={q}", 3);
    b.parameters.put("q", Parameter.anyOf(Arrays.asList("x", "y z")));
    return new Plan("test", Arrays.asList(a, b));
  }
}
