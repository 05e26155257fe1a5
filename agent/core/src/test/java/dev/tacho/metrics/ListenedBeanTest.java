package dev.tacho.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import org.junit.jupiter.api.Test;

final class ListenedBeanTest {
  private final NotificationListener listener = (notification, handback) -> {};
  private final GarbageCollectorMXBean real = ManagementFactory.getGarbageCollectorMXBeans().get(0);
  private final List<ListenedBean> listened = new ArrayList<>();
  private final GarbageCollectorMXBean bean = ListenedBean.all(listened).get(0);

  @Test
  void whoListensListensToTheRealBean() throws ListenerNotFoundException {
    ((NotificationEmitter) bean).addNotificationListener(listener, null, null);

    assertThat(bean.getName()).isEqualTo(real.getName());
    ((NotificationEmitter) real).removeNotificationListener(listener); // throws if it is not there
  }

  @Test
  void afterwardsNobodyListensAnyMore() {
    ((NotificationEmitter) bean).addNotificationListener(listener, null, null);
    listened.forEach(ListenedBean::close);

    assertThatThrownBy(() -> ((NotificationEmitter) real).removeNotificationListener(listener))
        .isInstanceOf(ListenerNotFoundException.class);
  }
}
