package dev.tacho.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.jobs.Orders;
import dev.tacho.metrics.Families;
import dev.tacho.metrics.JobMetrics;
import dev.tacho.metrics.TestFamilies;
import java.util.TimerTask;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class JobNamesTest {
  private final Families families = TestFamilies.with("");
  private final JobMetrics metrics = families.jobs();
  private final JobNames names = new JobNames(metrics);

  @ParameterizedTest
  @MethodSource
  void aTaskObjectIsCalledByItsClass(Object task, String name) {
    assertThat(names.of(task.getClass())).isSameAs(metrics.task(name));
  }

  static Stream<Arguments> aTaskObjectIsCalledByItsClass() {
    return Stream.of(
        Arguments.of(new Orders.Cleanup(), "Orders.Cleanup"),
        Arguments.of(Orders.lambda(), "Orders.lambda"),
        Arguments.of(Orders.methodReference(), "Orders.lambda"),
        Arguments.of(Orders.anonymous(), "Orders.1"),
        Arguments.of(Orders.proxy(), "Proxy"));
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.Orders$$Lambda$14/1879034789, Orders.lambda",
    "com.acme.Orders$$Lambda$14/0x00000008000c5840, Orders.lambda",
    "com.acme.Orders$$Lambda/0x00007f1c4c0042f8, Orders.lambda",
    "com.acme.Orders$Nightly$$Lambda/0x00007f1c4c0042f8, Orders.Nightly.lambda",
    "com.acme.Orders$$EnhancerBySpringCGLIB$$5c1f0a2b, Orders",
    "com.acme.Orders$$SpringCGLIB$$0, Orders",
    "com.acme.Orders/0x00007f1c4c0042f8, Orders",
    "Orders, Orders",
    "$$Odd, ..Odd",
  })
  void numbersOfTheRunAreNotPartOfTheName(String className, String name) {
    assertThat(JobNames.nameOf(className)).isEqualTo(name);
  }

  @Test
  void aMethodIsCalledByTheClassOfItsObject() throws Exception {
    class SpecialOrders extends Orders {}

    assertThat(names.of(new Orders(), Orders.class.getMethod("archive")))
        .isSameAs(metrics.task("Orders.archive"));
    assertThat(names.of(new SpecialOrders(), Orders.class.getMethod("archive")))
        .isSameAs(metrics.task("JobNamesTest.1SpecialOrders.archive"));
    assertThat(names.of(Orders.proxy(), Runnable.class.getMethod("run")))
        .isSameAs(metrics.task("Runnable.run"));
    assertThat(names.of(null, Orders.class.getMethod("lambda")))
        .isSameAs(metrics.task("Orders.lambda"));
  }

  @Test
  void whatLibrariesRunForTheirOwnSakeHasNoName() {
    assertThat(names.of(Executors.callable(Orders.lambda()).getClass())).isNull();
    assertThat(names.of(TimerTask.class)).isNull();
    assertThat(Housekeepers.contain("com.zaxxer.hikari.pool.HikariPool$HouseKeeper")).isTrue();
    assertThat(Housekeepers.contain("com.zaxxer.hikaripainting.Gallery")).isFalse();
  }
}
